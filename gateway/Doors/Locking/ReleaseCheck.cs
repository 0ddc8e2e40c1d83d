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

    /// <summary>A release that was over before this was called off, and nobody can say what would have come of it.</summary>
    private static readonly TimeSpan _calledOffWithin = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan _lookEvery = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan _lookLaterEvery = TimeSpan.FromSeconds(1);

    private TimeSpan? _orderedAt;
    private bool _isTold;
    private bool _hasMoved;
    private (bool IsConfirmed, string? Obstacle)? _over;

    /// <summary>True while a release that was ordered was not seen to be carried out, and none after it was.</summary>
    public bool IsFailed { get; private set; }

    /// <summary>True while the release under way was seen to be carried out.</summary>
    public bool IsDone { get; private set; }

    /// <summary>A release was ordered and has not ended, whatever was seen of it.</summary>
    public bool IsUnderWay => _orderedAt is not null;

    /// <summary>A release was ordered where none was under way.</summary>
    public void Begin(TimeSpan now) => (_orderedAt, IsDone, _isTold, _hasMoved, _over) = (now, false, false, false, null);

    /// <summary>The release is over; to be called before the relay is told so. One that was shorter than a fault needs to be seen is judged
    /// by how it stands now.</summary>
    public void End() => _over = _orderedAt is null ? null : (order.IsConfirmed, order.Obstacle);

    /// <param name="hasMoved">The door opened: whatever the relay says, it was released.</param>
    /// <param name="isFire">The fire contact has it released.</param>
    public EntranceEvents Evaluate(TimeSpan now, bool hasMoved, bool isFire)
    {
        if (_orderedAt is not { } since)
        {
            return EntranceEvents.None;
        }

        var found = EntranceEvents.None;
        var (isConfirmed, obstacle) = _over ?? (order.IsConfirmed, order.Obstacle);
        if (IsDone)
        {
            if (_over is null && !_hasMoved && !isConfirmed)
            {
                // It stood released and does so no longer: as if it had been ordered now.
                Begin(now);
            }
        }
        else if (hasMoved || isConfirmed)
        {
            // Seen at its very end only: it was no failure, and nobody knows what it was good for.
            _hasMoved |= hasMoved;
            found = _over is null ? Succeed() : EntranceEvents.None;
        }
        else if (!_isTold && now - since >= (_over is null ? order.Within : _calledOffWithin))
        {
            found = Fail(obstacle, isFire);
        }

        (_orderedAt, IsDone) = _over is null ? (_orderedAt, IsDone) : (null, false);
        return found;
    }

    /// <summary>When to look whether it is done, and still so.</summary>
    public TimeSpan? NextLook(TimeSpan now) => _orderedAt is null || _hasMoved ? null
        : now + (IsDone || _isTold ? _lookLaterEvery : _lookEvery);

    private EntranceEvents Succeed()
    {
        IsDone = true;
        if (IsFailed)
        {
            IsFailed = false;
            append(new ReleaseRestored(door.Id));
        }

        return EntranceEvents.Released;
    }

    private EntranceEvents Fail(string? obstacle, bool isFire)
    {
        (_isTold, IsFailed) = (true, true);
        append(new ReleaseFailed(door.Id, NameOf(door.Relay!), obstacle, isFire));
        return EntranceEvents.ReleaseFailed;
    }

    private static string NameOf(RelayOptions relay) => $"{relay.Board}:{relay.Pin}";
}
