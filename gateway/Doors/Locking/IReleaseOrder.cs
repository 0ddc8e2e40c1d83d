namespace Zhuhui.Edge.Gateway.Doors.Locking;

/// <summary>What became of the last order to a lock or an arm.</summary>
internal interface IReleaseOrder
{
    /// <summary>True once the relay was read back as it was told.</summary>
    bool IsConfirmed { get; }

    /// <summary>What stands in the way; null while nothing is known to.</summary>
    string? Obstacle { get; }
}
