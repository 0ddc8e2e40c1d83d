namespace Zhuhui.Edge.Gateway.Doors.Hinged;

/// <summary>How a door stands.</summary>
internal enum DoorState
{
    /// <summary>The contact has not been read yet, does not answer, or its line is broken. Neither closed nor an intrusion.</summary>
    Unknown,

    /// <summary>Closed and locked.</summary>
    Locked,

    /// <summary>Closed, told to release; the lock's feedback does not say so yet.</summary>
    Unlocking,

    /// <summary>Closed, released.</summary>
    Unlocked,

    /// <summary>Open, and somebody had been let in; or open when it was first read.</summary>
    Open,

    /// <summary>Open for longer than allowed: an alarm.</summary>
    HeldOpen,

    /// <summary>Open, and nobody had been let in: an alarm.</summary>
    Forced,

    /// <summary>Closed, told to lock; the lock's feedback says that it is not locked.</summary>
    ClosedButUnlocked,

    /// <summary>Closed, and the lock's feedback has contradicted for longer than a lock needs: an alarm.</summary>
    LockFault,
}

/// <summary>What a door's inputs, its lock and the clock say together, at one moment. Levels alone: reading them twice says the same
/// twice.</summary>
internal enum DoorReading
{
    Unreadable,
    ClosedLocked,
    ClosedReleasing,
    ClosedReleased,
    ClosedNotLocked,

    /// <summary>The lock's feedback has contradicted for longer than a lock needs.</summary>
    ClosedContradicted,

    /// <summary>Open, while the lock is or was just released.</summary>
    OpenLetIn,

    OpenNotLetIn,

    /// <summary>Open for so long that people are asked to close it.</summary>
    OpenLate,

    OpenTooLong,
}

/// <summary>What the door is to do when its state changes.</summary>
[Flags]
internal enum DoorActions
{
    None = 0,

    /// <summary>Somebody who was let in opened it: passages are completed, and the lock falls where it is to lock on opening.</summary>
    Opened = 1,

    /// <summary>It was open and is closed: the lock falls, whatever is left of the unlock time.</summary>
    Closed = 2,

    /// <summary>Count from now how long it stands open.</summary>
    Watch = 4,

    /// <summary>Ask to close it, once.</summary>
    Warn = 8,

    RaiseForced = 16,
    RaiseHeldOpen = 32,
    RaiseNotLocked = 64,
    RaiseLockFault = 128,
}
