namespace Zhuhui.Edge.Gateway.Doors.Locking;

/// <summary>What became of an order to release a lock or raise an arm. Safe to ask from any thread.</summary>
internal interface IReleaseOrder
{
    /// <summary>True while it is told to release and was seen to do so: the relay was read back, or the lock itself says it.</summary>
    bool IsConfirmed { get; }

    /// <summary>What stands in the way; null while nothing is known to.</summary>
    string? Obstacle { get; }

    /// <summary>After so long an order that was not seen to be carried out is not.</summary>
    TimeSpan Within { get; }
}
