namespace Zhuhui.Edge.Drivers.Modbus;

/// <summary>Whose turn it is on a bus. The bus's loop alone calls it.</summary>
/// <param name="isShared">Boards hear each other, as on a serial line.</param>
internal sealed class BoardTurns(List<ModbusBoard> boards, bool isShared)
{
    private int _turn;
    private ModbusBoard? _answered;
    private ModbusBoard? _repeated;

    /// <summary>Takes what came of a request. Some boards take another's answer on their line for the beginning of a request, and miss the
    /// one that follows (pymodbus 3.0: 20 of 20, whatever the pause; the second is answered, 20 of 20). Such a one is asked again at once,
    /// one time, before any other.</summary>
    /// <returns>True where the request counts as not sent: what is asked is made anew.</returns>
    public bool IsRepeated(ModbusBoard board, ModbusOutcome outcome)
    {
        var isRepeated = isShared && outcome == ModbusOutcome.Silent && _answered is not null && _answered != board && _repeated != board
            && board.Agenda.IsWorthRepeating();
        _repeated = isRepeated ? board : null;
        _answered = outcome is ModbusOutcome.Done or ModbusOutcome.Refused ? board : _answered;
        if (isRepeated)
        {
            board.Agenda.Repeat();
            _turn = boards.IndexOf(board);
        }

        return isRepeated;
    }

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
