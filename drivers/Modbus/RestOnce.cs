using Zhuhui.Edge.Drivers.Boards;
using Zhuhui.Edge.Drivers.Modbus.Wires;

namespace Zhuhui.Edge.Drivers.Modbus;

/// <summary>Rests relays over a connection of its own, without a loop: the rest command after the gateway has died.</summary>
internal static class RestOnce
{
    private const int Tries = 3;
    private static readonly TimeSpan _within = TimeSpan.FromSeconds(3);

    public static IReadOnlyList<string> Run(BusOptions bus, BoardOptions board, IReadOnlyList<RelayOptions> relays, TimeProvider time) =>
        Task.Run(() => RunAsync(bus, board, relays, time)).GetAwaiter().GetResult();

    private static async Task<IReadOnlyList<string>> RunAsync(BusOptions bus, BoardOptions board, IReadOnlyList<RelayOptions> relays,
        TimeProvider time)
    {
        List<string> failures = [];
        using var late = new CancellationTokenSource(_within, time);
        var rested = 0;
        try
        {
            using var wire = await BusWire.OpenAsync(bus, time, static _ => { }, late.Token);
            for (; rested < relays.Count; rested++)
            {
                var relay = relays[rested];
                var reply = ModbusReply.Silent;
                for (var i = 0; i < Tries && reply.Outcome != ModbusOutcome.Done; i++)
                {
                    reply = await wire.AskAsync(
                        (byte)board.Unit,
                        new RelayTable(board.RelayRegisters).WriteOne(relay.Pin, relay.ActiveLow),
                        TimeSpan.FromMilliseconds(board.AnswerMs),
                        CancellationToken.None,
                        late.Token);
                }

                if (reply.Outcome != ModbusOutcome.Done)
                {
                    failures.Add(Failure(relay, reply.Outcome == ModbusOutcome.Refused ? $"it answers '{reply.Refusal}'"
                        : $"unit {board.Unit} does not answer"));
                }
            }
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException)
        {
            failures.AddRange(relays.Skip(rested).Select(relay => Failure(relay, gone is IOException ? gone.Message
                : "it takes too long")));
        }

        return failures;

        string Failure(RelayOptions relay, string why) =>
            $"Board '{board.Id}', pin {relay.Pin}: the relay cannot be put at rest over bus '{bus.Id}'. Cut its supply, then "
                + $"look at the board. ({why})";
    }
}
