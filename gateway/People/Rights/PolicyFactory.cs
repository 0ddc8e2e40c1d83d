using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.People.Rosters;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Site.Calendars;

namespace Zhuhui.Edge.Gateway.People.Rights;

/// <summary>Makes the policy out of the site file, its calendar and the hub's roster.</summary>
internal static class PolicyFactory
{
    /// <summary>With what the hub's roster adds: groups, schedules that the site file has none of the name of, and holidays instead of the
    /// site file's.</summary>
    public static AccessPolicy From(SiteFile site, Calendar calendar, Roster roster)
    {
        var own = From(site, roster.Calendar ?? calendar);
        return own with
        {
            Schedules = [.. own.Schedules, .. roster.Schedules.Where(s => own.Schedules.All(known => known.Id != s.Id))],
            Groups = roster.Groups.Count == 0 ? null : [.. roster.Groups.Select(g => new GroupPolicy(g.Id, g.Doors, g.Schedule))],
        };
    }

    /// <summary>A least liveness of 0 turns the check off at every door.</summary>
    public static AccessPolicy From(SiteFile site, Calendar calendar) => new(AccessPolicy.RulesVersion, site.TimeZone, calendar,
        site.Schedules, site.Areas,
        [.. site.Doors.Select(d => DoorPolicy.FromOptions(site.Vision.LivenessThreshold > 0 ? d : d with { Liveness = LivenessUse.Off }))],
        site.Vision.FalsePositiveRate, site.Vision.MatchThreshold, site.Vision.MatchMargin, site.Vision.LivenessThreshold,
        WhenClockDoubted: site.Clock.WhenDoubted == ClockRule.Lenient ? null : site.Clock.WhenDoubted);
}
