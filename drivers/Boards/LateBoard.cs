using Zhuhui.Edge.Drivers.Readers;

namespace Zhuhui.Edge.Drivers.Boards;

/// <summary>A board that could not be opened at the start and is tried again every second: until then its relays are not confirmed, its
/// inputs unknown, its readers silent, and all other boards' doors work. Safe to use from any thread.</summary>
public sealed class LateBoard : IBoard
{
    private static readonly TimeSpan _tryEvery = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly Func<IBoard> _open;
    private readonly Action<DeviceReport> _report;
    private readonly TimeProvider _time;
    private readonly List<Func<IBoard, Action>> _parts = [];
    private readonly ITimer _timer;
    private IBoard? _board;
    private string _obstacle;
    private bool _isDisposed;

    private LateBoard(string id, Func<IBoard> open, Action<DeviceReport> report, TimeProvider time, string obstacle)
    {
        (Id, _open, _report, _time, _obstacle) = (id, open, report, time, obstacle);
        _timer = time.CreateTimer(_ => TryOpen(), null, _tryEvery, _tryEvery);
    }

    public string Id { get; }

    /// <param name="open">Opens the board, or throws a <see cref="BoardException"/>.</param>
    /// <param name="report">Hears that it is away, and that it is there; must not wait.</param>
    /// <returns>The board itself where it can be opened now.</returns>
    public static IBoard Open(string id, Func<IBoard> open, Action<DeviceReport> report, TimeProvider time)
    {
        try
        {
            return open();
        }
        catch (BoardException refused)
        {
            report(new DeviceReport(id, DeviceCondition.Offline, refused.Message));
            return new LateBoard(id, open, report, time, refused.Message);
        }
    }

    public IRelay OpenRelay(RelayOptions options)
    {
        var relay = new LateRelay(this);
        Add(board =>
        {
            var opened = board.OpenRelay(options);
            return () => relay.Begin(opened);
        });
        return relay;
    }

    public IInput OpenInput(InputOptions options, Action<InputState> onChange)
    {
        var input = new LateInput();
        Add(board =>
        {
            var opened = board.OpenInput(options, onChange);
            return () =>
            {
                input.Begin(opened);
                if (opened.State != InputState.Unknown)
                {
                    onChange(opened.State);
                }
            };
        });
        return input;
    }

    public IDisposable OpenReader(ReaderOptions options, CardFormats formats, ReaderListener listener)
    {
        Add(board =>
        {
            board.OpenReader(options, formats, listener);
            return static () => { };
        });
        return new Nothing();
    }

    public IReadOnlyList<string> RestAll(IEnumerable<RelayOptions> relays)
    {
        lock (_gate)
        {
            return _board?.RestAll(relays) ?? [_obstacle];
        }
    }

    /// <exception cref="BoardException">Some parts could not be rested or closed; all the others are.</exception>
    public void Dispose()
    {
        lock (_gate)
        {
            _isDisposed = true;
            _timer.Dispose();
            _board?.Dispose();
        }
    }

    /// <param name="part">Opens it on the board, and gives what puts it into service.</param>
    private void Add(Func<IBoard, Action> part)
    {
        lock (_gate)
        {
            _parts.Add(part);
            if (_board is { } board)
            {
                part(board)();
            }
        }
    }

    private void TryOpen()
    {
        lock (_gate)
        {
            if (_isDisposed || _board is not null)
            {
                return;
            }

            IBoard? board = null;
            try
            {
                board = _open();
                Action[] begins = [.. _parts.Select(part => part(board))];
                _board = board;
                foreach (var begin in begins)
                {
                    begin();
                }

                _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
                _report(new DeviceReport(Id, DeviceCondition.Online));
            }
            catch (BoardException refused)
            {
                if (refused.Message != _obstacle)
                {
                    _report(new DeviceReport(Id, DeviceCondition.Offline, refused.Message));
                }

                _obstacle = refused.Message;
                TryClose(board);
            }
        }
    }

    /// <summary>What of the board was opened is at rest, and closed again until the next try.</summary>
    private static void TryClose(IBoard? board)
    {
        try
        {
            board?.Dispose();
        }
        catch (BoardException)
        {
            // It is tried again as a whole.
        }
    }

    /// <summary>What was ordered within the last second before the board came is done then; never later.</summary>
    private sealed class LateRelay(LateBoard board) : IRelay
    {
        private static readonly TimeSpan _stale = TimeSpan.FromSeconds(1);

        private readonly Lock _turn = new();
        private IRelay? _relay;
        private (TimeSpan At, TimeSpan Bound)? _order;

        public bool IsEnergised => _relay?.IsEnergised ?? false;

        public bool IsConfirmed => _relay?.IsConfirmed ?? false;

        public string? Obstacle => _relay is { } relay ? relay.Obstacle : board._obstacle;

        private TimeSpan Now => board._time.GetElapsedTime(0);

        public void Begin(IRelay relay)
        {
            lock (_turn)
            {
                if (_order is var (at, bound) && Now - at < _stale && at + bound - Now is { Ticks: > 0 } left
                    && left >= TimeSpan.FromMilliseconds(1))
                {
                    relay.Energise(left);
                }

                _relay = relay;
            }
        }

        public void Energise(TimeSpan bound)
        {
            lock (_turn)
            {
                _order = (Now, bound);
                _relay?.Energise(bound);
            }
        }

        public void Rest()
        {
            lock (_turn)
            {
                _order = null;
                _relay?.Rest();
            }
        }

        public void Dispose() => Rest();
    }

    private sealed class LateInput : IInput
    {
        private IInput? _input;

        public InputState State => _input?.State ?? InputState.Unknown;

        public void Begin(IInput input) => _input = input;

        public void Dispose() => _input?.Dispose();
    }

    /// <summary>A reader is its board's, which closes it.</summary>
    private sealed class Nothing : IDisposable
    {
        public void Dispose()
        {
            // Nothing to do.
        }
    }
}
