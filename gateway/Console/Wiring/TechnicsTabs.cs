using Zhuhui.Edge.Gateway.Console.Plan;
using Zhuhui.Edge.Gateway.Console.Zones;
using Zhuhui.Edge.Gateway.Texts;
using Zhuhui.Edge.Gateway.Texts.Messages;
using Zhuhui.Edge.Gateway.Texts.Pages.Technics;

namespace Zhuhui.Edge.Gateway.Console.Wiring;

/// <summary>The technician's pages.</summary>
internal static class TechnicsTabs
{
    public static IReadOnlyList<(string Path, string Name)> All(Language language) =>
    [
        (WiringPages.Path, WiringTexts.Title.In(language)),
        (ZonePages.Path, PageTexts.Cameras.In(language)),
        (PlanPages.EditPath, PlanTexts.Title.In(language)),
        ("/outside", OutsideTexts.Title.In(language)),
        ("/site", SiteTexts.Title.In(language)),
    ];
}
