using static Zhuhui.Edge.Gateway.Doors.Hinged.DoorActions;
using static Zhuhui.Edge.Gateway.Doors.Hinged.DoorReading;

namespace Zhuhui.Edge.Gateway.Doors.Hinged;

/// <summary>The door's table of states: pure, total, and the same as in docs/design/door.md. The same reading again changes
/// nothing.</summary>
internal static class DoorRules
{
    public static (DoorState State, DoorActions Actions) Next(DoorState state, DoorReading reading) => (state, reading) switch
    {
        (_, Unreadable) => (DoorState.Unknown, None),

        (_, ClosedLocked) => (DoorState.Locked, Leaving(state)),
        (_, ClosedReleasing) => (DoorState.Unlocking, Leaving(state)),
        (_, ClosedReleased) => (DoorState.Unlocked, Leaving(state)),
        (DoorState.Locked, ClosedNotLocked) => (DoorState.ClosedButUnlocked, RaiseNotLocked),
        (_, ClosedNotLocked) => (DoorState.ClosedButUnlocked, Leaving(state)),
        (DoorState.LockFault, ClosedContradicted) => (DoorState.LockFault, None),
        (_, ClosedContradicted) => (DoorState.LockFault, Leaving(state) | RaiseLockFault),

        // Found open, at the start or behind a broken line: nobody can say that it was forced.
        (DoorState.Unknown, _) => (DoorState.Open, Watch),

        (DoorState.Forced or DoorState.HeldOpen, _) => (state, None),
        (DoorState.Open, OpenLate) => (DoorState.Open, Warn),
        (DoorState.Open, OpenTooLong) => (DoorState.HeldOpen, RaiseHeldOpen),
        (DoorState.Open, _) => (DoorState.Open, None),

        (_, OpenLetIn) => (DoorState.Open, Opened | Watch),
        _ => (DoorState.Forced, RaiseForced),
    };

    /// <summary>What goes with a closed reading.</summary>
    private static DoorActions Leaving(DoorState state) => state is DoorState.Open or DoorState.HeldOpen or DoorState.Forced
        ? Closed : None;
}
