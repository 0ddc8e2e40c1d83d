namespace Zhuhui.Edge.Gateway.Site;

/// <summary>What a key of the hub may be allowed to do here; the first ten are also the kinds of commands, as the contract names
/// them.</summary>
internal enum RemoteRight
{
    /// <summary>Release a door once.</summary>
    Unlock,

    HoldOpen,

    LockDown,

    /// <summary>End what was ordered before.</summary>
    Release,

    RevokeCredential,

    Sync,

    Still,

    Restart,

    LogLevel,

    /// <summary>Have the box fetch another release and go on trial with it.</summary>
    Upgrade,

    /// <summary>Say who may pass.</summary>
    Roster,

    /// <summary>Change what of the site file may be changed from afar.</summary>
    Twin,

    /// <summary>Say that its store has an event. Where a key has this right, nobody else's word is taken for it.</summary>
    Acknowledge,
}
