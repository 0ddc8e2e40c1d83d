using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Vision.Options;

namespace Zhuhui.Edge.Gateway.Events;

/// <summary>An alarm: a guard hears of it, and it overtakes everything else on the way to the hub.</summary>
internal abstract record AlarmEvent : GatewayEvent
{
    public sealed override EventStream Stream => EventStream.Alarms;
}

/// <summary>The door opened and nobody had been let in.</summary>
internal sealed record DoorForced(string Door) : AlarmEvent
{
    public override string Type => EventTypes.DoorForced;
}

/// <summary>The door has stood open longer than its site file allows.</summary>
internal sealed record DoorHeldOpen(string Door, int Seconds) : AlarmEvent
{
    public override string Type => EventTypes.DoorHeldOpen;
}

/// <summary>The door that was forced or held open is closed again.</summary>
internal sealed record DoorSecured(string Door) : AlarmEvent
{
    public override string Type => EventTypes.DoorSecured;
}

/// <summary>The registry of people was found damaged and an earlier state took its place; what took rights away since was done again.
/// Somebody should look after the rest.</summary>
/// <param name="Missing">People who were enrolled since and are not in it: they have to be enrolled again.</param>
/// <param name="Check">What else was changed since and can't be given back, each with whose it is.</param>
internal sealed record RegistryRestored(string Finding, IReadOnlyList<string>? Missing = null, IReadOnlyList<string>? Check = null)
    : AlarmEvent
{
    public override string Type => EventTypes.RegistryRestored;
}

/// <summary>Something that is an alarm in its ring has begun before a camera. It has one end, <see cref="AlarmEnded"/>, whatever happens to
/// the gateway.</summary>
/// <param name="Alarm">Unique for ever; the end and the acknowledgement bear the same.</param>
/// <param name="Zone">The zone or line; null for the camera itself.</param>
/// <param name="Hears">The roles that hear of it.</param>
/// <param name="Count">How many people; 0 for a thing or the camera itself.</param>
/// <param name="Score">The detector's confidence, 0 to 1; 0 where nobody was detected.</param>
/// <param name="Direction">Of a crossed line; null for anything else.</param>
internal sealed record AlarmRaised(string Alarm, AlarmKind Kind, Ring Ring, string Camera, string? Zone, IReadOnlyList<string> Hears,
    int Count, double Score,
    CrossingDirection? Direction) : AlarmEvent
{
    public override string Type => EventTypes.AlarmRaised;
}

/// <summary>An alarm is over, or nobody can tell any more.</summary>
/// <param name="Seconds">From its beginning to when it was last seen; null where nobody knows.</param>
/// <param name="Most">The most people at once.</param>
/// <param name="Repeats">How often it began anew within the re-alert time; for a line, crossings after the first.</param>
/// <param name="LeftToRight">Crossings of a line from left to right.</param>
/// <param name="RightToLeft">Crossings of a line from right to left.</param>
internal sealed record AlarmEnded(string Alarm, AlarmKind Kind, Ring Ring, string Camera, string? Zone, IReadOnlyList<string> Hears,
    AlarmEndReason Reason, double? Seconds, int Most,
    int Repeats, int LeftToRight, int RightToLeft) : AlarmEvent
{
    public override string Type => EventTypes.AlarmEnded;
}

/// <summary>An alarm that is no camera's was open as the gateway stopped or was killed: nobody can tell when it ended. Where it goes on it
/// begins anew.</summary>
/// <param name="Alarm">As <see cref="AlarmSign.Alarm"/>.</param>
/// <param name="Kind">The type of the event that began it last.</param>
/// <param name="Place">The door, device or store; null for the whole compound.</param>
internal sealed record AlarmLapsed(string Alarm, string Kind, string? Place) : AlarmEvent
{
    public override string Type => EventTypes.AlarmLapsed;
}

/// <summary>The lock does not do as it was told: its feedback contradicts.</summary>
internal sealed record LockFaulted(string Door) : AlarmEvent
{
    public override string Type => EventTypes.LockFault;
}

/// <summary>The lock does as it is told again.</summary>
internal sealed record LockRestored(string Door) : AlarmEvent
{
    public override string Type => EventTypes.LockRestored;
}

/// <summary>The door was to be released, and its relay was not seen to do it.</summary>
/// <param name="Relay">Board and pin, for example <c>io-1:3</c>.</param>
/// <param name="Reason">What stands in the way, as far as is known.</param>
/// <param name="Fire">The fire contact had it released: people may be inside.</param>
internal sealed record ReleaseFailed(string Door, string Relay, string? Reason, bool Fire) : AlarmEvent
{
    public override string Type => EventTypes.ReleaseFailed;
}

/// <summary>A release of the door was seen to be carried out again.</summary>
internal sealed record ReleaseRestored(string Door) : AlarmEvent
{
    public override string Type => EventTypes.ReleaseRestored;
}

/// <summary>The door is closed but its lock has not locked.</summary>
internal sealed record DoorNotLocked(string Door) : AlarmEvent
{
    public override string Type => EventTypes.DoorNotLocked;
}

/// <summary>The door's box, a reader or a board was opened or taken off the wall.</summary>
/// <param name="Device">The door, reader or board.</param>
internal sealed record DeviceTampered(string Device) : AlarmEvent
{
    public override string Type => EventTypes.DeviceTampered;
}

/// <summary>It is closed again.</summary>
internal sealed record TamperCleared(string Device) : AlarmEvent
{
    public override string Type => EventTypes.TamperCleared;
}

/// <summary>A supervised line is shorted or cut.</summary>
/// <param name="Input">For example <c>contact of east-gate</c>.</param>
internal sealed record InputLineFaulted(string Door, string Input, string Fault) : AlarmEvent
{
    public override string Type => EventTypes.InputLineFault;
}

/// <summary>The fire contact became active: every egress door was told to release.</summary>
/// <param name="Doors">Which; one that was not seen to do it is a <see cref="ReleaseFailed"/>.</param>
internal sealed record FireReleased(IReadOnlyList<string> Doors) : AlarmEvent
{
    public override string Type => EventTypes.FireReleased;
}

/// <summary>The fire contact is at rest again: the doors were told to be as before.</summary>
internal sealed record FireReset : AlarmEvent
{
    public override string Type => EventTypes.FireReset;
}

/// <summary>Somebody entered a duress PIN: the door opened as always, and nothing at the door shows that this alarm went out.</summary>
internal sealed record DuressRaised(string Door, string Person) : AlarmEvent
{
    public override string Type => EventTypes.Duress;
}

/// <summary>Too many wrong PINs in a row.</summary>
/// <param name="Person">Whose card the PINs were tried with; null where none was.</param>
internal sealed record PinLockedOut(string Door, string Reader, string? Person, int Tries, DateTimeOffset Until) : AlarmEvent
{
    public override string Type => EventTypes.PinLockedOut;
}

/// <summary>One card, code or PIN of nobody's after the other at one reader: somebody tries them through, or the reader reads what is not
/// there.</summary>
/// <param name="Method">Of the one that was one too many.</param>
internal sealed record GuessingBegan(string Door, string Reader, PassageMethod Method) : AlarmEvent
{
    public override string Type => EventTypes.Guessing;
}

/// <summary>They have become few again.</summary>
/// <param name="Count">How many were counted since the alarm began.</param>
internal sealed record GuessingOver(string Door, long Count) : AlarmEvent
{
    public override string Type => EventTypes.GuessingOver;
}

/// <summary>A card that was reported lost was presented.</summary>
/// <param name="Times">How often since the record before, where it is held before the reader; null for once.</param>
internal sealed record LostCardShown(string Door, string Card, string Person, int? Times = null) : AlarmEvent
{
    public override string Type => EventTypes.LostCardShown;
}

/// <summary>What an event does to its alarm.</summary>
internal enum AlarmEdge
{
    /// <summary>It goes on until an end is told.</summary>
    Begins,

    /// <summary>It is over as it happens.</summary>
    Happens,

    Ends,
}

/// <summary>Which alarm an event belongs to, of those that are no camera's: one a family and place, however often it begins. The one home
/// of what is an alarm.</summary>
/// <param name="Alarm">Family and place, for example <c>door/east-gate</c>; an acknowledgement bears it.</param>
/// <param name="Place">The door, device or store; null for the whole compound.</param>
internal readonly record struct AlarmSign(string Alarm, AlarmEdge Edge, string? Place)
{
    public const string Clock = "clock";

    /// <returns>Null for what is none, and for alarms of cameras, whose beginning and end have an id of their own.</returns>
    public static AlarmSign? Of(GatewayEvent happened) => happened switch
    {
        DoorForced e => At("door", e.Door, AlarmEdge.Begins),
        DoorHeldOpen e => At("door", e.Door, AlarmEdge.Begins),
        DoorSecured e => At("door", e.Door, AlarmEdge.Ends),
        LockFaulted e => At("lock", e.Door, AlarmEdge.Begins),
        DoorNotLocked e => At("lock", e.Door, AlarmEdge.Begins),
        LockRestored e => At("lock", e.Door, AlarmEdge.Ends),
        ReleaseFailed e => At("release", e.Door, AlarmEdge.Begins),
        ReleaseRestored e => At("release", e.Door, AlarmEdge.Ends),
        DeviceTampered e => At("device", e.Device, AlarmEdge.Begins),
        TamperCleared e => At("device", e.Device, AlarmEdge.Ends),
        FireReleased => new AlarmSign("fire", AlarmEdge.Begins, null),
        FireReset => new AlarmSign("fire", AlarmEdge.Ends, null),
        StorageFilling e => new AlarmSign(OfStorage(e.Place), AlarmEdge.Begins, e.Place),
        StorageRelieved e => new AlarmSign(OfStorage(e.Place), AlarmEdge.Ends, e.Place),
        ClockDoubted => new AlarmSign(Clock, AlarmEdge.Begins, null),
        ClockTrusted => new AlarmSign(Clock, AlarmEdge.Ends, null),
        InputLineFaulted e => At("input", e.Door, AlarmEdge.Happens),
        DuressRaised e => At("duress", e.Door, AlarmEdge.Happens),
        PinLockedOut e => At("pin-lockout", e.Door, AlarmEdge.Happens),
        GuessingBegan e => At("guessing", e.Door, AlarmEdge.Begins),
        GuessingOver e => At("guessing", e.Door, AlarmEdge.Ends),
        LostCardShown e => At("lost-card", e.Door, AlarmEdge.Happens),
        RegistryRestored => new AlarmSign("registry", AlarmEdge.Happens, null),
        _ => null,
    };

    /// <summary>Whether its end is told by a later run too: what raises the clock's and the disk's asks whether one goes on.</summary>
    public static bool OutlivesRestarts(string alarm) => alarm == Clock || alarm.StartsWith(OfStorage(""), StringComparison.Ordinal);

    /// <param name="place">The disk or a stream.</param>
    public static string OfStorage(string place) => $"storage/{place}";

    private static AlarmSign At(string family, string place, AlarmEdge edge) => new($"{family}/{place}", edge, place);
}
