using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Events;

/// <summary>Why records are no longer there.</summary>
internal enum DropReason
{
    /// <summary>The disk took nothing for so long that memory was full; the records never had numbers.</summary>
    NeverWritten,

    /// <summary>Older than the site file has them kept.</summary>
    Age,

    /// <summary>The stream takes more room than the site file gives it.</summary>
    Quota,

    /// <summary>The disk was about to be full.</summary>
    DiskFull,

    /// <summary>Gone, and no record says why: deleted by hand, or a crash took the record with it.</summary>
    Unknown,
}

/// <summary>Records are gone, and nobody need look for them. Of numbered ones it stands among the registry's changes, the audit, and is on
/// the disk before they are deleted; of those that never had a number the journal that lost them says it itself.</summary>
/// <param name="Count">How many.</param>
/// <param name="From">When the first of them happened.</param>
/// <param name="To">When the last of them happened, or the first that is kept.</param>
/// <param name="Journal">The stream; null where it is the record's own.</param>
/// <param name="Ledger">The identity of that journal.</param>
/// <param name="First">The first number that is gone.</param>
/// <param name="Last">The last number that is gone.</param>
/// <param name="Unacknowledged">How many of them the hub had not acknowledged; null where there is no hub.</param>
internal sealed record JournalDropped(long Count, DateTimeOffset From, DateTimeOffset To, DropReason Reason = DropReason.NeverWritten,
    string? Journal = null, Guid? Ledger = null,
    long? First = null, long? Last = null, long? Unacknowledged = null) : RegistryEvent
{
    public override string Type => EventTypes.JournalDropped;
}

/// <summary>The wall clock was set, or came to be synchronised: earlier records of the run are to be dated anew.</summary>
/// <param name="Boot">The run.</param>
/// <param name="OffsetMs">What to add to the times of its records from before.</param>
/// <param name="MonoMs">When, by the run's monotonic clock.</param>
internal sealed record ClockCorrected(Guid Boot, double OffsetMs, double MonoMs) : RegistryEvent
{
    public override string Type => EventTypes.ClockCorrected;
}

/// <summary>Why the machine's clock is not believed.</summary>
internal enum ClockDoubtReason
{
    /// <summary>It is behind the newest record on the disk.</summary>
    Behind,

    /// <summary>It is further ahead of the newest record than a gateway lies unused.</summary>
    Ahead,

    /// <summary>The hub tells another time.</summary>
    Contradicted,
}

/// <summary>Who says that the machine's clock is right.</summary>
internal enum ClockWitness
{
    /// <summary>Nothing speaks against it any more: it was set, or a time source put it right.</summary>
    Clock,

    Hub,

    Operator,
}

/// <summary>The machine's clock is not believed: time is counted on from the last moment that is certain, and the site file says what holds
/// for those whose right depends on it. One alarm until <see cref="ClockTrusted"/>.</summary>
/// <param name="Shown">What it showed.</param>
/// <param name="Counted">What the time was at the least.</param>
internal sealed record ClockDoubted(ClockDoubtReason Reason, DateTimeOffset Shown, DateTimeOffset Counted) : AlarmEvent
{
    public override string Type => EventTypes.ClockDoubted;
}

/// <summary>The machine's clock is believed again.</summary>
/// <param name="Shown">What it shows.</param>
/// <param name="Operator">Who confirmed it; null where no operator did.</param>
internal sealed record ClockTrusted(DateTimeOffset Shown, ClockWitness By, string? Operator = null) : AlarmEvent
{
    public override string Type => EventTypes.ClockTrusted;
}

/// <summary>Less than a tenth is left of the disk, or of what a stream may keep for a hub that does not acknowledge. One alarm until it is
/// relieved.</summary>
/// <param name="Place"><see cref="Disk"/>, or the stream.</param>
/// <param name="UsedPercent">Of the disk, or of the stream's quota.</param>
/// <param name="FreeBytes">What is left.</param>
internal sealed record StorageFilling(string Place, int UsedPercent, long FreeBytes) : AlarmEvent
{
    public const string Disk = "disk";

    public override string Type => EventTypes.StorageFilling;
}

/// <summary>There is room again.</summary>
/// <param name="Place">As in <see cref="StorageFilling"/>.</param>
internal sealed record StorageRelieved(string Place, int UsedPercent, long FreeBytes) : AlarmEvent
{
    public override string Type => EventTypes.StorageRelieved;
}

/// <summary>Why a backup was made.</summary>
internal enum BackupReason
{
    Daily,

    /// <summary>Before a roster of the hub was taken over.</summary>
    Roster,

    /// <summary>Somebody asked for it.</summary>
    Asked,

    /// <summary>Before the registry was put back to another backup.</summary>
    Restore,
}

/// <summary>What became of a changed site file.</summary>
internal enum SiteOutcome
{
    /// <summary>It is in force, and must prove itself.</summary>
    Trying,

    /// <summary>It is in force for good.</summary>
    Kept,

    /// <summary>The one before is in force.</summary>
    GivenUp,
}

/// <summary>The site file was changed by way of the gateway, or what was changed was kept or given up.</summary>
/// <param name="Parts">Of the site file, as it names them, that differ.</param>
/// <param name="Operator">Who did it; null where the gateway settled it by itself.</param>
/// <param name="Reason">Why it was given up.</param>
internal sealed record SiteSettled(SiteOutcome Outcome, IReadOnlyList<string> Parts, string? Operator, Wording? Reason) : RegistryEvent
{
    public override string Type => EventTypes.SiteSettled;
}

/// <summary>Another release of the program went on trial, or was kept or given up.</summary>
/// <param name="Version">Of the release.</param>
/// <param name="Operator">Who ordered it; null where it was settled without anybody.</param>
/// <param name="Reason">Why it was given up.</param>
internal sealed record ReleaseSettled(SiteOutcome Outcome, string Version, string? Operator, Wording? Reason) : RegistryEvent
{
    public override string Type => EventTypes.ReleaseSettled;
}

/// <summary>A release that was ordered from afar can't be had now, or is given up before it was tried.</summary>
/// <param name="Operator">Who ordered it.</param>
/// <param name="Ended">false: it is tried again by itself.</param>
internal sealed record ReleaseStalled(string Version, string Operator, Wording Reason, bool Ended) : RegistryEvent
{
    public override string Type => EventTypes.ReleaseStalled;
}
