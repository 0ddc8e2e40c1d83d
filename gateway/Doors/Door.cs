using Zhuhui.Edge.Drivers.Boards;
using Zhuhui.Edge.Gateway.Access;
using Zhuhui.Edge.Gateway.Doors.Hinged;
using Zhuhui.Edge.Gateway.Doors.Inputs;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Site;

namespace Zhuhui.Edge.Gateway.Doors;

/// <summary>One door or barrier and its loop. Everything that concerns it goes through one bounded queue and is handled one at a time, so
/// its state needs no lock. The path from a read to the relay awaits nothing: decide, journal, release. After each message the door looks
/// at all levels and clocks: none of them is an edge that could be missed.</summary>
internal sealed class Door : IDisposable
{
    private static readonly TimeSpan _shortestWait = TimeSpan.FromMilliseconds(1);

    private readonly DoorOptions _options;
    private readonly DoorContext _around;
    private readonly DoorQueue _queue;
    private readonly DoorLines _lines;
    private readonly LineReports _reports;
    private readonly Entrance _entrance;
    private readonly DoorModes _modes;
    private readonly Admissions _admissions;
    private readonly OperatorOrders _orders;
    private readonly ExitRequests _exits;
    private readonly ReaderLights _lights;
    private readonly ITimer _timer;
    private long _turnAt;

    /// <param name="queue">What this door's loop handles; it may be written to before there is a door.</param>
    public Door(DoorOptions options, DoorContext around, DoorQueue queue)
    {
        (_options, _around, _queue, _turnAt) = (options, around, queue, around.Time.GetTimestamp());
        _modes = new DoorModes(options, around.Policy, around.CameInSince, around.Time, around.IsTimeKnown, around.Append);
        (_exits, _lights) = (new ExitRequests(options, around.Interlock, around.Append), new ReaderLights(options, around.Signal));
        _timer = around.Time.CreateTimer(_ => Post(new DoorMessage.Look()), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        if (options.Kind == EntranceKind.Barrier)
        {
            var arm = around.Locks.ArmOf(options.Id);
            _lines = new DoorLines(options, around, Post, arm.Loop);
            _entrance = new Barriers.Barrier(options, arm, _lines, Now, around.Append);
        }
        else
        {
            _lines = new DoorLines(options, around, Post, null);
            _entrance = new HingedDoor(options, around.Locks.LockOf(options.Id), _lines, around.Append);
        }

        _reports = new LineReports(options.Id, _lines, around.Append, around.Time);
        _admissions = new Admissions(options, around, _entrance, _modes, _lights, () => Apply(Now, renew: false));
        _orders = new OperatorOrders(options, around, _entrance);
        around.Fire.Changed += OnFireChanged;
        around.Interlock.Eased += OnEased;

        // Its first look is its loop's: what it finds belongs after the record of the start, by which everything remembered of the run
        // before ends.
        Post(new DoorMessage.Look());
    }

    public string Id => _options.Id;

    public DoorOptions Options => _options;

    /// <summary>The state's name, for example <c>heldOpen</c>.</summary>
    public string State => _entrance.State;

    public DoorMode Mode => _modes.Mode;

    /// <summary>The lock or the arm was told to release.</summary>
    public bool IsReleased => _entrance.IsReleased;

    /// <summary>It was told to release, and was seen to do so.</summary>
    public bool IsSeenReleased => _entrance.IsSeenReleased;

    /// <summary>True where the last release was not carried out, and none was since.</summary>
    public bool IsReleaseFailed => _entrance.IsReleaseFailed;

    /// <summary>Messages refused because too many waited.</summary>
    public long Missed => _queue.Missed;

    /// <summary>How long ago its loop has handled a message to the end; it has one to look around at least every ten seconds.</summary>
    public TimeSpan SinceTurn => _around.Time.GetElapsedTime(Volatile.Read(ref _turnAt));

    /// <summary>Never waits.</summary>
    public void Post(DoorMessage message) => _queue.Post(message);

    /// <inheritdoc cref="Post(DoorMessage)"/>
    public void Post(CredentialInput input) => Post(new DoorMessage.Credential(input));

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (await _queue.WaitAsync(cancellationToken))
            {
                HandleWaiting(cancellationToken);
            }
        }
        finally
        {
            _admissions.Stop();
        }
    }

    /// <summary>Handles what waits. Belongs to the loop.</summary>
    internal void HandleWaiting(CancellationToken cancellationToken = default)
    {
        while (!cancellationToken.IsCancellationRequested && _queue.TryTake(out var message))
        {
            Handle(message);
            Volatile.Write(ref _turnAt, _around.Time.GetTimestamp());
        }
    }

    public void Dispose()
    {
        _around.Fire.Changed -= OnFireChanged;
        _around.Interlock.Eased -= OnEased;
        _queue.Close();
        _timer.Dispose();
        _lines.Dispose();
        _entrance.LetGo();
    }

    private void Handle(DoorMessage message)
    {
        var now = Now;
        var next = _modes.Evaluate(now);
        switch (message)
        {
            case DoorMessage.Credential(var input):
                _admissions.Handle(input, IsFire, now);
                break;
            case DoorMessage.Level(var line, var state, var since):
                _lines[line]!.Apply(state, since);
                break;
            case DoorMessage.Look:
                _lines.Poll(now);
                break;
            case DoorMessage.Fire(var active):
                OnFire(active, now);
                break;
            case DoorMessage.SetMode order:
                SetMode(order.Mode, order.Until, now);
                _orders.Await(CommandKinds.ForMode(order.Mode), order.Reply);
                break;
            case DoorMessage.Unlock unlock:
                _orders.Handle(unlock, IsFire, _around.Fire.IsActive || _modes.Mode == DoorMode.LockedDown, now);
                break;
            default:
                throw new InvalidOperationException($"door {Id}: {message.GetType().Name} has no handling");
        }

        // Not as it was before the disk was waited for: what has ended meanwhile is over.
        Apply(Now, next);
    }

    private TimeSpan Now => _around.Time.GetElapsedTime(0);

    /// <summary>This door is released by the fire contact, which outranks a lockdown and an interlock.</summary>
    private bool IsFire => _options.Egress && _around.Fire.IsActive;

    private TimeSpan UnlockTime => TimeSpan.FromSeconds(_options.UnlockSeconds);

    private void OnFireChanged(bool active) => Post(new DoorMessage.Fire(active));

    private void OnEased(string other)
    {
        if (_around.Interlock.AreTogether(Id, other))
        {
            Post(new DoorMessage.Look());
        }
    }

    private void SetMode(DoorMode mode, DateTimeOffset? until, TimeSpan now)
    {
        _modes.Order(mode, until, now);
        _modes.Evaluate(now);
        if (_modes.Mode == DoorMode.LockedDown)
        {
            _entrance.Cancel();
        }
    }

    /// <summary>What the fire released ends with it, even where it was over before the loop could look.</summary>
    private void OnFire(bool active, TimeSpan now)
    {
        if (_options.Egress && active)
        {
            _entrance.FireCame(now);
        }
        else if (_options.Egress)
        {
            _entrance.Cancel();
        }
    }

    /// <summary>Brings everything in line with the levels, the orders and the clocks as they are.</summary>
    private void Apply(TimeSpan now, bool renew)
    {
        _reports.Report();
        var exit = _exits.Evaluate(_lines[DoorLine.ExitButton]?.State ?? InputState.Inactive, IsFire, now);
        if (exit.Releases)
        {
            _entrance.RequestRelease(now, UnlockTime);
        }

        var other = _modes.Mode == DoorMode.HeldOpen && !IsFire ? _around.Interlock.Reserve(Id) : null;
        var heldOpen = _modes.Mode == DoorMode.HeldOpen && other is null;
        _entrance.HoldReleased(IsFire || exit.Holds || heldOpen, IsFire);
        var moves = _entrance.Apply(now, renew);
        if (exit.Releases)
        {
            // After the lock: a person who wants out waits for no disk.
            _around.Append(new ExitRequested(Id, _options.UnlockSeconds));
        }

        if (moves.HasFlag(EntranceEvents.Opened))
        {
            _admissions.CompleteAll(_lines[DoorLine.Contact]!.Since);
        }

        _orders.Tell(moves, other);
        _admissions.Follow(moves, now);
        _around.Interlock.Report(Id, _entrance.InterlockState);
        _lights.Show(moves, _entrance, IsFire || heldOpen, _modes.Mode);
        Arm(now);
    }

    private void Arm(TimeSpan now)
    {
        var next = _modes.NextLook(now);
        foreach (var time in (ReadOnlySpan<TimeSpan?>)[_entrance.NextLook(now), _exits.StuckAt])
        {
            next = time < next ? time.Value : next;
        }

        // A timer may fire a little before its time; then it looks again after what is left.
        _timer.Change(next - now < _shortestWait ? _shortestWait : next - now, Timeout.InfiniteTimeSpan);
    }
}
