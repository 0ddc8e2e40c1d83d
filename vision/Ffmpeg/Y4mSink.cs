using System.Globalization;
using System.Runtime.ExceptionServices;
using System.Text;
using FFMpegCore.Pipes;
using Zhuhui.Edge.Vision.Frames;

namespace Zhuhui.Edge.Vision.Ffmpeg;

/// <summary>Reads ffmpeg's yuv4mpegpipe output: a header line with the size, then frames of 4:2:0 planes, each behind a line of its own.
/// Reads as fast as frames come, on a thread of its own, and hands each on in a pooled buffer.</summary>
/// <param name="pool">Where the buffers come from and go back to.</param>
/// <param name="begin">Called with width and height before the first frame; says whether ffmpeg gives out each frame only when the next
/// one begins.</param>
/// <param name="put">Called for each frame; takes ownership.</param>
/// <param name="giveUp">Called when the output makes no sense or a callback threw, so that ffmpeg does not wait for a reader for
/// ever.</param>
internal sealed class Y4mSink(TimeProvider time, FramePool pool, Func<int, int, Task<bool>> begin, Action<Frame> put, Action giveUp)
    : IPipeSink
{
    private const int LongestLine = 512;
    private const int LargestSide = 16384;
    private const string LineTooLong = "ffmpeg's output has a line too long for a YUV4MPEG2 stream";
    private readonly FrameDating _dating = new(time);
    private ExceptionDispatchInfo? _failure;

    /// <summary>Throws again what a callback threw.</summary>
    public void ThrowIfFailed() => _failure?.Throw();

    public string GetStreamArguments() => "-f yuv4mpegpipe";

    public async Task ReadAsync(Stream inputStream, CancellationToken cancellationToken)
    {
        try
        {
            var (width, height) = SizeIn(await ReadLineAsync(inputStream, cancellationToken));
            var heldBack = await begin(width, height);
            await Task.Factory.StartNew(() => ReadFrames(new PipeBytes(inputStream), width, height, heldBack), CancellationToken.None,
                TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }
        catch (Exception e) when (e is EndOfStreamException or IOException or OperationCanceledException)
        {
            // The stream's end; what it means is told by who asked for it.
        }
        catch (Exception e)
        {
            _failure = ExceptionDispatchInfo.Capture(e);
            giveUp();
        }
    }

    private static async Task<string> ReadLineAsync(Stream stream, CancellationToken cancellationToken)
    {
        var line = new byte[LongestLine];
        for (var i = 0; i < LongestLine; i++)
        {
            await stream.ReadExactlyAsync(line.AsMemory(i, 1), cancellationToken);
            if (line[i] == '\n')
            {
                return Encoding.ASCII.GetString(line, 0, i);
            }
        }

        throw new InvalidDataException(LineTooLong);
    }

    private static (int Width, int Height) SizeIn(string header)
    {
        var words = header.Split(' ');
        var colour = words.FirstOrDefault(word => word.StartsWith('C')) ?? "C420";
        var width = Number(words, 'W');
        var height = Number(words, 'H');
        return words[0] == "YUV4MPEG2" && colour is "C420" or "C420jpeg" or "C420mpeg2" or "C420paldv" && width > 0 && height > 0
            ? (width, height)
            : throw new InvalidDataException($"ffmpeg's output does not begin as 8-bit 4:2:0 YUV4MPEG2: {header}");
    }

    private static int Number(string[] words, char mark) =>
        words.FirstOrDefault(word => word.StartsWith(mark)) is { } word
            && int.TryParse(word.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number <= LargestSide
            ? number
            : 0;

    private void ReadFrames(PipeBytes bytes, int width, int height, bool heldBack)
    {
        var size = Frame.SizeOf(width, height);
        Span<byte> mark = stackalloc byte[6];
        Action<byte[]> giveBack = pool.Return;
        for (var number = 1L; ; number++)
        {
            bytes.Read(mark);
            if (!mark[..5].SequenceEqual("FRAME"u8))
            {
                throw new InvalidDataException("ffmpeg's output lost its frame marks");
            }

            for (var read = mark.Length; mark[5] != '\n'; read++)
            {
                bytes.Read(mark[5..]);
                if (read == LongestLine)
                {
                    throw new InvalidDataException(LineTooLong);
                }
            }

            var buffer = pool.Rent(size);
            try
            {
                bytes.Read(buffer.AsSpan(0, size));
            }
            catch
            {
                pool.Return(buffer);
                throw;
            }

            put(new Frame(buffer, width, height, _dating.Date(time.GetTimestamp(), heldBack), number, giveBack));
        }
    }
}
