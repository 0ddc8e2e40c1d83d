using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Site.Calendars;

namespace Zhuhui.Edge.Gateway.People.Rosters;

/// <summary>People of one kind, as the hub groups them.</summary>
/// <param name="Doors">The doors that admit them; empty means all of this gateway's.</param>
/// <param name="Schedule">Within which they may pass; null for always.</param>
internal sealed record AccessGroup(string Id, string Name, IReadOnlyList<string> Doors, string? Schedule);

/// <summary>What the hub's roster brought beside people.</summary>
/// <param name="Version">The roster that all of it, and the people, are from; 0 where none was taken over.</param>
/// <param name="Calendar">Null where the roster brought none.</param>
internal sealed record Roster(long Version, IReadOnlyList<AccessGroup> Groups, IReadOnlyList<ScheduleOptions> Schedules, Calendar? Calendar)
{
    public static Roster None { get; } = new(0, [], [], null);
}

/// <summary>A roster, or what changed in it, as it is to be stored.</summary>
/// <param name="Version">The version the registry stands at afterwards.</param>
/// <param name="IsWhole">true: what the roster once brought and does not name is taken out: people, groups and schedules. false: only what
/// is named changes.</param>
internal sealed record RosterChange(long Version, bool IsWhole)
{
    /// <summary>People as they shall be, in full but for their face templates, which never travel and stay as they are.</summary>
    public IReadOnlyList<Resident> People { get; init; } = [];

    public IReadOnlyList<PersonId> PeopleGone { get; init; } = [];

    public IReadOnlyList<AccessGroup> Groups { get; init; } = [];

    public IReadOnlyList<string> GroupsGone { get; init; } = [];

    public IReadOnlyList<ScheduleOptions> Schedules { get; init; } = [];

    public IReadOnlyList<string> SchedulesGone { get; init; } = [];

    /// <summary>Null leaves it as it is.</summary>
    public Calendar? Calendar { get; init; }
}
