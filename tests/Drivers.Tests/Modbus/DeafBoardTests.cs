using Xunit;
using Zhuhui.Edge.Drivers.Boards;
using Zhuhui.Edge.Drivers.Modbus;
using Zhuhui.Edge.Drivers.Modbus.Wires;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Drivers.Tests.Modbus;

/// <summary>Two boards on one serial line, each deaf to the request that follows the other's answer, as pymodbus 3.0 is.</summary>
public sealed class DeafBoardTests
{
    [Fact]
    public void Boards_that_miss_what_follows_another_s_answer_are_online_and_do_as_they_are_told()
    {
        var line = new SharedLine();
        using var bus = new Running(line);
        foreach (var (relay, unit) in bus.Relays)
        {
            relay.Energise(TimeSpan.FromSeconds(60));
            bus.Is(() => relay.IsConfirmed && line.Coils[unit], "it is not energised");
            relay.Rest();
            bus.Is(() => relay.IsConfirmed && !line.Coils[unit], "it is not at rest");
        }

        Assert.True(line.Missed > 0);
        Assert.DoesNotContain(bus.Reports, report => report.Condition == DeviceCondition.Offline);
    }

    [Fact]
    public void A_deaf_board_that_was_lost_is_found_again_while_the_other_one_goes_on_answering()
    {
        var line = new SharedLine();
        using var bus = new Running(line);
        bus.Is(() => bus.Reports.Count(report => report.Condition == DeviceCondition.Online) >= 3, "the boards do not answer");
        line.Away = 2;
        bus.Is(() => bus.Reports.Any(report => report is { Device: "two", Condition: DeviceCondition.Offline }), "it is not lost");
        line.Away = 0;
        bus.Is(() => bus.Reports.Count(report => report is { Device: "two", Condition: DeviceCondition.Online }) == 2, "it is not found");
        Assert.DoesNotContain(bus.Reports, report => report is { Device: "one", Condition: DeviceCondition.Offline });
    }

    private sealed class Running : IDisposable
    {
        private readonly CancellationTokenSource _stop = new();
        private readonly Task _loop;

        public Running(SharedLine line)
        {
            BoardOptions Board(string id, int unit) => new() { Id = id, Kind = BoardKind.Modbus, Unit = unit, AnswerMs = 20 };
            var bus = new ModbusBus(new BusOptions { Id = "rs485" }, [Board("one", 1), Board("two", 2)], TimeProvider.System,
                Reports.Enqueue, _ => Task.FromResult<IModbusWire>(line));
            Relays = [.. bus.Boards.Select(board => (board.OpenRelay(new RelayOptions { Board = board.Id }), (int)board.Unit))];
            _loop = bus.RunAsync(_stop.Token);
        }

        public IReadOnlyList<(IRelay Relay, int Unit)> Relays { get; }

        public System.Collections.Concurrent.ConcurrentQueue<DeviceReport> Reports { get; } = new();

        public void Is(Func<bool> condition, string what) => Eventually.Is(condition, $"{what}: {string.Join("; ", Reports)}");

        public void Dispose()
        {
            _stop.Cancel();
            ((IAsyncResult)_loop).AsyncWaitHandle.WaitOne(Eventually.Patience);
            _stop.Dispose();
        }
    }

    private sealed class SharedLine : IModbusWire
    {
        private int _deaf;

        public bool[] Coils { get; } = new bool[3];

        public int Missed { get; private set; }

        /// <summary>A unit that answers nothing; 0 for none.</summary>
        public volatile int Away;

        public async Task<ModbusReply> AskAsync(byte unit, ModbusRequest request, TimeSpan within, CancellationToken hurry,
            CancellationToken cancel)
        {
            await Task.Yield();
            if (unit == Away || unit == _deaf)
            {
                // Whatever it is asked, it has heard the line's next frame.
                Missed += unit == _deaf ? 1 : 0;
                _deaf = unit == _deaf ? 0 : _deaf;
                await Task.Delay(within, cancel);
                return ModbusReply.Silent;
            }

            _deaf = unit == 1 ? 2 : 1;
            if (request.Function == ModbusFunction.ReadCoils)
            {
                return new ModbusReply(ModbusOutcome.Done, new[] { Coils[unit] ? (byte)1 : (byte)0 });
            }

            Coils[unit] = request.Value != 0;
            return new ModbusReply(ModbusOutcome.Done);
        }

        public void Dispose()
        {
        }
    }
}
