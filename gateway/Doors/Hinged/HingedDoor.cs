using Zhuhui.Edge.Drivers.Boards;
using Zhuhui.Edge.Gateway.Doors.Inputs;
using Zhuhui.Edge.Gateway.Doors.Locking;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Site;

namespace Zhuhui.Edge.Gateway.Doors.Hinged;

/// <summary>A door's leaf and its lock: reads the levels, asks <see cref="DoorRules"/>, drives the lock and says what is wrong.</summary>
internal sealed class HingedDoor : Entrance
{
    private static readonly TimeSpan _lookEvery = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan _lookLaterEvery = TimeSpan.FromSeconds(1);

    private readonly DoorLock _lock;
    private readonly BoltOrder _bolt;
    private readonly Line? _contact;
    private DoorState _state;
    private bool? _told;
    private TimeSpan _toldUntil;
    private TimeSpan _relockedAt = TimeSpan.MinValue;
    private TimeSpan _openedAt;
    private (bool Told, bool ByFeedback, TimeSpan Since)? _contradicts;
    private bool _stood;
    private bool _stoodLast;
    private bool _warned;
    private bool _doorAlarm;
    private bool _lockAlarm;

    public HingedDoor(DoorOptions options, DoorLock doorLock, DoorLines lines, Action<GatewayEvent> append)
        : this(options, doorLock, new BoltOrder(doorLock, lines[DoorLine.LockFeedback]), lines[DoorLine.Contact], append)
    {
    }

    private HingedDoor(DoorOptions options, DoorLock doorLock, BoltOrder bolt, Line? contact, Action<GatewayEvent> append)
        : base(options, bolt, append) => (_lock, _bolt, _contact) = (doorLock, bolt, contact);

    public override string State => Word(_state);

    public override bool IsReleased => _lock.IsReleased;

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
        UntilStable(() => _state, () =>
        {
            Drive(now, renew);
            renew = false;
            var reading = Read(now);
            (_state, var actions) = DoorRules.Next(_state, reading);
            moves |= Act(now, actions);
            SayWellAgain(reading);
        });

        return moves | Release.Evaluate(now, hasMoved: moves.HasFlag(EntranceEvents.Opened), IsFire);
    }

    public override TimeSpan? NextLook(TimeSpan now) => Soonest(now, LetInUntil, Release.NextLook(now), NextContradiction(now),
        IsOpen ? _openedAt + Warning : null, IsOpen ? _openedAt + HeldOpen : null);

    public override void LetGo() => _lock.Lock();

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
                _lock.Release(until - now);
                (_toldUntil, _stood) = (until, Stands);
            }

            if (_told != true)
            {
                Release.Begin(now);
            }
        }
        else if (_told != false || renew)
        {
            Release.End();
            _lock.Lock();
            if (_told == true)
            {
                _relockedAt = _toldUntil < now ? _toldUntil : now;
            }
        }

        _told = told;
        var (drawn, byFeedback) = _bolt.IsDrawn is { } says ? (says, true) : (_lock.IsAsTold ? told : !told, false);
        _contradicts = drawn == told || _contact is { State: not InputState.Active } ? null
            : _contradicts is { } before && before.Told == told && before.ByFeedback == byFeedback ? before : (told, byFeedback, now);
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
                return ReadContradicted(now - contradicts.Since, contradicts.Told, contradicts.ByFeedback);
            case InputState.Active:
                return _told == true ? DoorReading.ClosedReleased : DoorReading.ClosedLocked;
            default:
                return DoorReading.Unreadable;
        }
    }

    /// <summary>A lock without feedback is known by its relay, which a board answers for a little later than it is told: a lease that is
    /// renewed is no change until that time is over. That it was not released, <see cref="ReleaseCheck"/> tells.</summary>
    private DoorReading ReadContradicted(TimeSpan stood, bool told, bool byFeedback) =>
        stood >= BoltOrder.LongestThrow && (byFeedback || !told) ? DoorReading.ClosedContradicted
        : told ? DoorReading.ClosedReleasing
        : !byFeedback && _state == DoorState.Locked && stood < ReleaseCheck.Within ? DoorReading.ClosedLocked
        : DoorReading.ClosedNotLocked;

    /// <summary>No input tells of a relay that was read back: it is looked at.</summary>
    private TimeSpan? NextContradiction(TimeSpan now) => _contradicts is not { } contradicts ? null
        : contradicts.ByFeedback ? contradicts.Since + BoltOrder.LongestThrow
        : now + (now - contradicts.Since < BoltOrder.LongestThrow ? _lookEvery : _lookLaterEvery);

    /// <summary>The lock is released; or it was when the door began to open, before the contact was debounced; or its bolt is still being
    /// thrown after a release.</summary>
    private bool WasLetIn(TimeSpan now) => MayPass(now) || _contact!.Since <= _relockedAt
        || (_state == DoorState.ClosedButUnlocked && !_lockAlarm && _relockedAt > TimeSpan.MinValue
            && _contact.Since <= _relockedAt + BoltOrder.LongestThrow);

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

        // One that is told to release and does not is an alarm already: that it was not released.
        if (actions.HasFlag(DoorActions.RaiseLockFault) && _told != true)
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
