using Zhuhui.Edge.Drivers.Boards;
using Zhuhui.Edge.Gateway.Doors.Inputs;

namespace Zhuhui.Edge.Gateway.Doors.Locking;

/// <summary>The release of a lock that may tell where its bolt is. What the lock's feedback says goes before what its relay says; where it
/// has none, or none that can be read, the relay as it was read back counts. Belongs to the door's loop.</summary>
internal sealed class BoltOrder(IReleaseOrder relay, Line? feedback) : IReleaseOrder
{
    /// <summary>A motor lock needs so long to move its bolt and say so; a feedback that contradicts for longer is a fault.</summary>
    public static readonly TimeSpan LongestThrow = TimeSpan.FromSeconds(3);

    /// <summary>Whether the bolt is drawn, as the lock says; null where it says nothing.</summary>
    public bool? IsDrawn => feedback?.State switch
    {
        InputState.Active => false,
        InputState.Inactive => true,
        _ => null,
    };

    public bool IsConfirmed => IsDrawn ?? relay.IsConfirmed;

    public string? Obstacle => relay.IsConfirmed && IsDrawn == false ? "its relay has moved, and the lock's feedback says that it is locked"
        : relay.Obstacle;

    /// <summary>A relay that has not moved moves no bolt: that need not be waited for.</summary>
    public TimeSpan Within => relay.IsConfirmed && IsDrawn == false ? LongestThrow : relay.Within;
}
