using Zhuhui.Edge.Gateway.Access;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.People.Rights;
using Zhuhui.Edge.Gateway.Site;

namespace Zhuhui.Edge.Gateway.Doors;

/// <summary>How a door is to stand: as an operator ordered, for as long as the order holds; else unlocked while its schedule is in force,
/// from the first person on where it waits for one; else normally. Orders end by the monotonic clock, schedules go by the wall clock.
/// Belongs to the door's loop.</summary>
internal sealed class DoorModes(DoorOptions door, PolicyInForce policy, Func<string, DateTimeOffset, bool> cameInSince, TimeProvider time,
    Func<bool> isTimeKnown, Action<GatewayEvent> append)
{
    /// <summary>The wall clock is asked so often, and at each whole multiple of it: a schedule's edges are whole minutes.</summary>
    private static readonly TimeSpan _lookEvery = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan _longestPeriod = TimeSpan.FromDays(1);

    private (DoorMode Mode, TimeSpan? Until)? _order;
    private long _step = -1;
    private bool? _inForce;
    private bool _cameIn;

    /// <summary>As of the last look.</summary>
    public DoorMode Mode { get; private set; }

    /// <summary>What an operator ordered. The caller has journaled it.</summary>
    /// <param name="until">Normal without an end gives the door back to its schedule.</param>
    public void Order(DoorMode mode, DateTimeOffset? until, TimeSpan now)
    {
        _order = mode == DoorMode.Normal && until is null ? null : (mode, until is { } end ? now + (end - time.GetUtcNow()) : null);
        Mode = mode;
    }

    /// <summary>Somebody was let in from outside.</summary>
    public void CameIn() => _cameIn |= _inForce == true;

    /// <summary>Takes the clocks; true every ten seconds.</summary>
    public bool Evaluate(TimeSpan now)
    {
        var wall = time.GetUtcNow();
        var step = wall.Ticks / _lookEvery.Ticks;
        var isNext = step != _step;
        if (isNext)
        {
            _step = step;
            EvaluateSchedule(wall);
        }

        if (now >= _order?.Until)
        {
            _order = null;
        }

        var mode = _order?.Mode ?? (_inForce == true && (!door.FirstPersonIn || _cameIn) ? DoorMode.HeldOpen : DoorMode.Normal);
        if (mode != Mode)
        {
            Mode = mode;
            append(new DoorModeChanged(door.Id, mode, null, null));
        }

        return isNext;
    }

    /// <summary>When the clock may change something.</summary>
    public TimeSpan NextLook(TimeSpan now)
    {
        var next = now + (_lookEvery - TimeSpan.FromTicks(time.GetUtcNow().Ticks % _lookEvery.Ticks));
        return _order?.Until is { } end && end < next ? end : next;
    }

    private void EvaluateSchedule(DateTimeOffset wall)
    {
        if (door.UnlockSchedule.Length == 0)
        {
            return;
        }

        // A door that stands open by hours which nobody knows would stand open at night.
        var inForce = isTimeKnown() && Schedules.IsInForce(policy.Now.Policy, door.UnlockSchedule, wall);
        if (inForce && _inForce is null && door.FirstPersonIn)
        {
            // Started in the middle of it: the first person may have come before.
            _cameIn = cameInSince(door.Id, Begin(wall));
        }

        _inForce = inForce;
        _cameIn &= inForce;
    }

    /// <summary>The first minute of the period that is in force, a day back at most.</summary>
    private DateTimeOffset Begin(DateTimeOffset wall)
    {
        var minute = new DateTimeOffset(wall.Ticks - (wall.Ticks % TimeSpan.TicksPerMinute), TimeSpan.Zero);
        var begin = minute;
        while (wall - begin < _longestPeriod && Schedules.IsInForce(policy.Now.Policy, door.UnlockSchedule, begin.AddMinutes(-1)))
        {
            begin = begin.AddMinutes(-1);
        }

        return begin;
    }
}
