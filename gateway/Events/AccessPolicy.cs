using System.Security.Cryptography;
using System.Text.Json;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Site.Calendars;

namespace Zhuhui.Edge.Gateway.Events;

/// <summary>What of a door's description decides who may pass.</summary>
internal sealed record DoorPolicy(string Id, IReadOnlyList<PassageMethod> Accepts, IReadOnlyList<VerifyOptions> Verify,
    int SecondWithinSeconds, string From, string To,
    int UnlockSeconds, int LongerUnlockSeconds, LivenessUse Liveness)
{
    public static DoorPolicy FromOptions(DoorOptions door) =>
        new(door.Id, door.Accepts, door.Verify, door.SecondWithinSeconds, door.From, door.To, door.UnlockSeconds, door.LongerUnlockSeconds,
            door.Liveness);
}

/// <summary>What of a roster's group decides who may pass. Its members may pass its doors while its schedule is in force.</summary>
/// <param name="Doors">Empty means all.</param>
/// <param name="Schedule">Null for always.</param>
internal sealed record GroupPolicy(string Id, IReadOnlyList<string> Doors, string? Schedule)
{
    /// <summary>Is no door's name: a list without any would mean all.</summary>
    public const string Nowhere = "";

    /// <summary>Is no group's name.</summary>
    public const string NoGroup = "";

    public bool Admits(string door) => Doors.Count == 0 || Doors.Contains(door, StringComparer.Ordinal);

    /// <summary>To the doors that others admit as well.</summary>
    public GroupPolicy Narrowed(IReadOnlyList<string> doors) => doors.Count == 0 ? this
        : this with { Doors = Doors.Count == 0 ? doors : [.. Doors.Intersect(doors, StringComparer.Ordinal).DefaultIfEmpty(Nowhere)] };
}

/// <summary>By what decisions are made: all of the site file and of the calendar that they may look at. Journaled whenever the gateway
/// starts.</summary>
/// <param name="Rules">The version of the rules in this program.</param>
/// <param name="Groups">Those of the hub's roster; null where there are none.</param>
/// <param name="WhenClockDoubted">What holds while nobody knows the time; null for the default.</param>
internal sealed record AccessPolicy(string Rules, string TimeZone, Calendar Calendar, IReadOnlyList<ScheduleOptions> Schedules,
    IReadOnlyList<AreaOptions> Areas,
    IReadOnlyList<DoorPolicy> Doors, double FalsePositiveRate, double MatchThreshold, double MatchMargin, double LivenessThreshold,
    IReadOnlyList<GroupPolicy>? Groups = null, ClockRule? WhenClockDoubted = null)
{
    /// <summary>Changes whenever one of the access rules decides otherwise what was decided before, so that a journal says by which rules
    /// it was decided.</summary>
    public const string RulesVersion = "5";

    /// <summary>The rules' version and a fingerprint of all the rest, for example <c>2-9f86d081</c>.</summary>
    public string Version() =>
        $"{Rules}-{Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(this, EventJson.Options)))[..8]}";
}
