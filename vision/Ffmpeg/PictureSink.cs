using System.Globalization;
using System.Runtime.ExceptionServices;
using FFMpegCore.Pipes;
using Zhuhui.Edge.Vision.Frames;

namespace Zhuhui.Edge.Vision.Ffmpeg;

/// <summary>What is to be known of a stream before its first picture.</summary>
/// <param name="HeldBack">Whether ffmpeg gives out each picture only when the next one begins.</param>
internal readonly record struct PictureTraits(bool HeldBack, YuvRange Range)
{
    /// <summary>Of a photo as we have it converted.</summary>
    public static PictureTraits Plain { get; } = new(false, YuvRange.Limited);
}

/// <summary>Takes ffmpeg's pictures, raw 4:2:0 planes in a NUT stream whose seconds number them. Reads as fast as they come, on a thread of
/// its own, and hands each on in a pooled buffer.</summary>
/// <param name="pool">Where the buffers come from and go back to.</param>
/// <param name="begin">Called with width and height before the first picture.</param>
/// <param name="put">Called for each picture; takes ownership.</param>
/// <param name="giveUp">Called when the output makes no sense or a callback threw, so that ffmpeg does not wait for a reader for
/// ever.</param>
internal sealed class PictureSink(TimeProvider time, FramePool pool, Func<int, int, Task<PictureTraits>> begin, Action<Frame> put,
    Action giveUp) : IPipeSink
{
    private readonly FrameDating _dating = new(time);
    private ExceptionDispatchInfo? _failure;

    /// <summary>So many turns a stream may save up for a picture that comes early.</summary>
    private const string MostSaved = "1.5";

    /// <summary>Throws again what a callback threw.</summary>
    public void ThrowIfFailed() => _failure?.Throw();

    /// <summary>What ffmpeg's filters are to do: number the pictures, keep no more than are wanted, and leave 4:2:0 of either range as it
    /// is. A picture is worth the time since the one before it, by this machine's clock, times what is wanted a second; it is kept where
    /// that and what was saved up makes one. So a stream that is no faster than wanted is kept whole, be it never so uneven.</summary>
    /// <param name="perSecond">At most so many are kept.</param>
    public static string Filters(int perSecond) => string.Create(CultureInfo.InvariantCulture, $"setpts=N/TB,select='st(1,min({MostSaved},"
        + $"ld(1)+{perSecond}*max(0,time(0)-ld(0))));st(0,time(0));if(gte(ld(1),1),st(1,ld(1)-1)+1,0)',format=yuv420p|yuvj420p");

    public string GetStreamArguments() => "-c:v rawvideo -f nut";

    public async Task ReadAsync(Stream inputStream, CancellationToken cancellationToken)
    {
        try
        {
            await Task.Factory.StartNew(() => ReadPictures(new NutStream(new PipeBytes(inputStream))), CancellationToken.None,
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

    private void ReadPictures(NutStream stream)
    {
        stream.Begin();
        var (width, height) = (stream.Width, stream.Height);
        var traits = begin(width, height).GetAwaiter().GetResult();
        var size = Frame.SizeOf(width, height);
        Action<byte[]> giveBack = pool.Return;
        for (var before = -1L; ;)
        {
            var number = stream.Next(out var given);
            if (given != size)
            {
                throw NutReader.Nonsense($"a picture of {given} bytes, where {width}x{height} has {size}");
            }

            var buffer = pool.Rent(size);
            try
            {
                stream.Read(buffer.AsSpan(0, size));
            }
            catch
            {
                pool.Return(buffer);
                throw;
            }

            var arrived = _dating.Date(time.GetTimestamp(), traits.HeldBack, number - before);
            before = number;
            put(new Frame(buffer, width, height, arrived, number + 1, giveBack)
            {
                Range = traits.Range,
            });
        }
    }
}
