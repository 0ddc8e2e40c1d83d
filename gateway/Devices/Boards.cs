using Zhuhui.Edge.Drivers.Boards;
using Zhuhui.Edge.Drivers.Gpio;
using Zhuhui.Edge.Drivers.Modbus;
using Zhuhui.Edge.Drivers.Readers;
using Zhuhui.Edge.Gateway.Site;

namespace Zhuhui.Edge.Gateway.Devices;

/// <summary>Opens a board with pins, whose reports must not wait.</summary>
/// <exception cref="BoardException">It cannot be opened.</exception>
internal delegate IBoard OpenPins(BoardOptions options, Action<DeviceReport> report);

/// <summary>The site's boards, opened once, on pins or on a bus. Opening a relay puts it at rest, and so does disposing of it. A board that
/// fails keeps none of the others from being opened or rested.</summary>
internal sealed class Boards : IDisposable
{
    private readonly Dictionary<string, IBoard> _boards = new(StringComparer.Ordinal);
    private readonly IReadOnlyList<ModbusBus> _buses;

    /// <param name="report">Hears what becomes of boards and buses that can be lost while the gateway runs.</param>
    /// <param name="openPins">Opens a board with pins; null for the machine's own.</param>
    /// <exception cref="BoardException">Some boards cannot be opened; the message has a line for each.</exception>
    public Boards(SiteFile site, Action<DeviceReport> report, TimeProvider time, ILoggerFactory logs, OpenPins? openPins = null)
    {
        Wires = new Wires(time);
        openPins ??= (options, heard) => options.Kind == BoardKind.Gpio
            ? LateBoard.Open(options.Id, () => OpenBoard(options, heard), heard, time)
            : OpenBoard(options, heard);
        _buses = [.. BusesOf(site.Boards, site.Buses).Select(b => new ModbusBus(b.Bus, b.Boards, time, report))];
        foreach (var board in _buses.SelectMany(b => b.Boards))
        {
            _boards[board.Id] = board;
        }

        GpioBoard OpenBoard(BoardOptions options, Action<DeviceReport> heard) => GpioBoard.Open(options, site.DataFolder, time,
            logs.CreateLogger<GpioBoard>(), report: heard);

        List<string> failures = [];
        foreach (var options in site.Boards.Where(b => b.Kind != BoardKind.Modbus))
        {
            try
            {
                _boards[options.Id] = openPins(options, report);
            }
            catch (BoardException refused)
            {
                failures.Add(refused.Message);
            }
        }

        if (failures.Count > 0)
        {
            Dispose();
            throw new BoardException(string.Join(Environment.NewLine, failures));
        }
    }

    /// <summary>All wires as they stand.</summary>
    public Wires Wires { get; }

    /// <summary>The Modbus buses that have boards, and their boards.</summary>
    private static IEnumerable<(BusOptions Bus, IReadOnlyList<BoardOptions> Boards)> BusesOf(IReadOnlyList<BoardOptions> boards,
        IReadOnlyList<BusOptions> buses) =>
        from bus in buses
        let there = boards.Where(b => b.Kind == BoardKind.Modbus && b.Bus == bus.Id).ToArray()
        where there.Length > 0
        select (bus, (IReadOnlyList<BoardOptions>)there);

    public IRelay OpenRelay(RelayOptions options) => Wires.Keep(options, _boards[options.Board].OpenRelay(options));

    public IInput OpenInput(InputOptions options, Action<InputState> onChange) =>
        Wires.Keep(options, heard => _boards[options.Board].OpenInput(options, heard), onChange);

    /// <summary>Opens a Wiegand reader.</summary>
    public IDisposable OpenReader(ReaderOptions options, CardFormats formats, ReaderListener listener) =>
        _boards[options.Board].OpenReader(options, formats, listener);

    /// <summary>Serves the buses until stopped; each is a loop of its own, and rests its relays when it ends.</summary>
    public IEnumerable<Task> Run(CancellationToken cancellationToken) => _buses.Select(bus => bus.RunAsync(cancellationToken));

    /// <exception cref="BoardException">Some relays could not be rested; those of all other boards are.</exception>
    public void Dispose()
    {
        List<string> failures = [];
        foreach (var board in _boards.Values)
        {
            try
            {
                board.Dispose();
            }
            catch (BoardException refused)
            {
                failures.Add(refused.Message);
            }
        }

        _boards.Clear();
        if (failures.Count > 0)
        {
            throw new BoardException(string.Join(Environment.NewLine, failures));
        }
    }
}
