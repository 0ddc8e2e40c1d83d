namespace Zhuhui.Edge.Drivers.Modbus.Wires;

/// <summary>
/// A connection that its other end closes between two answers, as cheap boards do after each one and others after a while of silence: it is
/// opened anew at once, and the request, which the closed end has not heard, is sent once more. Only a connection that brought an answer is
/// renewed so: one that brings none is lost, and the bus waits before it tries again. One caller at a time.
/// </summary>
internal sealed class ReopeningWire : IModbusWire
{
    /// <summary>After so many connections with a single answer each it is the board's habit.</summary>
    private const int Habit = 3;

    private readonly Func<CancellationToken, Task<IModbusWire>> _open;
    private readonly Action<string> _note;
    private IModbusWire _wire;
    private int _answers;
    private int _withSingleAnswer;

    private ReopeningWire(IModbusWire first, Func<CancellationToken, Task<IModbusWire>> open, Action<string> note) =>
        (_wire, _open, _note) = (first, open, note);

    /// <param name="note">Hears, once, that the other end closes after each answer.</param>
    /// <exception cref="IOException">The address does not answer.</exception>
    public static async Task<IModbusWire> OpenAsync(Func<CancellationToken, Task<IModbusWire>> open, Action<string> note,
        CancellationToken cancellationToken) => new ReopeningWire(await open(cancellationToken), open, note);

    public async Task<ModbusReply> AskAsync(byte unit, ModbusRequest request, TimeSpan within, CancellationToken hurry,
        CancellationToken cancel)
    {
        ModbusReply reply;
        try
        {
            reply = await _wire.AskAsync(unit, request, within, hurry, cancel);
        }
        catch (IOException) when (_answers > 0)
        {
            _wire.Dispose();
            CountClosed();
            _wire = await _open(cancel);
            reply = await _wire.AskAsync(unit, request, within, hurry, cancel);
        }

        _answers += reply.IsMissing ? 0 : 1;
        return reply;
    }

    public void Dispose() => _wire.Dispose();

    private void CountClosed()
    {
        _withSingleAnswer = _answers == 1 ? _withSingleAnswer + 1 : 0;
        _answers = 0;
        if (_withSingleAnswer == Habit)
        {
            _note("it closes its connection after each answer: that works, and is slower");
        }
    }
}
