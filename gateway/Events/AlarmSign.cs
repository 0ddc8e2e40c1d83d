namespace Zhuhui.Edge.Gateway.Events;

/// <summary>What an event does to its alarm.</summary>
internal enum AlarmEdge
{
    /// <summary>It goes on until an end is told.</summary>
    Begins,

    /// <summary>It is over as it happens.</summary>
    Happens,

    Ends,
}

/// <summary>Which alarm an event belongs to, of those that are no camera's: one a family and place, however often it begins. The one home of
/// what is an alarm; the hub's view <c>open_alarms</c> says the same in SQL.</summary>
/// <param name="Alarm">Family and place, for example <c>door/east-gate</c>; an acknowledgement bears it.</param>
/// <param name="Place">The door, device or store; null for the whole compound.</param>
internal readonly record struct AlarmSign(string Alarm, AlarmEdge Edge, string? Place)
{
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
        StorageFilling e => At("storage", e.Place, AlarmEdge.Begins),
        StorageRelieved e => At("storage", e.Place, AlarmEdge.Ends),
        ClockDoubted => new AlarmSign("clock", AlarmEdge.Begins, null),
        ClockTrusted => new AlarmSign("clock", AlarmEdge.Ends, null),
        InputLineFaulted e => At("input", e.Door, AlarmEdge.Happens),
        DuressRaised e => At("duress", e.Door, AlarmEdge.Happens),
        PinLockedOut e => At("pin-lockout", e.Door, AlarmEdge.Happens),
        LostCardShown e => At("lost-card", e.Door, AlarmEdge.Happens),
        RegistryRestored => new AlarmSign("registry", AlarmEdge.Happens, null),
        _ => null,
    };

    /// <summary>Whether its end is told by a later run too: what raises the clock's and the disk's alarm looks back into the journal.</summary>
    public static bool OutlivesRestarts(string alarm) => alarm == "clock" || alarm.StartsWith("storage/", StringComparison.Ordinal);

    private static AlarmSign At(string family, string place, AlarmEdge edge) => new($"{family}/{place}", edge, place);
}
