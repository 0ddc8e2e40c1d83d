using Zhuhui.Edge.Drivers.Osdp.Frames;

namespace Zhuhui.Edge.Drivers.Simulated;

/// <summary>
/// Simulated readers on one line: takes commands from a stream and lets the reader that each is for answer. A pseudo-terminal knows no
/// speed, so the line can be given one: an answer then arrives when the last of its bits would.
/// </summary>
public sealed class SimulatedOsdpLine
{
    private const int BitsPerByte = 10;

    /// <summary>The mark before each frame.</summary>
    private const int MarkLength = 1;

    /// <summary>Between two bytes of a frame (SIA OSDP 2.2, 5.7).</summary>
    private static readonly TimeSpan _longestPause = TimeSpan.FromMilliseconds(20);

    private readonly Stream _stream;
    private readonly IReadOnlyList<SimulatedOsdpReader> _readers;
    private readonly int _baud;
    private readonly TimeProvider _time;
    private readonly OsdpFrameReader _frames;

    /// <param name="baud">Bits a second; 0 for as fast as the stream goes.</param>
    public SimulatedOsdpLine(Stream stream, IReadOnlyList<SimulatedOsdpReader> readers, int baud, TimeProvider time)
    {
        _stream = stream;
        _readers = readers;
        _baud = baud;
        _time = time;
        _frames = new OsdpFrameReader
        {
            TakesChecksums = true,
            // A reader says nothing to what it cannot read; what becomes of its session is its own matter.
            Spoiled = bytes => readers.FirstOrDefault(known => known.Address == bytes[1])?.Answer(bytes),
        };
    }

    /// <summary>Sends back what it hears, as two-wire adapters without direction control do.</summary>
    public bool Echoes { get; init; }

    /// <summary>Answers until stopped or until the stream ends.</summary>
    /// <exception cref="IOException">The line is gone.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var buffer = new byte[512];
        var lastAt = _time.GetTimestamp();
        try
        {
            while (await _stream.ReadAsync(buffer, cancellationToken) is var read and > 0)
            {
                var cameAt = _time.GetTimestamp();
                if (_time.GetElapsedTime(lastAt, cameAt) > _longestPause)
                {
                    // A frame that stopped in the middle is over; what comes now begins another.
                    _frames.Clear();
                }

                lastAt = cameAt;
                if (Echoes)
                {
                    await _stream.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
                }

                _frames.Append(buffer.AsSpan(0, read));
                while (_frames.Next() is { } frame)
                {
                    await AnswerAsync(frame, cameAt, cancellationToken);
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The simulation ends.
        }
        catch (ObjectDisposedException gone)
        {
            throw new IOException("the line has been closed", gone);
        }
    }

    private async Task AnswerAsync(OsdpFrame frame, long cameAt, CancellationToken cancellationToken)
    {
        var reader = _readers.FirstOrDefault(known => known.Address == frame.Address);
        var bytes = frame.Bytes.ToArray();
        if (reader?.Answer(bytes) is not { } answer)
        {
            return;
        }

        var length = bytes.Length + answer.Length + 2 * MarkLength;
        var wire = _baud == 0 ? TimeSpan.Zero : TimeSpan.FromSeconds((double)length * BitsPerByte / _baud);
        var left = wire + reader.Delay - _time.GetElapsedTime(cameAt);
        if (left > TimeSpan.Zero)
        {
            await Task.Delay(left, _time, cancellationToken);
        }

        await _stream.WriteAsync((byte[])[0xFF, .. answer], cancellationToken);
    }
}
