using CsCheck;
using Microsoft.Extensions.Time.Testing;
using Xunit;
using Zhuhui.Edge.Drivers.Boards;
using Zhuhui.Edge.Drivers.Modbus;

namespace Zhuhui.Edge.Drivers.Tests.Modbus;

/// <summary>What the board is told, on a fake clock, with the board's coil in the test's hand.</summary>
public sealed class ModbusRelayTests
{
    private static readonly Gen<(string Name, int Ms)> _step = Gen.OneOf(
        Gen.Int[1, 5000].Select(ms => ("energise", ms)),
        Gen.Int[1, 2000].Select(ms => ("advance", ms)),
        Gen.Const(("rest", 0)),
        Gen.Const(("serve", 0)),
        Gen.Const(("answer lost", 0)),
        Gen.Const(("request lost", 0)),
        Gen.Const(("line lost", 0)),
        Gen.Const(("board restarted", 0)),
        Gen.Const(("coil forced on", 0)));

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void Whatever_fails_no_order_is_written_past_its_bound_or_late_and_a_board_that_answers_has_what_is_wanted(bool activeLow,
        bool pulse) =>
        _step.Array[1, 40].Sample(
            steps =>
            {
                var time = new FakeTimeProvider();
                var bus = new ModbusBus(
                    new BusOptions { Id = "bus" },
                    [new BoardOptions { Id = "box", Pulse = pulse ? new PulseOptions() : null }],
                    time,
                    _ => { },
                    _ => throw new IOException("no line"));
                var board = bus.Boards[0];
                var relay = board.OpenRelay(new RelayOptions { Board = "box", Pin = 2, ActiveLow = activeLow });
                var energisedCoil = !activeLow;
                var coil = energisedCoil;
                var toldAt = time.GetUtcNow();
                var until = time.GetUtcNow();
                var onSinceTold = false;
                foreach (var (name, ms) in steps)
                {
                    switch (name)
                    {
                        case "energise":
                            relay.Energise(TimeSpan.FromMilliseconds(ms));
                            toldAt = time.GetUtcNow();
                            until = toldAt.AddMilliseconds(ms);
                            onSinceTold = coil == energisedCoil;
                            break;
                        case "advance":
                            time.Advance(TimeSpan.FromMilliseconds(ms));
                            board.Agenda.Apply();
                            break;
                        case "rest":
                            relay.Rest();
                            until = time.GetUtcNow();
                            break;
                        case "line lost":
                            board.Agenda.Lose("test");
                            break;
                        case "board restarted":
                            coil = false;
                            onSinceTold |= coil == energisedCoil;
                            break;
                        case "coil forced on":
                            // The board then answers that the order is fulfilled.
                            coil = energisedCoil;
                            onSinceTold = true;
                            break;
                        case "serve":
                            board.Agenda.PollNow();
                            for (var i = 0; i < 20 && Next() is { } request; i++)
                            {
                                if (!Execute(request))
                                {
                                    return false;
                                }

                                board.Agenda.Handle(request, Answer(request));
                            }

                            if (coil != (relay.IsEnergised == energisedCoil))
                            {
                                return false;
                            }

                            break;
                        default:
                            if (Next() is { } lost)
                            {
                                if (name == "answer lost" && !Execute(lost))
                                {
                                    return false;
                                }

                                board.Agenda.Handle(lost, ModbusReply.Silent);
                            }

                            break;
                    }

                    if (relay.IsEnergised && time.GetUtcNow() >= until)
                    {
                        return false;
                    }
                }

                return true;

                ModbusRequest? Next()
                {
                    board.Agenda.Apply();
                    return board.Agenda.NextWrite() ?? board.Agenda.NextPoll();
                }

                bool Execute(ModbusRequest request)
                {
                    if (request.Function != ModbusFunction.WriteSingleCoil)
                    {
                        return true;
                    }

                    coil = request.Value != 0;
                    var late = time.GetUtcNow() - toldAt >= TimeSpan.FromSeconds(1) && !onSinceTold;
                    onSinceTold |= coil == energisedCoil;
                    return coil != energisedCoil || (time.GetUtcNow() < until && !late);
                }

                ModbusReply Answer(ModbusRequest request) => request.Function == ModbusFunction.ReadCoils
                    ? new ModbusReply(ModbusOutcome.Done, new[] { coil ? (byte)1 : (byte)0 })
                    : new ModbusReply(ModbusOutcome.Done);
            },
            iter: 3_000);
}
