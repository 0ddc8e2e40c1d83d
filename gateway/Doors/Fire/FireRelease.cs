using System.Threading.Channels;
using Zhuhui.Edge.Drivers.Boards;
using Zhuhui.Edge.Gateway.Doors.Locking;
using Zhuhui.Edge.Gateway.Site;

namespace Zhuhui.Edge.Gateway.Doors.Fire;

/// <summary>The fire contact became another.</summary>
/// <param name="IsActive">The doors are told to release.</param>
internal readonly record struct FireChange(InputState State, bool IsActive);

/// <summary>
/// The fire contact and the egress doors, and nothing between them: the input's own thread releases the locks. It needs no journal, no
/// registry, no hub and no door's loop, and is the first to run and the last to stop. While the contact is active the releases are leases
/// of its own timer. A line that is cut or shorted can tell of no fire any more and counts as one; a board that does not answer leaves
/// things as they were, and is reported.
/// </summary>
internal sealed class FireRelease : IDisposable
{
    /// <summary>A board drops an order that it could not deliver within a second: one that was away when the fire came is told as soon as
    /// it is back.</summary>
    private static readonly TimeSpan _renewEvery = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly IReadOnlyList<IFireExit> _exits;
    private readonly Channel<FireChange> _changes;
    private readonly ITimer _renewal;
    private readonly IInput? _input;
    private InputState _state = InputState.Inactive;
    private volatile bool _active;
    private int _missed;
    private int _missedFires;
    private bool _disposed;

    /// <param name="options">Null where the site has no fire contact.</param>
    /// <param name="exits">The egress doors.</param>
    public FireRelease(FireOptions? options, IReadOnlyList<IFireExit> exits, Func<InputOptions, Action<InputState>, IInput> openInput,
        TimeProvider time)
    {
        _exits = exits;
        _changes = Channel.CreateBounded<FireChange>(new BoundedChannelOptions(256) { FullMode = BoundedChannelFullMode.DropOldest },
            Miss);
        _renewal = time.CreateTimer(_ => Renew(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        if (options?.Input is { } input)
        {
            _input = openInput(input, Handle);

            // Until what was read is what is there: a fire that begins in between has been heard by then, and the older reading must not
            // end it.
            InputState read;
            do
            {
                read = _input.State;
                Handle(read);
            }
            while (_input.State != read);
        }
    }

    /// <summary>The contact became active, or came to rest; told after the locks were, on the input's thread. Must not wait.</summary>
    public event Action<bool>? Changed;

    public bool IsActive => _active;

    /// <summary>What became of the contact, to be journaled once there is a journal. Where nobody takes it, the oldest are only
    /// counted.</summary>
    public ChannelReader<FireChange> Changes => _changes.Reader;

    /// <summary>The doors that a fire releases.</summary>
    public IReadOnlyList<string> Doors => [.. _exits.Select(exit => exit.Door)];

    /// <summary>The changes that were only counted since the last time, older than all that wait.</summary>
    /// <returns>How many, and whether a fire was among them.</returns>
    public (int Times, bool WasFire) TakeMissed() => (Interlocked.Exchange(ref _missed, 0),
        Interlocked.Exchange(ref _missedFires, 0) > 0);

    public void Dispose()
    {
        _input?.Dispose();
        lock (_gate)
        {
            _disposed = true;
            _renewal.Dispose();
        }
    }

    private void Handle(InputState state)
    {
        var before = _active;
        lock (_gate)
        {
            if (_disposed)
            {
                return;
            }

            _active = state switch
            {
                InputState.Inactive => false,
                InputState.Unknown => _active,
                _ => true,
            };
            if (_active && !before)
            {
                OnEach(exit => exit.ReleaseForFire());
                _renewal.Change(_renewEvery, _renewEvery);
            }
            else if (before && !_active)
            {
                _renewal.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
                OnEach(exit => exit.EndFire());
            }

            if (state != _state)
            {
                _changes.Writer.TryWrite(new FireChange(state, _active));
            }

            _state = state;
        }

        if (_active != before)
        {
            Changed?.Invoke(_active);
        }
    }

    private void Miss(FireChange change)
    {
        Interlocked.Increment(ref _missed);
        if (change.IsActive)
        {
            Interlocked.Increment(ref _missedFires);
        }
    }

    private void Renew()
    {
        lock (_gate)
        {
            if (_active && !_disposed)
            {
                OnEach(exit => exit.ReleaseForFire());
            }
        }
    }

    /// <summary>A relay that throws, as none does for a pin or a board that fails, keeps no other door shut; then it is what a bug always
    /// is, the end of the process.</summary>
    private void OnEach(Action<IFireExit> act)
    {
        List<Exception> failures = [];
        foreach (var exit in _exits)
        {
            try
            {
                act(exit);
            }
            catch (Exception pin) when (pin is IOException or InvalidOperationException)
            {
                failures.Add(pin);
            }
        }

        if (failures.Count > 0)
        {
            throw new AggregateException(failures);
        }
    }
}
