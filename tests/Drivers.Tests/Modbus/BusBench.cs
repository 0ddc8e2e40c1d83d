using System.Collections.Concurrent;
using Xunit;
using Zhuhui.Edge.Drivers.Boards;
using Zhuhui.Edge.Drivers.Modbus;
using Zhuhui.Edge.Drivers.Modbus.Wires;
using Zhuhui.Edge.Drivers.Serial;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Drivers.Tests.Modbus;

/// <summary>A bus with two boards whose other end is pymodbus, over TCP or a pair of pseudo-terminals.</summary>
internal sealed class BusBench : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly SerialPair? _pair;
    private readonly Task _loop;
    private OtherProgram? _server;
    private int _port;

    public BusBench(BusKind kind, Func<Stream, Stream>? disturb = null, BoardOptions? first = null)
    {
        _pair = kind == BusKind.ModbusRtu ? new SerialPair() : null;
        try
        {
            StartServer();
        }
        catch (InvalidOperationException)
        {
            _pair?.Dispose();
            throw;
        }

        Options = new BusOptions
        {
            Id = "rs485",
            Kind = kind,
            Device = _pair?.Near ?? "",
            Baud = 115200,
            Host = "127.0.0.1",
            Port = Math.Max(1, _port)
        };
        BoardOptions[] boards = [(first ?? new BoardOptions()) with { Id = "one", Kind = BoardKind.Modbus, Unit = 1 }, new() { Id = "two",
            Kind = BoardKind.Modbus, Unit = 2 }];
        Bus = disturb is null
            ? new ModbusBus(Options, boards, TimeProvider.System, Reports.Enqueue)
            : new ModbusBus(Options, boards, TimeProvider.System, Reports.Enqueue, _ => Task.FromResult<IModbusWire>(
                new RtuWire(disturb(SerialLine.Open(Options)), Options.Baud, TimeProvider.System)));
        One = Bus.Boards[0];
        Two = Bus.Boards[1];
        Relay = One.OpenRelay(new RelayOptions { Board = "one", Pin = 3 });
        OtherRelay = Two.OpenRelay(new RelayOptions { Board = "two", Pin = 0 });
        Input = One.OpenInput(new InputOptions { Board = "one", Pin = 5, ActiveLow = false, DebounceMs = 0 }, Changes.Enqueue);
        OtherInput = Two.OpenInput(new InputOptions { Board = "two", Pin = 0, ActiveLow = false, DebounceMs = 0 }, OtherChanges.Enqueue);
        _loop = Bus.RunAsync(_stop.Token);
    }

    public BusOptions Options { get; }

    public ModbusBus Bus { get; }

    public ModbusBoard One { get; }

    public ModbusBoard Two { get; }

    public IRelay Relay { get; }

    public IRelay OtherRelay { get; }

    public IInput Input { get; }

    public IInput OtherInput { get; }

    public ConcurrentQueue<DeviceReport> Reports { get; } = new();

    public ConcurrentQueue<InputState> Changes { get; } = new();

    public ConcurrentQueue<InputState> OtherChanges { get; } = new();

    public string Say(string line) => _server!.Say(line);

    public void Reads(string line, string expected) => Eventually.Is(() => Say(line) == expected,
        $"'{line}' never reads {expected}; {string.Join("; ", Reports)}");

    public void InputIs(InputState state) => Eventually.Is(() => Input.State == state,
        $"the input stays {Input.State}; {string.Join("; ", Reports)}");

    public void Reported(string device, DeviceCondition condition, int times = 1) => Eventually.Is(
        () => Reports.Count(report => report.Device == device && report.Condition == condition) >= times,
        $"'{device}' never reports {condition} {times} times: {string.Join("; ", Reports)}");

    public void Reported(string words) => Eventually.Is(
        () => Reports.Any(report => report.Detail?.Contains(words, StringComparison.Ordinal) == true),
        $"nothing reports '{words}': {string.Join("; ", Reports)}");

    public void StartServer()
    {
        _server = _pair is null
            ? OtherProgram.Pymodbus("tcp", _port.ToString(), "1", "2")
            : OtherProgram.Pymodbus("rtu", _pair.Far, "1", "2");
        _port = int.Parse(_server.ReadLine()["ready ".Length..]);
    }

    public void KillServer()
    {
        _server?.Dispose();
        _server = null;
    }

    public void Unplug() => _pair!.Unplug();

    public void Plug() => _pair!.Plug();

    public void Stop()
    {
        _stop.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => _loop.WaitAsync(Eventually.Patience).GetAwaiter().GetResult());
    }

    public void Dispose()
    {
        if (!_loop.IsCompleted)
        {
            Stop();
        }

        KillServer();
        _pair?.Dispose();
        _stop.Dispose();
    }
}
