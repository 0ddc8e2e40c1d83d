using Microsoft.Extensions.Time.Testing;
using Zhuhui.Edge.Drivers.Boards;
using Zhuhui.Edge.Drivers.Modbus;
using static Zhuhui.Edge.Drivers.Tests.Modbus.UnwillingBoardTests;

namespace Zhuhui.Edge.Drivers.Tests.Modbus;

/// <summary>A Modbus board that may not do as it is told, on a fake clock, its coil in the test's hand. It has answered once.</summary>
internal sealed class UnwillingBench
{
    private const int Pin = 2;

    private readonly ModbusBoard _board;

    public UnwillingBench(bool activeLow = false)
    {
        var bus = new ModbusBus(new BusOptions { Id = "bus" }, [new BoardOptions { Id = "box" }], Time, Reports.Add,
            _ => throw new IOException("no line"));
        _board = bus.Boards[0];
        Relay = _board.OpenRelay(new RelayOptions { Board = "box", Pin = Pin, ActiveLow = activeLow });
        Serve(500);
    }

    public FakeTimeProvider Time { get; } = new();

    public List<DeviceReport> Reports { get; } = [];

    public List<ModbusFunction> Writes { get; } = [];

    public IRelay Relay { get; }

    public Board Kind { get; set; } = Board.Works;

    public bool Coil { get; set; }

    /// <summary>Told that the board has said what its coil is.</summary>
    public event Action? CoilRead;

    public void Serve(int ms)
    {
        for (var left = ms; left > 0; left -= 10)
        {
            for (var i = 0; i < 20 && Next() is { } request; i++)
            {
                var reply = Answer(request);
                _board.Agenda.Handle(request, reply);
                if (request.Function == ModbusFunction.ReadCoils && reply.Outcome == ModbusOutcome.Done)
                {
                    CoilRead?.Invoke();
                }
            }

            Time.Advance(TimeSpan.FromMilliseconds(10));
        }
    }

    private ModbusRequest? Next()
    {
        _board.Agenda.Apply();
        return _board.Agenda.NextWrite() ?? _board.Agenda.NextPoll();
    }

    private ModbusReply Answer(ModbusRequest request)
    {
        if (Kind == Board.Gone)
        {
            return ModbusReply.Silent;
        }

        if (request.Function == ModbusFunction.ReadCoils)
        {
            return Kind == Board.RefusesReads ? new ModbusReply(ModbusOutcome.Refused, Exception: 1)
                : Kind == Board.Spoils ? ModbusReply.Garbled
                : new ModbusReply(ModbusOutcome.Done, new[] { Coil ? (byte)1 : (byte)0 });
        }

        if (request.Function is not (ModbusFunction.WriteSingleCoil or ModbusFunction.WriteMultipleCoils))
        {
            return new ModbusReply(ModbusOutcome.Done);
        }

        Writes.Add(request.Function);
        var isSingle = request.Function == ModbusFunction.WriteSingleCoil;
        switch (Kind)
        {
            case Board.KnowsSeveralCoilsOnly when isSingle:
            case Board.Refuses:
                return new ModbusReply(ModbusOutcome.Refused, Exception: 1);
            case Board.Fails:
                return new ModbusReply(ModbusOutcome.Refused, Exception: 4);
            case Board.SilentToWrites:
                return ModbusReply.Silent;
            case Board.Works or Board.KnowsSeveralCoilsOnly or Board.RefusesReads or Board.Spoils:
                Coil = isSingle ? request.Value != 0 : (request.Pdu[6] & 1) != 0;
                return Kind == Board.Spoils ? ModbusReply.Garbled : new ModbusReply(ModbusOutcome.Done);
            default:
                return new ModbusReply(ModbusOutcome.Done);
        }
    }
}
