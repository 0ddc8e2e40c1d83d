using System.Globalization;
using System.Text.RegularExpressions;
using FFMpegCore;
using Zhuhui.Edge.Vision.Ffmpeg;
using Zhuhui.Edge.Vision.Frames;

namespace Zhuhui.Edge.Benchmarks.Pipeline;

/// <summary>A film that is decoded as a camera's stream is, but as fast as it goes, and what that costs ffmpeg in processor time.</summary>
internal sealed partial class Clip(string path, int frames)
{
    private double _seconds;

    /// <summary>ffmpeg alone: it decodes and throws away.</summary>
    /// <returns>Processor seconds, user and system.</returns>
    public async Task<double> DecodeAloneAsync()
    {
        await Input().OutputToFile("-", overwrite: true, output => output.WithCustomArgument($"{Output} -f null"))
            .NotifyOnStandardError(Read).ProcessAsynchronously();
        return _seconds;
    }

    /// <summary>ffmpeg decodes for <paramref name="see"/>, as in the product: through a pipe, into pooled frames.</summary>
    /// <param name="clock">By which a frame comes every 40 ms.</param>
    /// <returns>ffmpeg's processor seconds, and how many frames came.</returns>
    public async Task<(double Seconds, int Frames)> DecodeAsync(FilmClock clock, Action<Frame> see)
    {
        var count = 0;
        using var stop = new CancellationTokenSource();
        var pool = new FramePool();
        var sink = new PictureSink(clock, pool, (_, _) => Task.FromResult(PictureTraits.Plain), Put, stop.Cancel);
        await Input().OutputToPipe(sink, output => output.WithCustomArgument($"{Output} -vf setpts=N/TB,format=yuv420p"))
            .NotifyOnStandardError(Read).CancellableThrough(stop.Token, TimeSpan.Zero).ProcessAsynchronously();
        sink.ThrowIfFailed();
        return (_seconds, count);

        void Put(Frame frame)
        {
            using (frame)
            {
                see(frame);
                count++;
                clock.Seconds += FilmClock.FrameSeconds;
            }
        }
    }

    private string Output => string.Create(CultureInfo.InvariantCulture, $"-map 0:v:0 -fps_mode passthrough -frames:v {frames} -an");

    private FFMpegArguments Input() => FFMpegArguments.FromFileInput(path, true, input =>
        input.WithCustomArgument("-hide_banner -nostats -benchmark -threads 1"));

    /// <summary>Of ffmpeg's last line: bench: utime=1.234s stime=0.123s rtime=1.300s.</summary>
    private void Read(string line)
    {
        if (Bench().Match(line) is { Success: true } found)
        {
            _seconds = double.Parse(found.Groups[1].Value, CultureInfo.InvariantCulture) + double.Parse(found.Groups[2].Value,
                CultureInfo.InvariantCulture);
        }
    }

    [GeneratedRegex(@"^bench: utime=([0-9.]+)s stime=([0-9.]+)s")]
    private static partial Regex Bench();
}
