namespace Zhuhui.Edge.Drivers.Readers;

/// <summary>What a reader's lights and buzzer tell the person before it. Shown until the next one, or for as long as its nature has
/// it.</summary>
public enum ReaderSignal
{
    /// <summary>At rest: locked, waiting for a card.</summary>
    Idle,

    /// <summary>Come in.</summary>
    Granted,

    /// <summary>No.</summary>
    Denied,

    /// <summary>One more thing is needed: a PIN, a face, a second person.</summary>
    MoreNeeded,

    /// <summary>The door will count as held open in a moment: please close it.</summary>
    HeldOpenWarning,

    /// <summary>The door stands unlocked for everybody.</summary>
    Unlocked,

    /// <summary>The door is locked down.</summary>
    LockedDown,
}
