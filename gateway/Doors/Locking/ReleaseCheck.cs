using Zhuhui.Edge.Drivers.Boards;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Site;

namespace Zhuhui.Edge.Gateway.Doors.Locking;

/// <summary>
/// Whether releases are carried out. A board may refuse an order, not hear it, or say that it is done and move nothing (EN 60839-11-1 asks
/// that a fault of the portal's actuator be told): what counts is the relay as it was read back. Each release that is not carried out is an
/// alarm of its own; it is over with the first that is. Belongs to the door's loop.
/// </summary>
internal sealed class ReleaseCheck(DoorOptions door, IReleaseOrder order, Action<GatewayEvent> append)
{
    /// <summary>A board drops an order that it could not take within a second; its poll needs some more to see what came of one.</summary>
    public static readonly TimeSpan Within = TimeSpan.FromMilliseconds(1500);

    private static readonly TimeSpan _lookEvery = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan _lookLaterEvery = TimeSpan.FromSeconds(1);

    private TimeSpan? _orderedAt;
    private bool _isTold;
    private bool _hasMoved;

    /// <summary>True while a release that was ordered was not seen to be carried out, and none after it was.</summary>
    public bool IsFailed { get; private set; }

    /// <summary>True while the release under way was seen to be carried out.</summary>
    public bool IsDone { get; private set; }

    /// <summary>A release was ordered where none was under way.</summary>
    public void Begin(TimeSpan now) => (_orderedAt, IsDone, _isTold, _hasMoved) = (now, false, false, false);

    /// <summary>The release is over.</summary>
    public void End() => (_orderedAt, IsDone) = (null, false);

    /// <param name="hasMoved">The door opened: whatever the relay says, it was released.</param>
    /// <param name="isFire">The fire contact has it released.</param>
    public EntranceEvents Evaluate(TimeSpan now, bool hasMoved, bool isFire)
    {
        if (_orderedAt is not { } since || (IsDone && (_hasMoved || order.IsConfirmed)))
        {
            return EntranceEvents.None;
        }

        if (IsDone)
        {
            // It stood released and does so no longer: as if it had been ordered now.
            Begin(now);
            return EntranceEvents.None;
        }

        _hasMoved |= hasMoved;
        if (hasMoved || order.IsConfirmed)
        {
            IsDone = true;
            if (IsFailed)
            {
                IsFailed = false;
                append(new ReleaseRestored(door.Id));
            }

            return EntranceEvents.Released;
        }

        if (_isTold || now - since < Within)
        {
            return EntranceEvents.None;
        }

        (_isTold, IsFailed) = (true, true);
        append(new ReleaseFailed(door.Id, NameOf(door.Relay!), order.Obstacle, isFire));
        return EntranceEvents.ReleaseFailed;
    }

    /// <summary>When to look whether it is done, and still so.</summary>
    public TimeSpan? NextLook(TimeSpan now) => _orderedAt is null || _hasMoved ? null
        : now + (IsDone || _isTold ? _lookLaterEvery : _lookEvery);

    private static string NameOf(RelayOptions relay) => $"{relay.Board}:{relay.Pin}";
}
