using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Events;

/// <summary>A change to who may pass: audited, and on disk before it is acknowledged.</summary>
internal abstract record RegistryEvent : GatewayEvent
{
    public sealed override EventStream Stream => EventStream.Registry;
}

/// <summary>A resident was enrolled, got further cards or faces, or agreed to face recognition.</summary>
/// <param name="Cards">How many cards the resident has now.</param>
/// <param name="Templates">How many face templates the resident has now.</param>
/// <param name="NoticeVersion">The version of the notice the consent was given to; null without one. Who witnessed it stays in the
/// registry.</param>
/// <param name="LookAlike">Another person whom the face could be taken for, and the clerk confirmed that they are two; null where there is
/// none.</param>
/// <param name="Score">How alike they are, -1 to 1.</param>
/// <param name="KeptPhotos">How many photos are kept of the resident, who agreed to it in writing. The photos stay here, sealed.</param>
/// <param name="IsNew">At the desk, and nobody here knew the resident before; null for everybody else, and for those of a list.</param>
internal sealed record ResidentEnrolled(string Person, int Cards, int Templates, string? NoticeVersion, string? LookAlike = null,
    double? Score = null, int KeptPhotos = 0, bool? IsNew = null) : RegistryEvent
{
    public override string Type => EventTypes.ResidentEnrolled;
}

/// <summary>By what is decided from now on; every decision quotes its version.</summary>
internal sealed record PolicyAdopted(string Version, AccessPolicy Policy) : RegistryEvent
{
    public override string Type => EventTypes.PolicyAdopted;
}

/// <summary>A card was reported lost, or found again.</summary>
/// <param name="Format">The format it is held in; null for any.</param>
internal sealed record CardReported(string Person, string Card, bool Lost, string? Format = null) : RegistryEvent
{
    public override string Type => EventTypes.CardReported;
}

/// <summary>A card is no longer this person's: it opens nothing.</summary>
/// <param name="Format">The format it was held in; null for any.</param>
internal sealed record CardWithdrawn(string Person, string Card, string? Format = null) : RegistryEvent
{
    public override string Type => EventTypes.CardWithdrawn;
}

/// <summary>A person was put on the block list, or taken off it.</summary>
internal sealed record PersonBlocked(string Person, bool Blocked) : RegistryEvent
{
    public override string Type => EventTypes.PersonBlocked;
}

/// <summary>A person's rights were changed: PIN, schedule, doors, longer unlock time.</summary>
/// <param name="Changed">What, for example <c>pin</c>.</param>
/// <param name="Now">All of the person's rights afterwards, so that a registry put back to an earlier state can be given them again; a PIN
/// is never in it.</param>
internal sealed record RightsChanged(string Person, IReadOnlyList<string> Changed, PersonRights? Now = null) : RegistryEvent
{
    public static RightsChanged Of(string person, IEnumerable<RightsPart> parts, PersonRights? now = null) =>
        new(person, [.. parts.Select(part => part.ToWord())], now);

    public override string Type => EventTypes.RightsChanged;
}

/// <summary>Where and when a person may pass.</summary>
/// <param name="Household">Whose home's doors admit the person; null for none.</param>
/// <param name="MoreDoors">Beside those; null for none.</param>
/// <param name="NotDoors">Not, whatever the home says; null for none.</param>
internal sealed record PersonRights(IReadOnlyList<string> Doors, string? Schedule, IReadOnlyList<string> Groups, bool NeedsLonger,
    DateTimeOffset? ValidFrom, DateTimeOffset? ValidTo,
    int? MostUses, string? Household = null, IReadOnlyList<string>? MoreDoors = null, IReadOnlyList<string>? NotDoors = null);

/// <summary>A person withdrew the consent to face recognition: no camera knows the face any more.</summary>
/// <param name="Templates">How many face templates were erased.</param>
/// <param name="KeptPhotos">How many kept photos were erased.</param>
internal sealed record ConsentWithdrawn(string Person, int Templates, int KeptPhotos = 0) : RegistryEvent
{
    public override string Type => EventTypes.ConsentWithdrawn;
}

/// <summary>A dated backup of the registry was made; daily where there is anybody.</summary>
/// <param name="Faces">Of how many of the people face templates are kept: what a district sums up for its filing duty; null in records of
/// earlier versions.</param>
internal sealed record RegistryBackedUp(string Backup, BackupReason Reason, int People, int? Faces = null) : RegistryEvent
{
    public override string Type => EventTypes.RegistryBackedUp;
}

/// <summary>A recovery key was made: sealed backups are made for it from now on, and what was made for another is gone.</summary>
/// <param name="Recovery">Its number, which is on the paper too. The key itself is nowhere here.</param>
internal sealed record RecoveryKeyMade(string Recovery, string Operator) : RegistryEvent
{
    public override string Type => EventTypes.RecoveryKeyMade;
}

/// <summary>An operator put the registry back to a backup.</summary>
/// <param name="Missing">People who are not in it any more.</param>
/// <param name="Returned">People who are in it again.</param>
/// <param name="Changed">People who are not as they were.</param>
/// <param name="Check">What the journal tells of later changes and can't be given back.</param>
internal sealed record RegistryPutBack(string Backup, DateTimeOffset MadeAt, string Operator, int People, IReadOnlyList<string> Missing,
    IReadOnlyList<string> Returned,
    IReadOnlyList<string> Changed, IReadOnlyList<string> Check) : RegistryEvent
{
    public override string Type => EventTypes.RegistryPutBack;
}

/// <summary>Somebody looked up events with the names of the people in them.</summary>
/// <param name="Person">Only this person's; null for everybody's.</param>
/// <param name="Count">How many events were shown.</param>
/// <param name="People">Whose names were.</param>
internal sealed record EventsLookedUp(string Operator, DateTimeOffset? From, DateTimeOffset? To, string? Door, string? Person, string? Kind,
    string? Journal, int Count,
    IReadOnlyList<string> People) : RegistryEvent
{
    public override string Type => EventTypes.EventsLookedUp;
}

/// <summary>Kept photos were erased: the person does not agree to it any more, or nothing on record says that the person did.</summary>
internal sealed record PhotosErased(string Person, int Count) : RegistryEvent
{
    public override string Type => EventTypes.PhotosErased;
}

/// <summary>A person's face templates were made anew from kept photos, for another model pack.</summary>
internal sealed record FacesRenewed(string Person, int Templates, string Pack) : RegistryEvent
{
    public override string Type => EventTypes.FacesRenewed;
}

/// <summary>A person, with cards and faces, was removed: the receipt of what was erased, here and in the backups.</summary>
/// <param name="Cards">How many; null in a record of an earlier version.</param>
/// <param name="Templates">How many face templates.</param>
/// <param name="KeptPhotos">How many photos.</param>
internal sealed record PersonRemoved(string Person, int? Cards = null, int? Templates = null, int? KeptPhotos = null) : RegistryEvent
{
    public override string Type => EventTypes.PersonRemoved;
}

/// <summary>A visitor pass was signed here.</summary>
/// <param name="Pass">The pass's id.</param>
/// <param name="Host">The resident who answers for the visitor.</param>
internal sealed record VisitorPassIssued(string Pass, string Host, IReadOnlyList<string> Doors, DateTimeOffset ValidFrom,
    DateTimeOffset ValidTo, int MostUses) : RegistryEvent
{
    public override string Type => EventTypes.VisitorPassIssued;
}

/// <summary>An operator set how a door stands, or the end of that came.</summary>
/// <param name="Until">When it ends by itself; null for normal.</param>
/// <param name="Operator">Who ordered it; null where its time ran out or a schedule did it.</param>
internal sealed record DoorModeChanged(string Door, DoorMode Mode, DateTimeOffset? Until, string? Operator) : RegistryEvent
{
    public override string Type => EventTypes.DoorModeChanged;
}

/// <summary>An operator's command was carried out.</summary>
/// <param name="Command">The command's id; the same id is never carried out twice.</param>
/// <param name="Door">The door; <see cref="Everything"/> for all of them, <see cref="NoDoor"/> for none.</param>
/// <param name="Kind">A <see cref="CommandKind"/> by its name.</param>
/// <param name="Until">For how long a mode was ordered.</param>
/// <param name="Person">Whose anti-passback was reset; null for everybody's.</param>
/// <param name="Subject">What it is about where that is no door: a card or person, a camera, a level.</param>
/// <param name="Key">The hub's key that signed it; null for what was ordered at the gateway itself.</param>
/// <param name="Reason">Why, in the operator's own words; null where none was given.</param>
internal sealed record CommandDone(string Command, string Door, string Kind, string Operator, DateTimeOffset? Until = null, string? Person =
    null, string? Subject = null,
    string? Key = null, string? Reason = null) : RegistryEvent
{
    /// <summary>Stands for all doors; no door can be called so.</summary>
    public const string Everything = "*";

    /// <summary>Stands for none.</summary>
    public const string NoDoor = "-";

    public override string Type => EventTypes.CommandDone;
}

/// <summary>An operator's command was recorded and not carried out.</summary>
/// <param name="Key">The hub's key that signed it, or said so; null for what was ordered at the gateway itself.</param>
/// <param name="Code">The reason for programs.</param>
/// <param name="DiesAt">A command of that id must not be carried out before then either; null where that is within minutes.</param>
internal sealed record CommandRefused(string Command, string Door, string Kind, string Operator, Wording Because, string? Key = null,
    string? Code = null,
    DateTimeOffset? DiesAt = null) : RegistryEvent
{
    public override string Type => EventTypes.CommandRefused;
}

/// <summary>A roster of the hub was taken over; what it changed for each person has records of its own before this one.</summary>
/// <param name="Base">The version it built on; null for a full one.</param>
/// <param name="Key">The key that signed it.</param>
/// <param name="Removed">How many people lost all rights.</param>
internal sealed record RosterApplied(long Version, long? Base, string Key, int Added, int Changed, int Removed, int Groups, int Schedules)
    : RegistryEvent
{
    public override string Type => EventTypes.RosterApplied;
}

/// <summary>What became of a configuration from afar.</summary>
/// <param name="Key">The key that signed it; null where the gateway settled it by itself.</param>
internal sealed record TwinSettled(long Version, TwinOutcome Outcome, string? Reason, string? Key) : RegistryEvent
{
    public override string Type => EventTypes.TwinSettled;
}

/// <summary>The same refusal again and again: so many more within a minute, none of them recorded by itself.</summary>
/// <param name="Key">The key that signed them; null where nobody's did.</param>
internal sealed record RefusalsCounted(string Code, string? Key, int Count, DateTimeOffset From, DateTimeOffset To) : RegistryEvent
{
    public override string Type => EventTypes.RefusalsCounted;
}

/// <summary>For some minutes, readers that hold no key of the site are given theirs: the one time in which the default key is
/// spoken.</summary>
/// <param name="Until">When that ends by itself.</param>
internal sealed record KeyInstallationBegun(IReadOnlyList<string> Readers, DateTimeOffset Until, string Operator) : RegistryEvent
{
    public override string Type => EventTypes.KeyInstallationBegun;
}

/// <summary>What an operator orders of a watched place.</summary>
internal enum WatchOrder
{
    /// <summary>Whatever is an alarm there is one now, outside its schedule too.</summary>
    Arm,

    /// <summary>Nothing is.</summary>
    Disarm,

    /// <summary>As the site file has it.</summary>
    Usual,
}

/// <summary>An operator armed or disarmed places that cameras watch, or gave them back to the site file.</summary>
/// <param name="Places">As <c>camera/zone</c>; <c>camera/camera</c> is the camera itself.</param>
/// <param name="Until">When it ends by itself; null: when an operator says so.</param>
internal sealed record WatchOrdered(IReadOnlyList<string> Places, WatchOrder Order, DateTimeOffset? Until, string Operator) : RegistryEvent
{
    public override string Type => EventTypes.WatchOrdered;
}
