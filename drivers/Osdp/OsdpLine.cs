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

    /// <summary>A line that takes no byte for this long is stuck.</summary>
    private static readonly TimeSpan _writeLimit = TimeSpan.FromSeconds(2);

    private readonly Stream _stream;
    private readonly int _baud;
    private readonly OsdpTimings _timings;
    private readonly OsdpCounters _counters;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _stop = new();
    private readonly Channel<byte[]> _chunks = Channel.CreateBounded<byte[]>(64);
    private readonly OsdpFrameReader _frames = new();
    private readonly Task _pump;
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
    /// <exception cref="IOException">The line is gone or stuck.</exception>
    public async Task SendAsync(byte[] frame, CancellationToken cancellationToken)
    {
        var idle = Transmission(2) - _time.GetElapsedTime(_quietSince);
        if (idle > TimeSpan.Zero)
        {
            // Timers count whole milliseconds and would cut the idle time short.
            await Task.Delay(TimeSpan.FromMilliseconds(Math.Ceiling(idle.TotalMilliseconds)), _time, cancellationToken);
        }

        Forget();
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

        var sentAt = _time.GetTimestamp() + Ticks(Transmission(frame.Length + 1));
        _quietSince = sentAt;
        _firstBy = sentAt + Ticks(_timings.Reply);
        _allBy = _firstBy + Ticks(Transmission(OsdpFrame.MaxLength));
        _begun = false;
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
            if (left <= TimeSpan.Zero || await ReadAsync(left, cancellationToken) is not { } chunk)
            {
                return null;
            }

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
