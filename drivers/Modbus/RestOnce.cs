using Zhuhui.Edge.Drivers.Boards;
using Zhuhui.Edge.Drivers.Modbus.Wires;

namespace Zhuhui.Edge.Drivers.Modbus;

/// <summary>Rests relays over a connection of its own, without a loop: the rest command after the gateway has died. A relay rests once it
/// was read back so; the board's word for a write is none.</summary>
internal sealed class RestOnce
{
    private const int Tries = 3;
    private static readonly TimeSpan _within = TimeSpan.FromSeconds(3);

    private readonly BoardOptions _board;
    private readonly RelayTable _table;
    private readonly IModbusWire _wire;
    private readonly CancellationToken _late;

    private RestOnce(BoardOptions board, IModbusWire wire, CancellationToken late) =>
        (_board, _table, _wire, _late) = (board, new RelayTable(board.RelayRegisters), wire, late);

    public static IReadOnlyList<string> Run(BusOptions bus, BoardOptions board, IReadOnlyList<RelayOptions> relays, TimeProvider time) =>
        Task.Run(() => RunAsync(bus, board, relays, time)).GetAwaiter().GetResult();

    private static async Task<IReadOnlyList<string>> RunAsync(BusOptions bus, BoardOptions board, IReadOnlyList<RelayOptions> relays,
        TimeProvider time)
    {
        List<string> failures = [];
        using var late = new CancellationTokenSource(_within, time);
        var tried = 0;
        try
        {
            using var wire = await BusWire.OpenAsync(bus, time, static _ => { }, late.Token);
            var rest = new RestOnce(board, wire, late.Token);
            for (; tried < relays.Count; tried++)
            {
                if (await rest.ObstacleAsync(relays[tried]) is { } why)
                {
                    failures.Add(Failure(relays[tried], why));
                }
            }
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException)
        {
            failures.AddRange(relays.Skip(tried).Select(relay => Failure(relay, gone is IOException ? gone.Message
                : "it takes too long")));
        }

        return failures;

        string Failure(RelayOptions relay, string why) =>
            $"Board '{board.Id}', pin {relay.Pin}: the relay cannot be put at rest over bus '{bus.Id}'. Cut its supply, then "
                + $"look at the board. ({why})";
    }

    /// <summary>Rests a relay; what stands in the way, null where it was seen at rest.</summary>
    private async Task<string?> ObstacleAsync(RelayOptions relay)
    {
        var reply = await AskAsync(_table.WriteOne(relay.Pin, relay.ActiveLow));
        if (reply is { Outcome: ModbusOutcome.Refused, Exception: 1 })
        {
            reply = await AskAsync(_table.WriteSeveral(relay.Pin, [relay.ActiveLow]));
        }

        if (reply.Outcome != ModbusOutcome.Done)
        {
            return Words(reply);
        }

        var (first, read) = (relay.Pin, await AskAsync(_table.Read(relay.Pin, 1)));
        if (read.IsOfAddressOrCount)
        {
            (first, read) = (0, await AskAsync(_table.Read(0, _board.Relays)));
        }

        return read.Outcome != ModbusOutcome.Done ? $"it was written and cannot be read back: {Words(read)}"
            : _table.IsOn(read, relay.Pin - first) is not { } isOn ? RelayTable.WordsOf(read, relay.Pin - first)
            : isOn == relay.ActiveLow ? null
            : "the board says that it is done, and the relay has not moved";
    }

    private async Task<ModbusReply> AskAsync(ModbusRequest request)
    {
        var reply = ModbusReply.Silent;
        for (var i = 0; i < Tries && reply.IsMissing; i++)
        {
            reply = await _wire.AskAsync((byte)_board.Unit, request, TimeSpan.FromMilliseconds(_board.AnswerMs), CancellationToken.None,
                _late);
        }

        return reply;
    }

    private string Words(ModbusReply reply) => reply.Outcome == ModbusOutcome.Refused ? $"it answers '{reply.Refusal}'"
        : $"unit {_board.Unit} {reply.Missing}";
}
