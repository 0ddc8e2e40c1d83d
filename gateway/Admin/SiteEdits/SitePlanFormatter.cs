using Zhuhui.Edge.Gateway.Admin.Health;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Admin.SiteEdits;

/// <summary>What a changed site file does, and how it stands, in words.</summary>
internal static class SitePlanFormatter
{
    public static IEnumerable<Wording> Words(SitePlan plan)
    {
        if (plan.Parts.Count == 0)
        {
            yield return SiteTexts.SaysTheSame;
            yield break;
        }

        yield return SiteTexts.Parts(string.Join(", ", plan.Parts));
        if (plan.Restarts)
        {
            yield return SiteTexts.NeedsStart(string.Join(", ", plan.Restart), string.Join(", ", plan.Doors), plan.Seconds);
        }
        else
        {
            yield return plan.Cameras.Count == 0 ? SiteTexts.NothingStops : SiteTexts.CamerasStop(string.Join(", ", plan.Cameras));
        }

        yield return SiteTexts.OnTrialFor((long)SiteChanges.ProofTime.TotalMinutes);
        if (HasToBeKept(plan.Parts))
        {
            yield return SiteTexts.HasToBeKept;
        }
    }

    /// <summary>Where and under which names the pages and the API are reached.</summary>
    public static bool HasToBeKept(IReadOnlyList<string> parts) => parts.Contains("web", StringComparer.Ordinal);

    public static Wording Outcome(SiteTrialStatus status) => status is { Outcome: SiteOutcome.Trying, Waits: not null } ? SiteTexts.Waits
        : SiteTexts.Settled(EventWords.Settled(status.Outcome), Wording.Empty, Wording.Empty, Wording.Empty);

    /// <summary>What it waits for, or how long it is watched; null where nothing is to come.</summary>
    public static Wording? Standing(SiteTrialStatus status) => status switch
    {
        { Waits: [] } => SiteTexts.StartsNow,
        { Waits: { } doors } => SiteTexts.WaitsFor(string.Join(", ", doors)),
        { Left: { } left } => SiteTexts.Left(left / 60, left % 60),
        _ => null,
    };
}
