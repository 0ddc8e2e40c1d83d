using Zhuhui.Edge.Drivers.Serial;

namespace Zhuhui.Edge.Drivers.Modbus.Wires;

/// <summary>Modbus RTU on an open serial line. Frames are cut by the length expected, not by silence, which a USB adapter does not keep;
/// anything unexpected is dropped until the line is silent.</summary>
internal sealed class RtuWire : IModbusWire
{
    /// <summary>A USB adapter hands its bytes over every 16 ms (FTDI's latency timer).</summary>
    private static readonly TimeSpan _adapterPause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan _longestNoise = TimeSpan.FromMilliseconds(200);

    private readonly Stream _line;
    private readonly ReceiveBuffer _inflow;
    private readonly TimeProvider _time;
    private readonly int _baud;
    private readonly TimeSpan _pause;
    private long _lastByteAt;

    public RtuWire(Stream line, int baud, TimeProvider time)
    {
        _line = line;
        _inflow = new ReceiveBuffer(line, time);
        _time = time;
        _baud = baud;

        // 3.5 characters, and 1.75 ms above 19,200 bits a second: MODBUS over Serial Line V1.02, chapter 2.5.1.1.
        _pause = baud > 19200 ? TimeSpan.FromMilliseconds(1.75) : Characters(3.5);
        _lastByteAt = time.GetTimestamp();
    }

    public async Task<ModbusReply> AskAsync(byte unit, ModbusRequest request, TimeSpan within, CancellationToken hurry,
        CancellationToken cancel)
    {
        var frame = RtuFrame.Build(unit, request.Pdu);
        var left = _pause - _time.GetElapsedTime(_lastByteAt);
        if (left > TimeSpan.Zero)
        {
            await Task.Delay(left, _time, cancel);
        }

        await _inflow.DropAsync(cancel);
        try
        {
            // A pseudo-terminal or adapter that vanished may take the bytes and never say so.
            await _line.WriteAsync(frame, cancel).AsTask().WaitAsync(within + _longestNoise + Characters(frame.Length), _time, cancel);
        }
        catch (Exception gone) when (gone is TimeoutException or ObjectDisposedException or InvalidOperationException
            or UnauthorizedAccessException)
        {
            throw new IOException($"the line takes no bytes: {gone.Message}", gone);
        }

        try
        {
            return await ReadAsync(unit, request, within + Characters(frame.Length), hurry, cancel);
        }
        finally
        {
            _lastByteAt = _time.GetTimestamp();
        }
    }

    public void Dispose() => _line.Dispose();

    private async Task<ModbusReply> ReadAsync(byte unit, ModbusRequest request, TimeSpan within, CancellationToken hurry,
        CancellationToken cancel)
    {
        var answer = new byte[256];
        var have = 0;
        using var both = CancellationTokenSource.CreateLinkedTokenSource(hurry, cancel);
        var from = _time.GetTimestamp();
        while (true)
        {
            // The whole answer must be here in the time for its first byte and for the rest at the line's speed.
            var wait = within + _adapterPause + Characters(request.ReplyLength + 3) - _time.GetElapsedTime(from);
            ReadOnlyMemory<byte> came;
            try
            {
                came = wait > TimeSpan.Zero ? await _inflow.ReadAsync(wait, both.Token) : default;
            }
            catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
            {
                return ModbusReply.Silent;
            }

            if (came.Length == 0)
            {
                return have == 0 ? ModbusReply.Silent : ModbusReply.Garbled;
            }

            var length = -1;
            if (have + came.Length <= answer.Length)
            {
                came.CopyTo(answer.AsMemory(have));
                have += came.Length;
                length = RtuFrame.LengthOf(answer.AsSpan(0, have), unit, request);
            }

            if (length > 0 && have == length && RtuFrame.Read(answer.AsSpan(0, length),
                request) is { Outcome: not ModbusOutcome.Garbled } reply)
            {
                return reply;
            }

            if (length < 0 || (length > 0 && have >= length))
            {
                await _inflow.DropUntilSilentAsync(_pause + _adapterPause, _longestNoise, cancel);
                return ModbusReply.Garbled;
            }
        }
    }

    /// <summary>Eleven bits a character, as the specification counts.</summary>
    private TimeSpan Characters(double count) => TimeSpan.FromSeconds(count * 11 / _baud);
}
