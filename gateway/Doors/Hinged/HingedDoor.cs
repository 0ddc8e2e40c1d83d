using Zhuhui.Edge.Drivers.Boards;
using Zhuhui.Edge.Gateway.Doors.Inputs;
using Zhuhui.Edge.Gateway.Doors.Locking;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Site;

namespace Zhuhui.Edge.Gateway.Doors.Hinged;

/// <summary>A door's leaf and its lock: reads the levels, asks <see cref="DoorRules"/>, drives the lock and says what is wrong.</summary>
internal sealed class HingedDoor(DoorOptions options, DoorLock doorLock, DoorLines lines, Action<GatewayEvent> append)
    : Entrance(options, doorLock, append)
{
    /// <summary>A motor lock needs so long to throw its bolt and say so; a feedback that contradicts for longer is a fault.</summary>
    public static readonly TimeSpan LongestThrow = TimeSpan.FromSeconds(3);

    private readonly Line? _contact = lines[DoorLine.Contact];
    private readonly Line? _feedback = lines[DoorLine.LockFeedback];
    private DoorState _state;
    private bool? _told;
    private TimeSpan _toldUntil;
    private TimeSpan _relockedAt = TimeSpan.MinValue;
    private TimeSpan _openedAt;
    private (bool Told, TimeSpan Since)? _contradicts;
    private bool _stood;
    private bool _stoodLast;
    private bool _warned;
    private bool _doorAlarm;
    private bool _lockAlarm;

    public override string State => Word(_state);

    public override bool IsReleased => doorLock.IsReleased;

    public override bool IsShut => _state == DoorState.Locked;

    public override bool IsOpen => _state is DoorState.Open or DoorState.HeldOpen or DoorState.Forced;

    public override bool SeesPassages => _contact is not null;

    public override EntranceEvents Apply(TimeSpan now, bool renew)
    {
        if (IsOpen && (Stands || _stoodLast))
        {
            // Nobody is asked to close what is to stand open; the count begins when that ends.
            _openedAt = now;
        }

        _stoodLast = Stands;
        var moves = EntranceEvents.None;
        DoorState before;
        do
        {
            before = _state;
            Drive(now, renew);
            renew = false;
            var reading = Read(now);
            (_state, var actions) = DoorRules.Next(_state, reading);
            moves |= Act(now, actions);
            SayWellAgain(reading);
        }
        while (_state != before);

        return moves | Release.Evaluate(now, hasMoved: moves.HasFlag(EntranceEvents.Opened), IsFire);
    }

    public override TimeSpan? NextLook(TimeSpan now) => Soonest(now, LetInUntil, Release.NextLook(now), _contradicts?.Since + LongestThrow,
        IsOpen ? _openedAt + Warning : null, IsOpen ? _openedAt + HeldOpen : null);

    public override void LetGo() => doorLock.Lock();

    private TimeSpan HeldOpen => TimeSpan.FromSeconds(Options.HeldOpenSeconds);

    private TimeSpan Warning => HeldOpen - TimeSpan.FromSeconds(Options.HeldOpenWarningSeconds);

    /// <summary>Tells the lock what is wanted, where that has changed or a lease is to be renewed. An order repeated also mends a relay
    /// that another hand has moved.</summary>
    private void Drive(TimeSpan now, bool renew)
    {
        var told = MayPass(now);
        if (told)
        {
            var until = Stands && LetInUntil < now + DoorLock.Lease ? now + DoorLock.Lease : LetInUntil;
            if (_told != true || (Stands ? renew || !_stood || _toldUntil < LetInUntil : _toldUntil != LetInUntil))
            {
                doorLock.Release(until - now);
                (_toldUntil, _stood) = (until, Stands);
            }

            if (_told != true)
            {
                Release.Begin(now);
            }
        }
        else if (_told != false || renew)
        {
            doorLock.Lock();
            Release.End();
            if (_told == true)
            {
                _relockedAt = _toldUntil < now ? _toldUntil : now;
            }
        }

        _told = told;
        var free = _feedback?.State switch { InputState.Active => false, InputState.Inactive => true, _ => told };
        _contradicts = free == told || _contact is { State: not InputState.Active } ? null : _contradicts is { } since && since.Told == told
            ? since : (told, now);
    }

    private DoorReading Read(TimeSpan now)
    {
        switch (_contact?.State ?? InputState.Active)
        {
            case InputState.Inactive:
                return IsOpen && now - _openedAt >= HeldOpen ? DoorReading.OpenTooLong
                    : IsOpen && Options.HeldOpenWarningSeconds > 0 && now - _openedAt >= Warning ? DoorReading.OpenLate
                    : WasLetIn(now) ? DoorReading.OpenLetIn
                    : DoorReading.OpenNotLetIn;
            case InputState.Active when _contradicts is { } contradicts:
                return now - contradicts.Since >= LongestThrow ? DoorReading.ClosedContradicted
                    : contradicts.Told ? DoorReading.ClosedReleasing
                    : DoorReading.ClosedNotLocked;
            case InputState.Active:
                return _told == true ? DoorReading.ClosedReleased : DoorReading.ClosedLocked;
            default:
                return DoorReading.Unreadable;
        }
    }

    /// <summary>The lock is released; or it was when the door began to open, before the contact was debounced; or its bolt is still being
    /// thrown after a release.</summary>
    private bool WasLetIn(TimeSpan now) => MayPass(now) || _contact!.Since <= _relockedAt
        || (_state == DoorState.ClosedButUnlocked && !_lockAlarm && _relockedAt > TimeSpan.MinValue
            && _contact.Since <= _relockedAt + LongestThrow);

    private EntranceEvents Act(TimeSpan now, DoorActions actions)
    {
        var moves = EntranceEvents.None;
        if (actions.HasFlag(DoorActions.Watch))
        {
            (_openedAt, _warned) = (now, false);
        }

        if (actions.HasFlag(DoorActions.Opened))
        {
            moves |= EntranceEvents.Opened;
        }

        if (actions.HasFlag(DoorActions.Closed) || (actions.HasFlag(DoorActions.Opened) && Options.RelockOn == RelockOn.Open))
        {
            Cancel();
        }

        if (actions.HasFlag(DoorActions.Warn) && !_warned)
        {
            _warned = true;
            moves |= EntranceEvents.Warned;
            Append(new HeldOpenWarned(Options.Id, Options.HeldOpenWarningSeconds));
        }

        Raise(actions);
        return moves;
    }

    private void Raise(DoorActions actions)
    {
        if (actions.HasFlag(DoorActions.RaiseForced))
        {
            _doorAlarm = true;
            Append(new DoorForced(Options.Id));
        }

        if (actions.HasFlag(DoorActions.RaiseHeldOpen))
        {
            _doorAlarm = true;
            Append(new DoorHeldOpen(Options.Id, Options.HeldOpenSeconds));
        }

        if (actions.HasFlag(DoorActions.RaiseNotLocked))
        {
            _lockAlarm = true;
            Append(new DoorNotLocked(Options.Id));
        }

        if (actions.HasFlag(DoorActions.RaiseLockFault))
        {
            _lockAlarm = true;
            Append(new LockFaulted(Options.Id));
        }
    }

    /// <summary>An alarm outlives a contact that can't be read for a while, and ends with the reading that disproves it.</summary>
    private void SayWellAgain(DoorReading reading)
    {
        if (_doorAlarm && reading is >= DoorReading.ClosedLocked and <= DoorReading.ClosedContradicted)
        {
            _doorAlarm = false;
            Append(new DoorSecured(Options.Id));
        }

        if (_lockAlarm && reading is DoorReading.ClosedLocked or DoorReading.ClosedReleased)
        {
            _lockAlarm = false;
            Append(new LockRestored(Options.Id));
        }
    }
}
