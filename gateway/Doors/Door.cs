using Zhuhui.Edge.Drivers.Boards;
using Zhuhui.Edge.Drivers.Readers;
using Zhuhui.Edge.Gateway.Access;
using Zhuhui.Edge.Gateway.Doors.Commands;
using Zhuhui.Edge.Gateway.Doors.Hinged;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Doors;

/// <summary>One door or barrier and its loop. Everything that concerns it goes through one bounded queue and is handled one at a time, so its state needs no lock.
/// The path from a read to the relay awaits nothing: decide, journal, release. After each message the door looks at all levels and clocks: none of them is an edge
/// that could be missed.</summary>
internal sealed class Door : IDisposable
{
    /// <summary>Somebody who pressed the exit button while another door of the interlock was open waits for it so long at most.</summary>
    private static readonly TimeSpan LongestExitWait = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(1);

    /// <summary>A disk that hung for longer while the grant was journaled has made it too old: whoever stood there may have left, and another come.</summary>
    private static readonly TimeSpan LatestRelease = TimeSpan.FromMilliseconds(AccessRules.OldestReadMs);

    private readonly DoorOptions _options;
    private readonly DoorContext _around;
    private readonly DoorQueue _queue = new();
    private readonly DoorLines _lines;
    private readonly Entrance _mechanism;
    private readonly AccessController _admission;
    private readonly DoorModes _modes;
    private readonly ExitButton _exit;
    private readonly PendingPassages _letIn;
    private readonly ReaderLights _lights;
    private readonly ITimer _timer;
    private readonly Dictionary<Line, InputState> _faults = [];
    private TimeSpan? _exitAsked;
    private bool _tampered;
    private bool _warned;
    private bool _exitGranted;

    public Door(DoorOptions options, DoorContext around)
    {
        (_options, _around) = (options, around);
        _admission = around.Admission(options);
        _modes = new DoorModes(options, around.Policy, around.CameInSince, around.Time, around.Append);
        (_exit, _letIn, _lights) = (new ExitButton(options, around.Append), new PendingPassages(options), new ReaderLights(options, around.Signal));
        _timer = around.Time.CreateTimer(_ => Post(new DoorMessage.Look()), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        if (options.Kind == EntranceKind.Barrier)
        {
            var arm = around.Locks.ArmOf(options.Id);
            _lines = new DoorLines(options, around, Post, arm.Loop);
            _mechanism = new Barriers.Barrier(options, arm, _lines, Now, around.Append);
        }
        else
        {
            _lines = new DoorLines(options, around, Post, null);
            _mechanism = new HingedDoor(options, around.Locks.LockOf(options.Id), _lines, around.Append);
        }

        around.Fire.Changed += OnFireChanged;
        around.Interlock.Eased += OnEased;

        // Its first look is its loop's: what it finds belongs after the record of the start, by which everything remembered of the run before ends.
        Post(new DoorMessage.Look());
    }

    public string Id => _options.Id;

    public DoorOptions Options => _options;

    /// <summary>The state's name, for example <c>heldOpen</c>.</summary>
    public string State => _mechanism.State;

    public DoorMode Mode => _modes.Mode;

    public bool IsReleased => _mechanism.IsReleased;

    /// <summary>Messages refused because too many waited.</summary>
    public long Missed => _queue.Missed;

    /// <summary>Never waits.</summary>
    public void Post(DoorMessage message) => _queue.Post(message);

    /// <inheritdoc cref="Post(DoorMessage)"/>
    public void Post(CredentialInput input) => Post(new DoorMessage.Credential(input));

    public async Task RunAsync(CancellationToken stopping)
    {
        while (await _queue.WaitAsync(stopping))
        {
            HandleWaiting(stopping);
        }
    }

    /// <summary>Handles what waits. Belongs to the loop.</summary>
    internal void HandleWaiting(CancellationToken stopping = default)
    {
        while (!stopping.IsCancellationRequested && _queue.TryTake(out var message))
        {
            Handle(message);
        }
    }

    public void Dispose()
    {
        _around.Fire.Changed -= OnFireChanged;
        _around.Interlock.Eased -= OnEased;
        _queue.Close();
        _timer.Dispose();
        _lines.Dispose();
        _mechanism.LetGo();
    }

    private void Handle(DoorMessage message)
    {
        var now = Now;
        var next = _modes.Evaluate(now);
        switch (message)
        {
            case DoorMessage.Credential(var input):
                Admit(input, now);
                break;
            case DoorMessage.Level(var line, var state, var since):
                _lines[line]!.Apply(state, since);
                break;
            case DoorMessage.Look:
                PollLines(now);
                break;
            case DoorMessage.Fire(var active):
                OnFire(active, now);
                break;
            case DoorMessage.Order(var mode, var until, _):
                Order(mode, until, now);
                break;
            case DoorMessage.Unlock unlock:
                Unlock(unlock, now);
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

    private void Admit(CredentialInput message, TimeSpan now)
    {
        var standing = IsFire
            ? new DoorConditions(DoorMode.Normal, null, PresenceOf)
            : new DoorConditions(_modes.Mode, Reserve(message.Reader), PresenceOf);
        if (_admission.Handle(message, standing) is not { } heard)
        {
            return;
        }

        var isInTime = Now - now <= LatestRelease;
        if (heard.Decision is Decision.Granted granted && isInTime)
        {
            LetPass(granted, heard, now);
        }

        _lights.Answer(message.Reader, heard.Decision switch
        {
            Decision.Granted when isInTime => ReaderSignal.Granted,
            Decision.MoreNeeded => ReaderSignal.MoreNeeded,
            _ => ReaderSignal.Denied,
        });
    }

    private string? Reserve(string? reader) => reader is not null && _options.ExitReaders.Contains(reader, StringComparer.Ordinal)
        ? _around.Interlock.ReserveWayOut(Id)
        : _around.Interlock.Reserve(Id);

    private Presence? PresenceOf(string person, DoorSide side) => _around.PresenceOf(Id, person, side);

    private void LetPass(Decision.Granted granted, AdmissionResult heard, TimeSpan now)
    {
        var time = TimeSpan.FromSeconds(granted.UnlockSeconds);
        _mechanism.RequestRelease(now, time);
        Apply(Now, renew: false);
        if (heard.Since is { } waiting)
        {
            _around.Times.Passed(heard.Method, _around.Time.GetElapsedTime(waiting));
        }

        _letIn.Add(heard.Side, granted.With is { } first ? [first.Person, granted.Holder.Person] : [granted.Holder.Person], now + time);
        if (!_mechanism.SeesPassages || (_mechanism.IsOpen && _options.Kind == EntranceKind.Door))
        {
            Complete(_letIn.All(now));
        }

        if (heard.Side == DoorSide.Entry)
        {
            _modes.CameIn();
            _modes.Evaluate(now);
        }
    }

    private void Order(DoorMode mode, DateTimeOffset? until, TimeSpan now)
    {
        _modes.Order(mode, until, now);
        _modes.Evaluate(now);
        if (_modes.Mode == DoorMode.LockedDown)
        {
            _mechanism.Cancel();
        }
    }

    /// <summary>A command that grew old behind a slow disk opens for nobody who still stands there. An interlock outranks an operator as well: the other side of a
    /// mantrap can be open to the street.</summary>
    private void Unlock(DoorMessage.Unlock unlock, TimeSpan now)
    {
        var refused = now >= unlock.Until ? CommandRules.Refusal(CommandRefusal.Expired)
            : !IsFire && _around.Interlock.Reserve(Id) is { } other
                ? new Refusal("interlocked", RefusalTexts.Interlocked(other))
                : null;
        if (refused is not null)
        {
            _around.Append(new CommandRefused(unlock.Command, Id, CommandDone.Unlock, unlock.Operator, refused.Because, Code: refused.Code));
        }
        else
        {
            _mechanism.RequestRelease(now, UnlockTime);
        }

        unlock.Told?.Invoke(refused);
    }

    /// <summary>What the fire released ends with it, even where it was over before the loop could look.</summary>
    private void OnFire(bool active, TimeSpan now)
    {
        if (_options.Egress && active)
        {
            _mechanism.FireCame(now);
        }
        else if (_options.Egress)
        {
            _mechanism.Cancel();
        }
    }

    private void PollLines(TimeSpan now)
    {
        foreach (var line in _lines.Wired)
        {
            line.Poll(now);
        }
    }

    /// <summary>Brings everything in line with the levels, the orders and the clocks as they are.</summary>
    private void Apply(TimeSpan now, bool renew)
    {
        ReportLines();
        var leaves = Exits(now);
        var heldOpen = _modes.Mode == DoorMode.HeldOpen && (IsFire || _around.Interlock.Reserve(Id) is null);
        _mechanism.HoldReleased(IsFire || leaves || heldOpen);
        var moves = _mechanism.Apply(now, renew);
        if (_exitGranted)
        {
            // After the lock: whoever wants out waits for no disk.
            _exitGranted = false;
            _around.Append(new ExitRequested(Id, _options.UnlockSeconds));
        }

        if (moves.HasFlag(EntranceEvents.Opened))
        {
            Complete(_letIn.All(_lines[DoorLine.Contact]!.Since));
        }

        if (moves.HasFlag(EntranceEvents.VehicleCame))
        {
            Complete(_letIn.First(now));
        }

        _around.Interlock.Report(Id, _mechanism.IsOpen ? InterlockState.Open : _mechanism.IsShut ? InterlockState.Shut : _mechanism.IsReleased ? InterlockState.Released : InterlockState.Unknown);
        ShowOnReaders(moves, heldOpen);
        Arm(now);
    }

    /// <summary>The exit button. In an interlock it waits while another door stands open, for nobody is to walk from the street through both; it does not wait for
    /// one that is only released or can't be read, for somebody may be caught between them.</summary>
    private bool Exits(TimeSpan now)
    {
        if (_exit.Evaluate(_lines[DoorLine.ExitButton]?.State ?? InputState.Inactive, now))
        {
            _exitAsked = now;
        }

        var waits = !IsFire && _around.Interlock.OpenBeside(Id) is not null;
        if (_exitAsked is { } asked && !waits)
        {
            _exitAsked = null;
            if (_exit.IsPressed || now - asked <= LongestExitWait)
            {
                _exitGranted = true;
                _mechanism.RequestRelease(now, UnlockTime);
            }
        }

        return _exit.IsPressed && !waits;
    }

    private void ReportLines()
    {
        foreach (var line in _lines.Wired)
        {
            if (_faults.GetValueOrDefault(line) != line.State)
            {
                _faults[line] = line.State;
                if (line.IsFaulted)
                {
                    _around.Append(new InputLineFaulted(Id, $"{line} of {Id}", FireRelease.WordOf(line.State)));
                }
            }
        }

        if (_lines[DoorLine.Tamper]?.State is (InputState.Active or InputState.Inactive) and var tamper && tamper == InputState.Active != _tampered)
        {
            _tampered = !_tampered;
            _around.Append(_tampered ? new DeviceTampered(Id) : new TamperCleared(Id));
        }
    }

    private void Complete(IReadOnlyList<PassageCompleted> passages)
    {
        foreach (var passage in passages)
        {
            _around.Append(passage);
        }
    }

    private void ShowOnReaders(EntranceEvents moves, bool heldOpen)
    {
        _warned = moves.HasFlag(EntranceEvents.Warned) || (_warned && _mechanism.IsOpen);
        if (_warned)
        {
            _lights.Show(ReaderSignal.HeldOpenWarning);
        }
        else if (IsFire || heldOpen)
        {
            _lights.Show(ReaderSignal.Unlocked);
        }
        else if (!_mechanism.IsReleased)
        {
            _lights.Show(_modes.Mode == DoorMode.LockedDown ? ReaderSignal.LockedDown : ReaderSignal.Idle);
        }
    }

    private void Arm(TimeSpan now)
    {
        var next = _modes.NextLook(now);
        foreach (var time in (ReadOnlySpan<TimeSpan?>)[_mechanism.NextLook(now), _exit.StuckAt])
        {
            next = time < next ? time.Value : next;
        }

        // A timer may fire a little before its time; then it looks again after what is left.
        _timer.Change(next - now < ShortestWait ? ShortestWait : next - now, Timeout.InfiniteTimeSpan);
    }
}
