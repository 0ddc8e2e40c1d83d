using System.Security.Cryptography;
using System.Text.Json;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Ledger;
using Zhuhui.Edge.Gateway.Site;

namespace Zhuhui.Edge.Gateway.Access;

/// <summary>A stretch of public holidays, both ends included.</summary>
internal sealed record HolidayRange(DateOnly From, DateOnly To, string Name);

/// <summary>Public holidays and the weekend days that are worked for them. Data: the State Council publishes it a year ahead.</summary>
internal sealed record Calendar(IReadOnlyList<HolidayRange> Holidays, IReadOnlyList<DateOnly> WorkingDays)
{
    public static Calendar Empty { get; } = new([], []);

    /// <summary>Whether the holidays of that year are known: one of them lies in it whole. A New Year's holiday that began the year before is no sign of it.</summary>
    public bool Covers(int year) => Holidays.Any(h => h.From.Year == year && h.To.Year == year);
}

/// <summary>What of a door's description decides who may pass.</summary>
internal sealed record DoorPolicy(string Id, IReadOnlyList<PassageMethod> Accepts, IReadOnlyList<VerifyOptions> Verify, int SecondWithinSeconds, string From, string To,
    int UnlockSeconds, int LongerUnlockSeconds, LivenessUse Liveness)
{
    public static DoorPolicy Of(DoorOptions door) =>
        new(door.Id, door.Accepts, door.Verify, door.SecondWithinSeconds, door.From, door.To, door.UnlockSeconds, door.LongerUnlockSeconds, door.Liveness);
}

/// <summary>What of a roster's group decides who may pass. Its members may pass its doors while its schedule is in force.</summary>
/// <param name="Doors">Empty means all.</param>
/// <param name="Schedule">Null for always.</param>
internal sealed record GroupPolicy(string Id, IReadOnlyList<string> Doors, string? Schedule)
{
    public bool Admits(string door) => Doors.Count == 0 || Doors.Contains(door, StringComparer.Ordinal);

    /// <summary>To the doors that others admit as well.</summary>
    public GroupPolicy Narrowed(IReadOnlyList<string> doors) => doors.Count == 0 ? this
        : this with { Doors = Doors.Count == 0 ? doors : [.. Doors.Intersect(doors, StringComparer.Ordinal).DefaultIfEmpty(AccessRules.Nowhere)] };
}

/// <summary>By what decisions are made: all of the site file and of the calendar that they may look at. Journaled whenever the gateway starts.</summary>
/// <param name="Rules">The version of the rules in this program.</param>
/// <param name="Groups">Those of the hub's roster; null where there are none.</param>
internal sealed record AccessPolicy(string Rules, string TimeZone, Calendar Calendar, IReadOnlyList<ScheduleOptions> Schedules, IReadOnlyList<AreaOptions> Areas,
    IReadOnlyList<DoorPolicy> Doors, double FalsePositiveRate, double MatchThreshold, double MatchMargin, double LivenessThreshold, IReadOnlyList<GroupPolicy>? Groups = null)
{
    /// <summary>The rules' version and a fingerprint of all the rest, for example <c>2-9f86d081</c>.</summary>
    public string Version() => $"{Rules}-{Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(this, EventJson.Options)))[..8]}";

    /// <summary>With what the hub's roster adds: groups, schedules that the site file has none of the name of, and holidays instead of the site file's.</summary>
    public static AccessPolicy Of(SiteFile site, Calendar calendar, Roster roster)
    {
        var own = Of(site, roster.Calendar ?? calendar);
        return own with
        {
            Schedules = [.. own.Schedules, .. roster.Schedules.Where(s => own.Schedules.All(known => known.Id != s.Id))],
            Groups = roster.Groups.Count == 0 ? null : [.. roster.Groups.Select(g => new GroupPolicy(g.Id, g.Doors, g.Schedule))],
        };
    }

    /// <summary>A least liveness of 0 turns the check off at every door.</summary>
    public static AccessPolicy Of(SiteFile site, Calendar calendar) => new(AccessRules.Version, site.TimeZone, calendar, site.Schedules, site.Areas,
        [.. site.Doors.Select(d => DoorPolicy.Of(site.Vision.LivenessThreshold > 0 ? d : d with { Liveness = LivenessUse.Off }))], site.Vision.FalsePositiveRate, site.Vision.MatchThreshold, site.Vision.MatchMargin, site.Vision.LivenessThreshold);
}
