using System.Threading.Channels;
using Zhuhui.Edge.Drivers.Boards;
using Zhuhui.Edge.Drivers.Modbus.Wires;
using Zhuhui.Edge.Drivers.Serial;

namespace Zhuhui.Edge.Drivers.Modbus;

/// <summary>
/// One Modbus bus and the boards on it: the master. One loop, one request at a time; a relay's order goes before any poll, and a lost board
/// is looked for seldom and gives way to orders, so that it costs the others nothing they would feel.
/// </summary>
public sealed class ModbusBus
{
    private static readonly TimeSpan _firstRetry = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan _lastRetry = TimeSpan.FromMilliseconds(1200);
    private static readonly TimeSpan _reopenAfter = TimeSpan.FromMilliseconds(1500);
    private static readonly TimeSpan _endWithin = TimeSpan.FromSeconds(2);

    private readonly Func<CancellationToken, Task<IModbusWire>> _open;
    private readonly TimeProvider _time;
    private readonly Action<DeviceReport> _onReport;
    private readonly List<ModbusBoard> _boards = [];
    private readonly BoardTurns _turns;
    private readonly Channel<bool> _wakes = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly Lock _gate = new();
    private CancellationTokenSource? _probe;
    private bool? _online;
    private string? _why;
    private volatile bool _running;

    /// <param name="options">The bus of the site file.</param>
    /// <param name="boards">The boards on it.</param>
    /// <param name="time">Measures bounds, polls and answers.</param>
    /// <param name="onReport">Hears, on the loop, of the boards and, by the bus's id, of the line itself; must not wait.</param>
    /// <exception cref="BoardException">Two boards have one address.</exception>
    public ModbusBus(BusOptions options, IEnumerable<BoardOptions> boards, TimeProvider time, Action<DeviceReport> onReport)
        : this(options, boards, time, onReport, cancellationToken => BusWire.OpenAsync(options, time,
            words => onReport(new DeviceReport(options.Id, DeviceCondition.Noted, words)), cancellationToken))
    {
    }

    internal ModbusBus(
        BusOptions options,
        IEnumerable<BoardOptions> boards,
        TimeProvider time,
        Action<DeviceReport> onReport,
        Func<CancellationToken, Task<IModbusWire>> open)
    {
        Options = options;
        _time = time;
        _onReport = onReport;
        _open = open;
        _turns = new BoardTurns(_boards, options.Kind != BusKind.ModbusTcp);
        foreach (var board in boards)
        {
            if (_boards.Find(other => other.Unit == board.Unit) is { } other)
            {
                throw new BoardException($"Boards '{other.Id}' and '{board.Id}' both have unit address {board.Unit} on bus '{options.Id}"
                    + "'. Set another on one of them.");
            }

            _boards.Add(new ModbusBoard(board, this, time, onReport));
        }
    }

    public IReadOnlyList<ModbusBoard> Boards => _boards;

    internal BusOptions Options { get; }

    internal bool IsRunning => _running;

    /// <summary>Serves the boards until cancelled; then rests their relays and closes the line.</summary>
    /// <exception cref="OperationCanceledException">Always, at the end.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        _running = true;
        try
        {
            var backoff = new Backoff(_firstRetry, _lastRetry);
            while (true)
            {
                try
                {
                    using var wire = await _open(cancellationToken);
                    Report(DeviceCondition.Online, null);
                    foreach (var board in _boards)
                    {
                        board.Agenda.PollNow();
                    }

                    backoff.Reset();
                    await ServeAsync(wire, cancellationToken);
                    continue;
                }
                catch (IOException lost)
                {
                    Report(DeviceCondition.Offline, lost.Message);
                    foreach (var board in _boards)
                    {
                        board.Agenda.Lose($"its bus '{Options.Id}' is gone");
                    }
                }

                await Task.Delay(backoff.Next(), _time, cancellationToken);
                ApplyAll();
            }
        }
        finally
        {
            _running = false;
        }
    }

    /// <summary>The loop looks at once at what is wanted; a probe of a lost board that is under way gives way.</summary>
    internal void Wake()
    {
        _wakes.Writer.TryWrite(true);
        lock (_gate)
        {
            // Not on this thread: who orders a relay does not run the loop.
            _ = _probe?.CancelAsync();
        }
    }

    private async Task ServeAsync(IModbusWire wire, CancellationToken cancellationToken)
    {
        try
        {
            var clock = _time.CreateTimer(static bus => ((ModbusBus)bus!)._wakes.Writer.TryWrite(true), this, Timeout.InfiniteTimeSpan,
                Timeout.InfiniteTimeSpan);
            await using var _ = clock;
            var answeredAt = _time.GetTimestamp();
            while (true)
            {
                cancellationToken.ThrowIfCancellationRequested();
                ApplyAll();
                if (_turns.Next() is var (board, request))
                {
                    var reply = await AskAsync(wire, board, request, cancellationToken);
                    if (!_turns.IsRepeated(board, reply.Outcome))
                    {
                        board.Agenda.Handle(request, reply);
                    }

                    answeredAt = reply.IsMissing ? answeredAt : _time.GetTimestamp();
                    continue;
                }

                // A connection whose other end vanished without a word looks like boards that are silent.
                if (_boards.TrueForAll(silent => silent.Agenda.IsOffline) && _time.GetElapsedTime(answeredAt) > _reopenAfter)
                {
                    return;
                }

                var due = _boards.Count == 0 ? Timeout.InfiniteTimeSpan : _boards.Min(waiting => waiting.Agenda.DueIn());
                clock.Change(due < TimeSpan.FromMilliseconds(1) && due != Timeout.InfiniteTimeSpan ? TimeSpan.FromMilliseconds(1) : due,
                    Timeout.InfiniteTimeSpan);
                await _wakes.Reader.ReadAsync(cancellationToken);
            }
        }
        finally
        {
            if (cancellationToken.IsCancellationRequested)
            {
                await RestAllAsync(wire);
            }
        }
    }

    private async Task<ModbusReply> AskAsync(IModbusWire wire, ModbusBoard board, ModbusRequest request,
        CancellationToken cancellationToken)
    {
        if (!board.Agenda.IsOffline)
        {
            return await wire.AskAsync(board.Unit, request, board.AnswerWithin, CancellationToken.None, cancellationToken);
        }

        using var probe = new CancellationTokenSource();
        lock (_gate)
        {
            _probe = probe;
        }

        try
        {
            return await wire.AskAsync(board.Unit, request, board.AnswerWithin, probe.Token, cancellationToken);
        }
        finally
        {
            lock (_gate)
            {
                _probe = null;
            }
        }
    }

    private void ApplyAll()
    {
        foreach (var board in _boards)
        {
            board.Agenda.Apply();
        }
    }

    /// <summary>The last orders: every relay at rest, and the answer waited for.</summary>
    private async Task RestAllAsync(IModbusWire wire)
    {
        using var late = new CancellationTokenSource(_endWithin, _time);
        try
        {
            foreach (var board in _boards)
            {
                foreach (var relay in board.Relays)
                {
                    relay.Dispose();
                }

                for (var left = board.Agenda.IsOffline ? 1 : BoardScheduler.MissesToOffline; left > 0
                    && board.Agenda.LastWrite() is { } request;)
                {
                    var reply = await wire.AskAsync(board.Unit, request, board.AnswerWithin, CancellationToken.None, late.Token);
                    board.Agenda.Handle(request, reply);
                    left -= reply.Outcome == ModbusOutcome.Done ? 0 : 1;
                }
            }
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException)
        {
            _onReport(new DeviceReport(Options.Id, DeviceCondition.Offline, $"the relays could not all be rested at the end: "
                + $"{gone.Message}"));
        }
    }

    private void Report(DeviceCondition condition, string? detail)
    {
        if (_online != (condition == DeviceCondition.Online) || _why != detail)
        {
            (_online, _why) = (condition == DeviceCondition.Online, detail);
            _onReport(new DeviceReport(Options.Id, condition, detail));
        }
    }
}
