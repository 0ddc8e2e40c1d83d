using System.Globalization;
using FFMpegCore;
using FFMpegCore.Pipes;
using Zhuhui.Edge.Vision.Frames;

namespace Zhuhui.Edge.Vision.Ffmpeg;

/// <summary>Pictures out of the bytes of files of any format, through ffmpeg.</summary>
internal static class Photo
{
    /// <summary>A photo's longer side is brought down to this many pixels.</summary>
    public const int LongestSide = 1600;

    private const string Quiet = "-hide_banner -nostats -threads 1";

    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(20);

    /// <summary>Decodes any picture ffmpeg reads, upright as its EXIF says, out of memory: it reaches no disk, and the reader of it no
    /// file.</summary>
    /// <param name="file">The whole file.</param>
    /// <returns>Null where it is not a picture.</returns>
    public static async Task<Frame?> ReadAsync(ReadOnlyMemory<byte> file, CancellationToken cancellationToken)
    {
        using var stream = new MemoryStream(file.ToArray(), writable: false);

        // .NET's pipe is a Unix socket to ffmpeg. Told how much belongs to the one picture, it reads formats as well that it can't find the
        // end of in a pipe: TIFF.
        var whole = string.Create(CultureInfo.InvariantCulture, $"{Quiet} -protocol_whitelist unix -frame_size {file.Length}");
        return await ReadAsync(FFMpegArguments.FromPipeInput(new StreamPipeSource(stream), input => input.WithCustomArgument(whole)),
            cancellationToken);
    }

    private static async Task<Frame?> ReadAsync(FFMpegArguments input, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        stop.CancelAfter(_patience);
        Frame? photo = null;
        var sink = new PictureSink(TimeProvider.System, new FramePool(), static (_, _) => Task.FromResult(PictureTraits.Plain), frame =>
            photo ??= frame, stop.Cancel);
        var scale = string.Create(CultureInfo.InvariantCulture, $"scale=w='min(iw,{LongestSide})':h='min(ih,{LongestSide})'");
        await FfmpegStart.RunAsync(
            input.OutputToPipe(sink, output => output.WithCustomArgument(
                $"-map 0:v:0 -vf \"{scale}"
                + ":force_original_aspect_ratio=decrease:out_range=tv:out_color_matrix=bt601,format=yuv420p\" -frames:v 1").DisableAudio()),
            new FFOptions { BinaryFolder = FfmpegProgram.LauncherFolder }, stop.Token);
        cancellationToken.ThrowIfCancellationRequested();
        sink.ThrowIfFailed();
        return photo;
    }
}
