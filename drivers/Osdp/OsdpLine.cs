using System.Globalization;
using System.Threading.Channels;
using Zhuhui.Edge.Drivers.Osdp.Frames;

namespace Zhuhui.Edge.Drivers.Osdp;

/// <summary>
/// A serial line as the panel uses it: one frame out, then frames in until the time for an answer is over. It owns the stream and the pump
/// that reads it.
/// </summary>
internal sealed class OsdpLine : IAsyncDisposable
{
    private const byte Mark = 0xFF;
    private const int BitsPerByte = 10;

    /// <summary>Adapters hold back so many bytes; some, and converters to the network, a whole frame.</summary>
    private const int MostHeld = 64;

    /// <summary>A line that takes no byte for this long is stuck.</summary>
    private static readonly TimeSpan _writeLimit = TimeSpan.FromSeconds(2);

    private readonly Stream _stream;
    private readonly int _baud;
    private readonly OsdpTimings _timings;
    private readonly OsdpCounters _counters;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _stop = new();
    private readonly Channel<byte[]> _chunks = Channel.CreateBounded<byte[]>(64);
    private readonly OsdpFrameReader _frames;
    private readonly Task _pump;
    private byte _asked;
    private bool _isBroken;
    private int _held;
    private long _sentAt;
    private long _quietSince;
    private long _firstBy;
    private long _allBy;
    private long _lastByteAt;
    private bool _begun;

    public OsdpLine(Stream stream, int baud, OsdpTimings timings, OsdpCounters counters, TimeProvider time)
    {
        _stream = stream;
        _baud = baud;
        _timings = timings;
        _counters = counters;
        _time = time;
        _quietSince = time.GetTimestamp();
        // The answer is here, and it is spoiled: there is nothing more to wait for.
        _frames = new OsdpFrameReader { Spoiled = bytes => _isBroken |= bytes[1] == (_asked | OsdpFrame.ReplyBit) };
        _pump = PumpAsync(_stop.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _stream.DisposeAsync();
        await _pump;
        _stop.Dispose();
    }

    /// <summary>Sends one frame, with the mark before it, once the line has been idle for two characters.</summary>
    /// <param name="patience">The answer begins within this.</param>
    /// <param name="takesChecksums">The answer may end in a checksum.</param>
    /// <exception cref="IOException">The line is gone or stuck.</exception>
    public async Task SendAsync(byte[] frame, TimeSpan patience, bool takesChecksums, CancellationToken cancellationToken)
    {
        var idle = Transmission(2) - _time.GetElapsedTime(_quietSince);
        if (idle > TimeSpan.Zero)
        {
            // Timers count whole milliseconds and would cut the idle time short.
            await Task.Delay(TimeSpan.FromMilliseconds(Math.Ceiling(idle.TotalMilliseconds)), _time, cancellationToken);
        }

        Forget();
        _frames.TakesChecksums = takesChecksums;
        using var limit = new CancellationTokenSource(_writeLimit, _time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            await _stream.WriteAsync((byte[])[Mark, .. frame], both.Token);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new IOException(string.Create(CultureInfo.InvariantCulture,
                $"the line has taken no byte for {_writeLimit.TotalSeconds:0} s"));
        }
        catch (ObjectDisposedException gone)
        {
            // A serial stream closes itself when its device hangs up.
            throw new IOException("the device has hung up", gone);
        }

        _asked = frame[1];
        _sentAt = _time.GetTimestamp() + Ticks(Transmission(frame.Length + 1));
        _quietSince = _sentAt;
        var held = patience < _timings.Reply ? Transmission(_held) : TimeSpan.Zero;
        _firstBy = _sentAt + Ticks(patience + held < _timings.Reply ? patience + held : _timings.Reply);
        _allBy = _firstBy + Ticks(Transmission(OsdpFrame.MaxLength));
        _begun = _isBroken = false;
    }

    /// <summary>The answer to the last command came, and not whole.</summary>
    public bool CameSpoiled => _isBroken || _begun;

    /// <summary>How long after the command's last bit this frame, the last that was received, began.</summary>
    public TimeSpan AnsweredAfter(OsdpFrame frame)
    {
        var after = _time.GetElapsedTime(_sentAt, _lastByteAt) - Transmission(frame.Bytes.Length + 1);
        return after > TimeSpan.Zero ? after : TimeSpan.Zero;
    }

    /// <summary>The next good frame; null once the time for an answer is over.</summary>
    /// <exception cref="IOException">The line is gone.</exception>
    public async Task<OsdpFrame?> ReceiveAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var refused = _frames.Refused;
            var frame = _frames.Next();
            _counters.Refused(_frames.Refused - refused);
            if (frame is not null)
            {
                // Should it not be the answer, but an adapter's echo of the command, the answer has yet to begin.
                _begun = false;
                return frame;
            }

            var by = _begun ? Math.Min(_lastByteAt + Ticks(_timings.Pause), _allBy) : _firstBy;
            var left = _time.GetElapsedTime(_time.GetTimestamp(), by);
            if (left <= TimeSpan.Zero || _isBroken || await ReadAsync(left, cancellationToken) is not { } chunk)
            {
                return null;
            }

            _held = _begun ? _held : Math.Max(_held, Math.Min(chunk.Length, MostHeld));
            _frames.Append(chunk);
            _lastByteAt = _quietSince = _time.GetTimestamp();
            _begun = true;
        }
    }

    private async Task<byte[]?> ReadAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        if (_chunks.Reader.TryRead(out var ready))
        {
            return ready;
        }

        using var timeout = new CancellationTokenSource(limit, _time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            return await _chunks.Reader.ReadAsync(both.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
        catch (ChannelClosedException closed)
        {
            throw new IOException(closed.InnerException?.Message ?? "the line was closed", closed);
        }
    }

    /// <summary>What came while nobody was asked, a late answer or noise, is nobody's answer.</summary>
    private void Forget()
    {
        _frames.Clear();
        while (_chunks.Reader.TryRead(out _))
        {
        }
    }

    private async Task PumpAsync(CancellationToken cancellationToken)
    {
        var buffer = new byte[512];
        try
        {
            while (await _stream.ReadAsync(buffer, cancellationToken) is var read and > 0)
            {
                await _chunks.Writer.WriteAsync(buffer[..read], cancellationToken);
            }

            _chunks.Writer.Complete();
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            _chunks.Writer.Complete();
        }
        catch (Exception lost) when (lost is IOException or UnauthorizedAccessException or ObjectDisposedException)
        {
            _chunks.Writer.Complete(lost);
        }
    }

    private TimeSpan Transmission(int bytes) => TimeSpan.FromSeconds((double)bytes * BitsPerByte / _baud);

    private long Ticks(TimeSpan span) => (long)(span.TotalSeconds * _time.TimestampFrequency);
}
