using System.Device.Gpio;
using Microsoft.Extensions.Logging;
using Zhuhui.Edge.Drivers.Boards;
using Zhuhui.Edge.Drivers.Pins;
using Zhuhui.Edge.Drivers.Readers;
using Zhuhui.Edge.Drivers.Simulated;
using Zhuhui.Edge.Drivers.Wiegand;

namespace Zhuhui.Edge.Drivers.Gpio;

/// <summary>
/// One board with pins. It owns everything opened on it: disposing the board rests its relays and closes its pins. Callbacks run on timer
/// threads and must not throw: an exception there is a bug and ends the process.
/// </summary>
public sealed class GpioBoard : IBoard
{
    private readonly Lock _gate = new();
    private readonly List<IDisposable> _parts = [];
    private readonly BoardPins _pins;
    private readonly PinSocket? _socket;
    private readonly TimeProvider _time;
    private readonly Action<DeviceReport> _report;

    /// <param name="report">Hears that pins can't be set or read any more, and that they can again; must not wait.</param>
    internal GpioBoard(BoardOptions options, GpioDriver driver, PinSocket? socket, TimeProvider time, Action<DeviceReport>? report = null)
    {
        Id = options.Id;
        _pins = new BoardPins(options, driver, time, report);
        _socket = socket;
        _time = time;
        _report = report ?? (static _ => { });
    }

    public string Id { get; }

    public int PinCount => _pins.Count;

    /// <summary>Opens the board; no pin is touched.</summary>
    /// <param name="options">The board of the site file.</param>
    /// <param name="dataFolder">Where a simulated board keeps <c>boards/{id}.pins</c> and <c>boards/{id}.sock</c>.</param>
    /// <param name="time">Measures bounds, debounce times and gaps.</param>
    /// <param name="logger">Told once what was opened.</param>
    /// <param name="listen">Simulated boards only: open the socket that moves pins from outside. The gateway listens, a one-shot command
    /// does not.</param>
    /// <param name="report">Hears that pins can't be set or read any more, and that they can again; must not wait.</param>
    /// <exception cref="BoardException">The chip, the pins file or the socket cannot be opened.</exception>
    public static GpioBoard Open(BoardOptions options, string dataFolder, TimeProvider time, ILogger logger, bool listen = true,
        Action<DeviceReport>? report = null)
    {
        if (options.Kind == BoardKind.Gpio)
        {
            var chip = BoardPins.OpenChip(options);
            var board = new GpioBoard(options, chip, null, time, report);
            logger.BoardOpened(options.Id, options.Chip, board.PinCount);
            return board;
        }

        var folder = Path.Combine(dataFolder, "boards");
        var driver = new SimulatedGpioDriver(PinFile.Open(options.Id, folder));
        try
        {
            var socket = listen ? PinSocket.Listen(options.Id, folder, driver) : null;
            logger.SimulatedBoardOpened(options.Id, folder);
            return new GpioBoard(options, driver, socket, time, report);
        }
        catch (BoardException)
        {
            driver.Dispose();
            throw;
        }
    }

    /// <summary>Opens a relay at rest: the pin becomes an output with the rest level already set, so that nothing clicks.</summary>
    /// <exception cref="BoardException">The pin does not exist, has another user, or cannot be opened.</exception>
    public IRelay OpenRelay(RelayOptions options)
    {
        RequireThisBoard(options.Board);
        lock (_gate)
        {
            return Keep(new Relay(_pins.OpenOutput(options.Pin, Relay.RestLevel(options.ActiveLow), "a relay"), options.ActiveLow, _time));
        }
    }

    /// <summary>Opens an input and reads its level; <paramref name="onChange"/> hears each later debounced change.</summary>
    /// <exception cref="BoardException">The pin does not exist, has another user, or cannot be opened.</exception>
    public IInput OpenInput(InputOptions options, Action<InputState> onChange)
    {
        RequireThisBoard(options.Board);
        if (options.Supervision is not null)
        {
            throw new BoardException($"Board '{Id}', pin {options.Pin}: a supervised line needs a board with analog inputs. Remove its "
                + "supervision in the site file.");
        }

        var mode = options.Pull switch
        {
            InputPull.Up => PinMode.InputPullUp,
            InputPull.Down => PinMode.InputPullDown,
            _ => PinMode.Input,
        };
        lock (_gate)
        {
            var pin = _pins.OpenLevel(options.Pin, mode, "an input");
            try
            {
                return Keep(new DigitalInput(pin, options, _time, onChange));
            }
            catch (BoardException)
            {
                pin.Dispose();
                throw;
            }
        }
    }

    /// <summary>Opens a Wiegand reader.</summary>
    /// <exception cref="BoardException">A pin does not exist, has another user, or cannot be opened; or there is no such card
    /// format.</exception>
    public IDisposable OpenReader(ReaderOptions options, CardFormats formats, ReaderListener listener)
    {
        RequireThisBoard(options.Board);
        var format = formats.Find(options.Format) ?? throw new BoardException(formats.Unknown(options.Id, options.Format));
        if (formats.UnfitForPins(options.Format) is { } unfit)
        {
            throw new BoardException($"Reader '{options.Id}': card format {unfit}. Correct it in the site file.");
        }

        lock (_gate)
        {
            var data0 = _pins.OpenInput(options.Data0Pin, PinMode.InputPullUp, $"DATA0 of reader '{options.Id}'");
            BoardPin? data1 = null;
            try
            {
                data1 = _pins.OpenInput(options.Data1Pin, PinMode.InputPullUp, $"DATA1 of reader '{options.Id}'");
                return Keep(new WiegandReader(options, format, data0, data1, _pins.EdgesInOrder, _time, listener, _report));
            }
            catch (BoardException)
            {
                data0.Dispose();
                data1?.Dispose();
                throw;
            }
        }
    }

    /// <summary>Puts these relays to rest and closes their pins again, each regardless of the others: the one-shot rest command.</summary>
    /// <returns>One line for each relay that could not be rested.</returns>
    public IReadOnlyList<string> RestAll(IEnumerable<RelayOptions> relays)
    {
        List<string> failures = [];
        foreach (var options in relays)
        {
            try
            {
                using var relay = OpenRelay(options);
            }
            catch (BoardException e)
            {
                failures.Add(e.Message);
            }
            catch (Exception e) when (BoardPin.IsRefusal(e))
            {
                failures.Add($"Board '{Id}', pin {options.Pin}: the relay cannot be put at rest. Cut its supply, then look at the board. ("
                    + $"{e.Message})");
            }
        }

        return failures;
    }

    /// <exception cref="BoardException">Some parts could not be rested or closed; all the others are.</exception>
    public void Dispose()
    {
        // From outside first: nothing moves a pin while the parts close.
        _socket?.Dispose();
        List<Exception> failures = [];
        foreach (var part in _parts)
        {
            try
            {
                part.Dispose();
            }
            catch (Exception e) when (BoardPin.IsRefusal(e))
            {
                failures.Add(e);
            }
        }

        _parts.Clear();
        _pins.Dispose();
        if (failures.Count > 0)
        {
            throw new BoardException(
                $"Board '{Id}': {failures.Count} part(s) could not be closed, so a relay may still be energised. "
                + $"Run 'zhuhui-edge rest'. ({string.Join(' ', failures.Select(e => e.Message))})",
                failures[0]);
        }
    }

    private T Keep<T>(T part)
        where T : IDisposable
    {
        _parts.Add(part);
        return part;
    }

    private void RequireThisBoard(string board)
    {
        if (board != Id)
        {
            throw new ArgumentException($"This part is wired to board '{board}', not to '{Id}'.", nameof(board));
        }
    }
}
