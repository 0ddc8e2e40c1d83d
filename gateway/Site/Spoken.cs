using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Site;

/// <summary>The words a site speaks.</summary>
internal static class Spoken
{
    public static string In(SiteFile site, Wording words) => words.In(site.Language);
}
