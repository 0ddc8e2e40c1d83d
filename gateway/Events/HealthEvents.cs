using Zhuhui.Edge.CloudBridge.Settings;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Vision.Options;
using Zhuhui.Edge.Vision.Sightings;

namespace Zhuhui.Edge.Gateway.Events;

/// <summary>How the gateway and its devices are.</summary>
internal abstract record HealthEvent : GatewayEvent
{
    public sealed override EventStream Stream => EventStream.Health;
}

/// <summary>The gateway began to work; every relay was put at rest before.</summary>
/// <param name="Faces">Of how many of the residents face templates are kept; null in records of earlier versions.</param>
internal sealed record GatewayStarted(string Version, string Policy, int Doors, int Cameras, int Residents, int? Faces = null)
    : HealthEvent
{
    public override string Type => EventTypes.GatewayStarted;
}

/// <summary>The gateway was stopped in order; every relay is at rest.</summary>
internal sealed record GatewayStopped : HealthEvent
{
    public override string Type => EventTypes.GatewayStopped;
}

/// <summary>A camera gives frames.</summary>
internal sealed record CameraFound(string Camera, int Width, int Height, string Codec) : HealthEvent
{
    public override string Type => EventTypes.CameraOnline;
}

/// <summary>A camera gives none; one event an outage.</summary>
internal sealed record CameraLost(string Camera, string Reason) : HealthEvent
{
    public override string Type => EventTypes.CameraOffline;
}

/// <summary>One of a camera's streams, as it does.</summary>
/// <param name="Role">main or sub.</param>
/// <param name="Decoded">Frames since the start.</param>
/// <param name="Dropped">Frames passed over for a newer one.</param>
/// <param name="LastFrameAgeMs">Null before the first.</param>
/// <param name="DecodeShare">Of one core, what its ffmpeg takes; null while it is not known.</param>
internal sealed record StreamFigures(StreamRole Role, bool Online, double FramesPerSecond, double AnalysedPerSecond, long Decoded,
    long Dropped, double? LastFrameAgeMs, int Reconnects,
    string Decoder, double? DecodeShare);

/// <summary>How a camera is doing; told every few hours, beside its outages, so that what wears out slowly is on record.</summary>
internal sealed record CameraFigures(string Camera, IReadOnlyList<StreamFigures> Streams) : HealthEvent
{
    public override string Type => EventTypes.CameraFigures;

    public static CameraFigures From(CameraHealth health) => new(health.Id,
    [
        .. health.Streams.Select(s => new StreamFigures(s.Role, s.Online, s.FramesPerSecond, s.AnalysedPerSecond, s.Decoded, s.Dropped,
            s.LastFrameAgeMs is { } age ? Math.Round(age) : null, s.Reconnects, s.Decoder, s.DecodeShare)),
    ]);
}

/// <summary>A reader sent something that is not a card.</summary>
/// <param name="Reason">Several, where many were counted together.</param>
/// <param name="Times">How often since the record before; null for once.</param>
internal sealed record ReaderFaulted(string Reader, string Reason, int? Times = null) : HealthEvent
{
    public override string Type => EventTypes.ReaderFault;
}

/// <summary>A stream's journal was found torn or damaged. What it says is missing is lost; the gateway goes on without it.</summary>
/// <param name="Ledger">The identity of that journal.</param>
/// <param name="CutBytes">How much of an unfinished write was cut off its end; null where nothing was.</param>
/// <param name="CutAfter">The last number that was kept then: the next one was being written, and is given anew.</param>
/// <param name="Missing">Numbers whose records can't be read any more.</param>
/// <param name="ChainBreaks">Numbers whose predecessor is not the one they were chained to.</param>
internal sealed record JournalRecovered(string Journal, string Finding, Guid? Ledger = null, long? CutBytes = null, long? CutAfter = null,
    IReadOnlyList<SeqRange>? Missing = null,
    IReadOnlyList<long>? ChainBreaks = null) : HealthEvent
{
    public override string Type => EventTypes.JournalRecovered;
}

/// <summary>No backup of the registry can be made, or somebody can't be erased from one.</summary>
internal sealed record RegistryBackupFailed(string Reason) : HealthEvent
{
    public override string Type => EventTypes.RegistryBackupFailed;
}

/// <summary>The cameras can't be used, and why; doors go on with cards.</summary>
internal sealed record VisionOff(string Reason) : HealthEvent
{
    public override string Type => EventTypes.VisionOff;
}

/// <summary>A board, bus or reader answers.</summary>
internal sealed record DeviceFound(string Device) : HealthEvent
{
    public override string Type => EventTypes.DeviceOnline;
}

/// <summary>It does not; one event an outage.</summary>
internal sealed record DeviceLost(string Device, string? Reason) : HealthEvent
{
    public override string Type => EventTypes.DeviceOffline;
}

/// <summary>A device said something of itself, or did what it was not told.</summary>
/// <param name="Times">How often since it was last on record.</param>
internal sealed record DeviceNoted(string Device, string Detail, int Times) : HealthEvent
{
    public override string Type => EventTypes.DeviceNoted;
}

/// <summary>A device goes and comes so often that not each time is on record. When it is quiet, its state is.</summary>
/// <param name="Times">How often it went or came since it was last on record.</param>
internal sealed record DeviceUnsteady(string Device, int Times) : HealthEvent
{
    public override string Type => EventTypes.DeviceUnsteady;
}

/// <summary>What staff should know of the way to the hub.</summary>
/// <param name="Subject">What it is about, where there can be several: the stream of a record that is too large, why an acknowledgement is
/// not believed.</param>
/// <param name="Detail">Why the link was lost, or what is wrong with the certificate's files; of a record that is too large
/// <c>NUMBER: BYTES &gt; BYTES</c>.</param>
/// <param name="Until">When the certificate ends.</param>
/// <param name="Times">Of an unsteady link: how often it went or came since it was last on record.</param>
internal sealed record LinkNoted(LinkFinding Finding, string? Subject = null, string? Detail = null, DateTimeOffset? Until = null,
    int? Times = null) : HealthEvent
{
    public override string Type => EventTypes.LinkNoted;

    public static LinkNoted From(LinkNote note) => new(note.Finding, note.Subject, note.Detail, note.Until);
}

/// <summary>A device's supply failed or is well again.</summary>
internal sealed record DevicePower(string Device, bool Failed) : HealthEvent
{
    public override string Type => EventTypes.DevicePower;
}

/// <summary>A reader does not have the site's key, or another device answers in its place: nothing it says is acted upon.</summary>
internal sealed record ReaderKeyRefused(string Reader, string? Reason) : HealthEvent
{
    public override string Type => EventTypes.ReaderKeyRefused;
}

/// <summary>An exit button is stuck, or let go again. While it is stuck it opens nothing.</summary>
internal sealed record ExitButtonFault(string Door, bool Stuck) : HealthEvent
{
    public override string Type => EventTypes.ExitButtonFault;
}

/// <summary>Something has begun before a camera that its ring has recorded and that is no alarm there.</summary>
/// <param name="Incident">Unique for ever; the end bears the same.</param>
/// <param name="Zone">The zone or line; null for the camera itself.</param>
internal sealed record IncidentNoted(string Incident, AlarmKind Kind, Ring Ring, string Camera, string? Zone, int Count, double Score,
    CrossingDirection? Direction) : HealthEvent
{
    public override string Type => EventTypes.IncidentNoted;
}

/// <summary>It is over, or nobody can tell any more; the figures are those of <see cref="AlarmEnded"/>.</summary>
internal sealed record IncidentOver(string Incident, AlarmKind Kind, Ring Ring, string Camera, string? Zone, AlarmEndReason Reason,
    double? Seconds, int Most, int Repeats,
    int LeftToRight, int RightToLeft) : HealthEvent
{
    public override string Type => EventTypes.IncidentOver;
}
