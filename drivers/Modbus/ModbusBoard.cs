using Zhuhui.Edge.Drivers.Boards;
using Zhuhui.Edge.Drivers.Readers;

namespace Zhuhui.Edge.Drivers.Modbus;

/// <summary>
/// One relay and input board on a Modbus bus. It owns its relays and inputs; its bus's loop asks it what to send next and tells it the
/// answers. Orders and states never wait for the board.
/// </summary>
public sealed class ModbusBoard : IBoard
{
    private readonly Lock _gate = new();
    private readonly BoardOptions _options;
    private readonly ModbusBus _bus;
    private readonly TimeProvider _time;
    private ModbusRelay[] _relays = [];
    private ModbusInput[] _inputs = [];

    internal ModbusBoard(BoardOptions options, ModbusBus bus, TimeProvider time, Action<DeviceReport> onReport)
    {
        _options = options;
        _bus = bus;
        _time = time;
        Table = new RelayTable(options.RelayRegisters);
        Agenda = new BoardScheduler(this, options, time, onReport);
    }

    public string Id => _options.Id;

    internal byte Unit => (byte)_options.Unit;

    internal TimeSpan AnswerWithin => TimeSpan.FromMilliseconds(_options.AnswerMs);

    internal BoardScheduler Agenda { get; }

    internal RelayTable Table { get; }

    /// <summary>In the order of their pins.</summary>
    internal IReadOnlyList<ModbusRelay> Relays => Volatile.Read(ref _relays);

    internal IReadOnlyList<ModbusInput> Inputs => Volatile.Read(ref _inputs);

    /// <summary>Opens a relay at rest: whatever its coil is now, it is rested as soon as the board answers.</summary>
    /// <exception cref="BoardException">The board has no such relay, or it has another user.</exception>
    public IRelay OpenRelay(RelayOptions options)
    {
        RequireThisBoard(options.Board);
        if (options.ActiveLow && _options.Pulse is not null)
        {
            throw new BoardException(
                $"Board '{Id}', pin {options.Pin}: a relay that rests with its coil on cannot be held by a pulse. Remove the board's pulse "
                + "or the relay's activeLow in the site file.");
        }

        lock (_gate)
        {
            RequireFree(options.Pin, _options.Relays, "relays", _relays.Any(relay => relay.Pin == options.Pin));
            var relay = new ModbusRelay(this, options, _options.Pulse, _time);
            Volatile.Write(ref _relays, [.. _relays.Append(relay).OrderBy(other => other.Pin)]);
            return relay;
        }
    }

    /// <summary>Opens an input, unknown until the board has answered; <paramref name="onChange"/> hears each change, the first one
    /// too.</summary>
    /// <exception cref="BoardException">The board has no such input, it has another user, or its supervision makes no sense.</exception>
    public IInput OpenInput(InputOptions options, Action<InputState> onChange)
    {
        RequireThisBoard(options.Board);
        if (options.Supervision?.Problems() is [var problem, ..])
        {
            throw new BoardException($"Board '{Id}', pin {options.Pin}: {problem}. Correct its supervision in the site file.");
        }

        lock (_gate)
        {
            var input = new ModbusInput(this, options, onChange, _time);
            var alike = _inputs.Where(other => other.IsSupervised == input.IsSupervised);
            RequireFree(options.Pin, _options.Inputs, "inputs", alike.Any(other => other.Pin == options.Pin));
            if (input.IsSupervised && alike.Any(other => Math.Abs(other.Pin - options.Pin) >= ModbusRequest.MostRegisters))
            {
                throw new BoardException($"Board '{Id}', pin {options.Pin}: supervised inputs of one board may lie at most "
                    + $"{ModbusRequest.MostRegisters - 1} apart.");
            }

            Volatile.Write(ref _inputs, [.. _inputs.Append(input).OrderBy(other => other.Pin)]);
            return input;
        }
    }

    /// <exception cref="BoardException">Always: a reader's bits are too short for a bus.</exception>
    public IDisposable OpenReader(ReaderOptions options, CardFormats formats, ReaderListener listener) => throw new BoardException(
        $"Reader '{options.Id}': board '{Id}' is on a Modbus bus, which is too slow for a reader's lines. Wire it to a "
        + "gpio board in the site file.");

    /// <summary>Puts these relays to rest over a connection of its own, within about three seconds. For a process whose bus does not run: a
    /// serial line has one user at a time.</summary>
    /// <returns>One line for each relay that could not be rested.</returns>
    public IReadOnlyList<string> RestAll(IEnumerable<RelayOptions> relays) => RestOnce.Run(_bus.Options, _options, [.. relays], _time);

    /// <summary>Rests the relays; a running bus writes it at once.</summary>
    /// <exception cref="BoardException">The bus has ended and could not rest some relays.</exception>
    public void Dispose()
    {
        foreach (var relay in Relays)
        {
            relay.Dispose();
        }

        if (!_bus.IsRunning && Relays.Where(relay => relay.MayBeOn).Select(relay => relay.Pin).ToList() is [_, ..] left)
        {
            throw new BoardException($"Board '{Id}': relay {string.Join(", ", left)} may still be energised. Run 'zhuhui-edge rest'.");
        }
    }

    internal void Hasten()
    {
        Agenda.Hasten();
        _bus.Wake();
    }

    internal void Close(ModbusInput input)
    {
        lock (_gate)
        {
            Volatile.Write(ref _inputs, [.. _inputs.Where(other => other != input)]);
        }
    }

    private void RequireFree(int pin, int count, string what, bool taken)
    {
        if (pin >= count)
        {
            throw new BoardException($"Board '{Id}' has no pin {pin} among its {count} {what}. Correct the pin, or the board's number of "
                + $"{what}, in the site file.");
        }

        if (taken)
        {
            throw new BoardException($"Board '{Id}', pin {pin} of its {what}: it has another user already. Give one of them "
                + "another pin in the site file.");
        }
    }

    private void RequireThisBoard(string board)
    {
        if (board != Id)
        {
            throw new ArgumentException($"This part is wired to board '{board}', not to '{Id}'.", nameof(board));
        }
    }
}
