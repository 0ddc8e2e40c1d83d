using static Zhuhui.Edge.Gateway.Doors.Barriers.BarrierReading;

namespace Zhuhui.Edge.Gateway.Doors.Barriers;

/// <summary>How a barrier's arm stands.</summary>
internal enum BarrierState
{
    /// <summary>At the start: nobody knows where the arm is.</summary>
    Unknown,

    Down,
    Opening,
    Up,
    Closing,

    /// <summary>The arm is not down, and nobody had been let in: an alarm.</summary>
    Forced,
}

/// <summary>What a barrier's inputs, orders and the clock say together, at one moment.</summary>
internal enum BarrierReading
{
    /// <summary>The arm is to be up and is not yet.</summary>
    Wanted,

    /// <summary>The arm is to be up and is.</summary>
    WantedAndUp,

    /// <summary>The arm is down and nobody wants it up.</summary>
    Bottom,

    /// <summary>A vehicle stands on the loop, or the loop can't be read.</summary>
    NotFree,

    /// <summary>The loop is free, but not for long enough.</summary>
    JustFree,

    /// <summary>The loop has surely been free for long enough.</summary>
    SurelyFree,
}

/// <summary>What the arm is to do.</summary>
internal enum BarrierAction
{
    None,
    Raise,
    Lower,
    Rest,
    RaiseForced,
}

/// <summary>The barrier's table of states: pure, total, and the same as in docs/design/door.md. Only where the loop is surely free does an
/// arm go down.</summary>
internal static class BarrierRules
{
    public static (BarrierState State, BarrierAction Action) Next(BarrierState state, BarrierReading reading) => (state, reading) switch
    {
        (BarrierState.Down, Bottom) => (BarrierState.Down, BarrierAction.None),
        (_, Bottom) => (BarrierState.Down, BarrierAction.Rest),

        (BarrierState.Opening, Wanted) => (BarrierState.Opening, BarrierAction.None),
        (BarrierState.Opening or BarrierState.Up, WantedAndUp) => (BarrierState.Up, BarrierAction.None),
        (_, Wanted or WantedAndUp) => (BarrierState.Opening, BarrierAction.Raise),

        (BarrierState.Down, _) => (BarrierState.Forced, BarrierAction.RaiseForced),
        (BarrierState.Forced, _) => (BarrierState.Forced, BarrierAction.None),

        (BarrierState.Opening, _) => (BarrierState.Up, BarrierAction.None),
        (BarrierState.Up or BarrierState.Unknown, SurelyFree) => (BarrierState.Closing, BarrierAction.Lower),
        (BarrierState.Up or BarrierState.Unknown, _) => (state, BarrierAction.None),

        (_, SurelyFree) => (BarrierState.Closing, BarrierAction.None),
        _ => (BarrierState.Opening, BarrierAction.Raise),
    };
}
