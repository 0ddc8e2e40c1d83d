using System.ComponentModel;
using Zhuhui.Edge.Gateway.Site;

namespace Zhuhui.Edge.Gateway.Remote;

/// <summary>The words a site speaks.</summary>
internal static class Spoken
{
    public static string Of(SiteFile site, Access.Wording words) => site.Language == Language.Zh ? words.Zh : words.En;
}
