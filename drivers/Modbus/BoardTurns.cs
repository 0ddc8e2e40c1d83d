namespace Zhuhui.Edge.Drivers.Modbus;

/// <summary>Whose turn it is on a bus. The bus's loop alone calls it.</summary>
internal sealed class BoardTurns(IReadOnlyList<ModbusBoard> boards)
{
    private int _turn;

    /// <summary>The next request: an order first, then a poll; the boards take turns.</summary>
    public (ModbusBoard Board, ModbusRequest Request)? Next()
    {
        for (var pass = 0; pass < 2; pass++)
        {
            for (var i = 0; i < boards.Count; i++)
            {
                var board = boards[(_turn + i) % boards.Count];
                if ((pass == 0 ? board.Agenda.NextWrite() : board.Agenda.NextPoll()) is { } request)
                {
                    _turn = (_turn + i + 1) % boards.Count;
                    return (board, request);
                }
            }
        }

        return null;
    }
}
