using System.Security.Cryptography;
using System.Text.Json;
using Zhuhui.Edge.Gateway.Events;
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

/// <summary>By what decisions are made: all of the site file and of the calendar that they may look at. Journaled whenever the gateway starts.</summary>
/// <param name="Rules">The version of the rules in this program.</param>
internal sealed record AccessPolicy(string Rules, string TimeZone, Calendar Calendar, IReadOnlyList<ScheduleOptions> Schedules, IReadOnlyList<AreaOptions> Areas,
    IReadOnlyList<DoorPolicy> Doors, double FalsePositiveRate, double MatchThreshold, double MatchMargin, double LivenessThreshold)
{
    /// <summary>The rules' version and a fingerprint of all the rest, for example <c>2-9f86d081</c>.</summary>
    public string Version() => $"{Rules}-{Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(this, EventJson.Options)))[..8]}";

    /// <summary>A least liveness of 0 turns the check off at every door.</summary>
    public static AccessPolicy Of(SiteFile site, Calendar calendar) => new(AccessRules.Version, site.TimeZone, calendar, site.Schedules, site.Areas,
        [.. site.Doors.Select(d => DoorPolicy.Of(site.Vision.LivenessThreshold > 0 ? d : d with { Liveness = LivenessUse.Off }))], site.Vision.FalsePositiveRate, site.Vision.MatchThreshold, site.Vision.MatchMargin, site.Vision.LivenessThreshold);
}
