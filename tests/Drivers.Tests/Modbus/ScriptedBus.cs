using System.Collections.Concurrent;
using Zhuhui.Edge.Drivers.Boards;
using Zhuhui.Edge.Drivers.Modbus;
using Zhuhui.Edge.Tests.Support;
using Zhuhui.Edge.Tests.Support.Modbus;

namespace Zhuhui.Edge.Drivers.Tests.Modbus;

/// <summary>A bus on a real socket with one board at its other end, as obliging as the test has it.</summary>
internal sealed class ScriptedBus : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _loop;

    public ScriptedBus(BusKind kind = BusKind.ModbusTcp, BoardOptions? board = null, Action<ModbusTcpBoard>? script = null)
    {
        There = new ModbusTcpBoard(kind == BusKind.ModbusRtuOverTcp);
        script?.Invoke(There);
        Options = new BusOptions { Id = "bus", Kind = kind, Host = "127.0.0.1", Port = There.Port };
        Board = (board ?? new BoardOptions()) with { Id = "box", Kind = BoardKind.Modbus, Bus = "bus" };
        var bus = new ModbusBus(Options, [Board], TimeProvider.System, Reports.Enqueue);
        Here = bus.Boards[0];
        Relay = Here.OpenRelay(new RelayOptions { Board = "box", Pin = 3 });
        Other = Here.OpenRelay(new RelayOptions { Board = "box", Pin = 4 });
        Input = Here.OpenInput(new InputOptions { Board = "box", Pin = 5, ActiveLow = false, DebounceMs = 0 }, Changes.Enqueue);
        _loop = bus.RunAsync(_stop.Token);
    }

    public ModbusTcpBoard There { get; }

    public BusOptions Options { get; }

    public BoardOptions Board { get; }

    public ModbusBoard Here { get; }

    public IRelay Relay { get; }

    /// <summary>The relay beside it.</summary>
    public IRelay Other { get; }

    public IInput Input { get; }

    public ConcurrentQueue<DeviceReport> Reports { get; } = new();

    public ConcurrentQueue<InputState> Changes { get; } = new();

    public void Is(Func<bool> condition, string what) => Eventually.Is(condition, $"{what}: {string.Join("; ", Reports)}");

    public void Dispose()
    {
        _stop.Cancel();
        ((IAsyncResult)_loop).AsyncWaitHandle.WaitOne(Eventually.Patience);
        There.Dispose();
        _stop.Dispose();
    }
}
