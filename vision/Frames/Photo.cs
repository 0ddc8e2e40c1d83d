using System.Globalization;
using FFMpegCore;
using FFMpegCore.Pipes;
using Zhuhui.Edge.Vision.Rtsp;

namespace Zhuhui.Edge.Vision.Frames;

/// <summary>Pictures in and out of files' formats, through ffmpeg.</summary>
internal static class Photo
{
    /// <summary>A photo's longer side is brought down to this many pixels.</summary>
    public const int LongestSide = 1600;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>Decodes any picture ffmpeg reads, upright as its EXIF says.</summary>
    /// <returns>Null where it is not a picture.</returns>
    public static async Task<Frame?> ReadAsync(string path, CancellationToken cancel)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        stop.CancelAfter(Patience);
        Frame? photo = null;
        var sink = new Y4mSink(TimeProvider.System, new FramePool(), static (_, _) => Task.CompletedTask, frame => photo ??= frame, stop.Cancel);
        var scale = string.Create(CultureInfo.InvariantCulture, $"scale=w='min(iw,{LongestSide})':h='min(ih,{LongestSide})'");
        await RunAsync(
            FFMpegArguments
                .FromFileInput("file:" + path, verifyExists: false, input => input.WithCustomArgument("-hide_banner -nostats -threads 1 -protocol_whitelist file,pipe"))
                .OutputToPipe(sink, output => output.WithCustomArgument(
                    $"-map 0:v:0 -vf \"{scale}:force_original_aspect_ratio=decrease:out_range=tv:out_color_matrix=bt601,format=yuv420p\" -frames:v 1").DisableAudio()),
            stop.Token, cancel);
        sink.ThrowIfFailed();
        return photo;
    }

    /// <returns>The frame as a JPEG; null where ffmpeg is not there or failed.</returns>
    public static async Task<byte[]?> ToJpegAsync(Frame frame, CancellationToken cancel)
    {
        if (!FfmpegProgram.IsInstalled)
        {
            return null;
        }

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        stop.CancelAfter(Patience);
        using var jpeg = new MemoryStream();
        await RunAsync(
            FFMpegArguments
                .FromPipeInput(new RawFrame(frame), input => input.WithCustomArgument("-hide_banner -nostats"))
                .OutputToPipe(new StreamPipeSink(jpeg) { Format = "mjpeg" }, output => output.WithCustomArgument(
                    "-vf scale=in_range=tv:out_range=pc,format=yuvj420p -frames:v 1 -q:v 4")),
            stop.Token, cancel);
        return jpeg.Length > 0 ? jpeg.ToArray() : null;
    }

    private static async Task RunAsync(FFMpegArgumentProcessor ffmpeg, CancellationToken stop, CancellationToken cancel)
    {
        await FfmpegStart.RunAsync(ffmpeg, new FFOptions { BinaryFolder = FfmpegProgram.LauncherFolder }, stop);
        cancel.ThrowIfCancellationRequested();
    }

    /// <summary>One frame as ffmpeg's raw video input.</summary>
    private sealed class RawFrame(Frame frame) : IPipeSource
    {
        public string GetStreamArguments() =>
            string.Create(CultureInfo.InvariantCulture, $"-f rawvideo -pix_fmt yuv420p -s {frame.Width}x{frame.Height}");

        public async Task WriteAsync(Stream outputStream, CancellationToken cancellationToken) =>
            await outputStream.WriteAsync(frame.Memory, cancellationToken);
    }
}
