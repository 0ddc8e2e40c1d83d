using Zhuhui.Edge.Drivers.Boards;
using Zhuhui.Edge.Gateway.Doors.Inputs;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Site;

namespace Zhuhui.Edge.Gateway.Doors.Barriers;

/// <summary>A vehicle barrier: reads the levels, asks <see cref="BarrierRules"/>, drives the arm and says what is wrong. The contact, where
/// wired, tells that the arm is down; without it, and without an upper limit, the time an arm needs is taken for it.</summary>
internal sealed class Barrier(DoorOptions options, BarrierArm arm, DoorLines lines, TimeSpan now, Action<GatewayEvent> append)
    : Entrance(options, arm, append)
{
    /// <summary>No arm needs longer to go up or down.</summary>
    public static readonly TimeSpan LongestTravel = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan _soon = TimeSpan.FromMilliseconds(1);

    private readonly Line _loop = lines[DoorLine.VehicleLoop]!;
    private readonly Line? _contact = lines[DoorLine.Contact];
    private readonly Line? _limit = lines[DoorLine.UpLimit];
    private BarrierState _state;
    private TimeSpan _movesSince = now;
    private TimeSpan _raisedAt = now;
    private TimeSpan _wantedLast = now;
    private TimeSpan _stoodAt;
    private bool _stoodLast;
    private bool _up;
    private bool _late;
    private bool _rose;
    private bool _vehicle;
    private int _letIn;
    private bool _doorAlarm;
    private bool _armAlarm;

    /// <summary>An arm that was told to rise and not seen to is where nobody knows, whatever its time.</summary>
    public override string State => Word(_state == BarrierState.Up && !_rose ? BarrierState.Unknown : _state);

    public override bool IsReleased => arm.IsRaised;

    public override bool IsShut => _state == BarrierState.Down;

    public override bool IsOpen => _state is not (BarrierState.Down or BarrierState.Unknown);

    public override bool IsMoving => _state is BarrierState.Opening or BarrierState.Closing;

    public override bool SeesPassages => true;

    public override void RequestRelease(TimeSpan now, TimeSpan time)
    {
        base.RequestRelease(now, time);
        _letIn++;
    }

    public override EntranceEvents Apply(TimeSpan now, bool renew)
    {
        if (Stands || _stoodLast)
        {
            _stoodAt = now;
        }

        _stoodLast = Stands;
        var moves = Vehicle(now);
        UntilStable(() => _state, () =>
        {
            (_state, var action) = BarrierRules.Next(_state, Read(now));
            Act(now, action);
        });

        if (renew)
        {
            arm.Renew();
        }

        Watch(now);
        moves |= Release.Evaluate(now, hasMoved: _limit?.State == InputState.Active && _state == BarrierState.Up, IsFire);
        _rose |= Release.IsDone;
        return moves;
    }

    public override TimeSpan? NextLook(TimeSpan now) => _state == BarrierState.Down
        ? null
        : Soonest(now, IsVehicleNew ? now + _soon : null, LetInUntil, Release.NextLook(now), _movesSince + LongestTravel,
            FreeSince + CloseAfter, _wantedLast + HeldOpen);

    public override void LetGo() => arm.Rest();

    private TimeSpan CloseAfter => TimeSpan.FromSeconds(Options.Barrier!.CloseAfterSeconds);

    private TimeSpan HeldOpen => TimeSpan.FromSeconds(Options.HeldOpenSeconds);

    /// <summary>Since when the loop is free and the arm could come down: people under it who trusted an order that has ended have the same
    /// time as a vehicle.</summary>
    private TimeSpan FreeSince => TimeSpan.FromTicks(Math.Max(_loop.Since.Ticks, Math.Max(_raisedAt.Ticks, _stoodAt.Ticks)));

    private bool IsVehicleHere => _rose && _loop.State == InputState.Active
        && _state is BarrierState.Opening or BarrierState.Up or BarrierState.Closing;

    private bool IsVehicleNew => IsVehicleHere && !_vehicle;

    /// <summary>A vehicle under the arm has used what let it in, where it alone was let in: the arm need not wait for another. Where more
    /// were let in, it waits their time. Under an arm that has not risen nobody passes.</summary>
    private EntranceEvents Vehicle(TimeSpan now)
    {
        var here = IsVehicleHere;
        var came = IsVehicleNew;
        _vehicle = _loop.State == InputState.Active && (here || _vehicle);
        if (came && _letIn == 1 && LetInUntil > now)
        {
            LetInUntil = now;
        }

        return came ? EntranceEvents.VehicleCame : EntranceEvents.None;
    }

    private BarrierReading Read(TimeSpan now)
    {
        if (_state == BarrierState.Opening && !_up)
        {
            _late = now - _movesSince >= LongestTravel;
            _up = _limit?.State == InputState.Active || _late;
            _late &= _limit?.State == InputState.Inactive;
            _rose |= _up && _limit?.State == InputState.Active;
        }

        if (MayPass(now) || (_state == BarrierState.Opening && !_up))
        {
            _wantedLast = now;

            // One that was not seen to rise is raised again for the next who is let in, and while it is to stand open.
            return _up && (_rose || _state != BarrierState.Up) ? BarrierReading.WantedAndUp : BarrierReading.Wanted;
        }

        return IsDown(now) ? BarrierReading.Bottom
            : _loop.State != InputState.Inactive ? BarrierReading.NotFree
            : now - FreeSince >= CloseAfter ? BarrierReading.SurelyFree
            : BarrierReading.JustFree;
    }

    /// <summary>A contact that can't be read is no alarm and no proof: then the time counts, as without a contact, where the relays were
    /// seen to do as they were told.</summary>
    private bool IsDown(TimeSpan now) => _contact?.State switch
    {
        InputState.Active => true,
        InputState.Inactive => false,
        _ => _state == BarrierState.Down || (_state == BarrierState.Closing && now - _movesSince >= LongestTravel && arm.IsAsTold),
    };

    private void Act(TimeSpan now, BarrierAction action)
    {
        switch (action)
        {
            case BarrierAction.Raise:
                (_movesSince, _raisedAt, _up) = (now, now, false);
                arm.Raise();
                Release.Begin(now);
                break;
            case BarrierAction.Lower:
                (_movesSince, _up, _letIn) = (now, false, 0);
                Release.End();
                arm.Lower(_loop.Live);
                break;
            case BarrierAction.Rest:
                (_up, _letIn, _rose) = (false, 0, false);
                Release.End();
                arm.Rest();
                break;
            case BarrierAction.RaiseForced:
                _doorAlarm = true;
                Append(new DoorForced(Options.Id));
                break;
        }
    }

    /// <summary>The alarms: an arm that stays up though nobody is let in any more, and one that does not get where it was told to
    /// go.</summary>
    private void Watch(TimeSpan now)
    {
        if (!_doorAlarm && _rose && _state is BarrierState.Up or BarrierState.Closing && now - _wantedLast >= HeldOpen)
        {
            _doorAlarm = true;
            Append(new DoorHeldOpen(Options.Id, Options.HeldOpenSeconds));
        }

        _late |= _state == BarrierState.Closing && now - _movesSince >= LongestTravel
            && (_contact?.State == InputState.Inactive || !arm.IsAsTold);
        if (_late && !_armAlarm)
        {
            _armAlarm = true;
            Append(new LockFaulted(Options.Id));
        }

        if (_armAlarm && (_state == BarrierState.Down || (_state == BarrierState.Up && _limit?.State == InputState.Active)))
        {
            (_armAlarm, _late) = (false, false);
            Append(new LockRestored(Options.Id));
        }

        if (_doorAlarm && _state == BarrierState.Down)
        {
            _doorAlarm = false;
            Append(new DoorSecured(Options.Id));
        }
    }
}
