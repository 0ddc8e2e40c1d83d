using Zhuhui.Edge.Gateway.Texts;
using Zhuhui.Edge.Gateway.Texts.Pages;

namespace Zhuhui.Edge.Gateway.Console.Upkeep;

/// <summary>The administrator's pages.</summary>
internal static class UpkeepTabs
{
    public static IReadOnlyList<(string Path, string Name)> All(Language language) =>
    [
        ("/system", SystemTexts.Title.In(language)),
        ("/outside", OutsideTexts.Title.In(language)),
        ("/accounts", UserTexts.Title.In(language)),
        ("/backups", BackupTexts.Title.In(language)),
        ("/audit", AuditTexts.Title.In(language)),
        ("/site", SiteTexts.Title.In(language)),
    ];
}
