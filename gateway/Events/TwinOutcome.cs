namespace Zhuhui.Edge.Gateway.Events;

/// <summary>What became of a desired configuration.</summary>
internal enum TwinOutcome
{
    /// <summary>It is in force and has run for a minute.</summary>
    Applied,

    /// <summary>The gateway was restarted with it and has not run for a minute yet.</summary>
    Trying,

    Refused,

    /// <summary>It did not start twice, or fits the site file no more: the one before is in force.</summary>
    RolledBack,
}
