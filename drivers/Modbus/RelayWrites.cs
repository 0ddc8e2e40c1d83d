namespace Zhuhui.Edge.Drivers.Modbus;

/// <summary>Which write the relays of one board wait for, and what the answer to it means. Neighbours are written together where the board
/// can do that. The bus's loop alone calls it.</summary>
internal sealed class RelayWrites(ModbusBoard board)
{
    private const byte IllegalFunction = 1;
    private IReadOnlyList<ModbusRelay> _writing = [];

    /// <summary>The write that the board said it does not know; its other one is tried in its place.</summary>
    private ModbusFunction? _unknown;
    private bool _isPulse;

    /// <summary>Null where no relay waits for one.</summary>
    public ModbusRequest? Next()
    {
        var (relays, table) = (board.Relays, board.Table);
        for (var i = 0; i < relays.Count; i++)
        {
            if (!relays[i].NeedsWrite)
            {
                continue;
            }

            List<ModbusRelay> run = [relays[i]];
            while (_unknown != table.Several && run.Count < RelayTable.MostWritten && !run[0].WritesPulse && i + run.Count < relays.Count
                && relays[i + run.Count] is { NeedsWrite: true, WritesPulse: false } next && next.Pin == run[^1].Pin + 1)
            {
                run.Add(next);
            }

            _writing = run;
            _isPulse = run.Count == 1 && run[0].WritesPulse;
            return run.Count == 1 && (_isPulse || _unknown != table.One) ? run[0].Write()
                : table.WriteSeveral(run[0].Pin, [.. run.Select(relay => relay.WriteAmongOthers())]);
        }

        return null;
    }

    /// <summary>The relays that the last request wrote to; none where it was no write. The next call finds none.</summary>
    public IReadOnlyList<ModbusRelay> TakeWritten()
    {
        var written = _writing;
        _writing = [];
        return written;
    }

    /// <param name="written">The relays of the request, as <see cref="TakeWritten"/> gave them.</param>
    /// <param name="done">The board said that it did it; else the reply says why not.</param>
    public void Handle(ModbusRequest request, IReadOnlyList<ModbusRelay> written, bool done, ModbusReply reply)
    {
        if (!done && reply.Exception == IllegalFunction && !_isPulse)
        {
            // Its other way is tried at once; where it knows neither, that is a refusal.
            if (_unknown is null)
            {
                _unknown = request.Function;
                return;
            }

            _unknown = _unknown == request.Function ? _unknown : null;
        }

        foreach (var relay in written)
        {
            if (done)
            {
                relay.Written();
            }
            else
            {
                relay.Refused(reply.Refusal);
            }
        }
    }
}
