using System.ComponentModel;
using System.Text.Json.Serialization;
using Zhuhui.Edge.Gateway.Site;

namespace Zhuhui.Edge.Gateway.Remote.Rosters;

/// <summary>A card as the roster has it.</summary>
internal sealed record RosterCard(
    [property: Description("NUMBER or FORMAT:NUMBER.")] string Card,
    DateTimeOffset? ValidFrom = null,
    DateTimeOffset? ValidTo = null,
    [property: Description("true: lost; false: found again; left out: as the gateway has it.")] bool? Lost = null);

/// <summary>A person as the roster has it. There is no field for a picture or a template.</summary>
internal sealed record RosterPerson(
    [property: Description("The person's id, the same at the hub and on every gateway.")] string Id,
    [property: Description("For the gateway's own screen; it is in no event.")] string Name,
    [property: Description("The groups the person is in; at least one, for without a group nobody may pass.")] IReadOnlyList<string> Groups,
    [property: Description("All cards of the person: one that is not named opens nothing any more. Left out: the cards stay as they are.")]
        IReadOnlyList<RosterCard>? Cards = null,
    DateTimeOffset? ValidFrom = null,
    DateTimeOffset? ValidTo = null,
    [property: Description("true: on the block list; false: off it; left out: as the gateway has it.")] bool? Blocked = null,
    [property: Description("The doors stay unlocked longer for this person.")] bool NeedsLonger = false);

/// <summary>People who may pass the same doors at the same times.</summary>
internal sealed record RosterGroup(
    string Id,
    string Name,
    [property: Description("The doors that admit them; empty means all of the gateway's.")] IReadOnlyList<string> Doors,
    [property: Description("A schedule of the roster or of the site file; null for always.")] string? Schedule = null);

/// <summary>A stretch of time on some days, as the site file has it.</summary>
internal sealed record RosterPeriod(IReadOnlyList<DayKind> Days, string From, string To);

/// <summary>When people may pass.</summary>
internal sealed record RosterSchedule(string Id, IReadOnlyList<RosterPeriod> Periods);

/// <summary>Public holidays and the weekend days that are worked for them.</summary>
internal sealed record RosterHolidays(IReadOnlyList<RosterHoliday> Holidays, IReadOnlyList<DateOnly> WorkingDays);

/// <summary>One public holiday, both days included.</summary>
internal sealed record RosterHoliday(DateOnly From, DateOnly To, string Name);

/// <summary>One part of a roster as the hub sends it.</summary>
[Description("A part of a roster: who may pass at one gateway. base null: all of it; else what changed since that version. The parts of a "
    + "version are applied together or not at all.")]
internal sealed record RosterMessage(
    [property: Description("district/compound/gateway")] string Gateway,
    long Version,
    [property: Description("The version it builds on; null, written out, for a full roster."), JsonRequired] long? Base,
    int Part,
    int Parts,
    DateTimeOffset IssuedAt,
    IReadOnlyList<RosterPerson>? People = null,
    [property: Description("A delta only.")] IReadOnlyList<string>? RemovedPeople = null,
    IReadOnlyList<RosterGroup>? Groups = null,
    [property: Description("A delta only.")] IReadOnlyList<string>? RemovedGroups = null,
    IReadOnlyList<RosterSchedule>? Schedules = null,
    [property: Description("A delta only.")] IReadOnlyList<string>? RemovedSchedules = null,
    [property: Description("Left out: as before.")] RosterHolidays? Holidays = null);

/// <summary>What a gateway asks for.</summary>
internal enum RosterWant
{
    Full,
    Delta,
}

/// <summary>The gateway's request for a roster.</summary>
[Description("A gateway asks for a roster: at its first start, after a gap, after a restore, and when told to synchronise.")]
internal sealed record RosterWanted(
    [property: Description("The version in force; null for none.")] long? Have,
    RosterWant Want,
    string Reason);
