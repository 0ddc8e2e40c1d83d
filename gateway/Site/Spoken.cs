namespace Zhuhui.Edge.Gateway.Site;

/// <summary>The words a site speaks.</summary>
internal static class Spoken
{
    public static string In(SiteFile site, Wording words) => site.Language == Language.Zh ? words.Zh : words.En;
}
