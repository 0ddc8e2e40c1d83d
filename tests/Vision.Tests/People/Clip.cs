using System.Diagnostics;
using Xunit;
using Zhuhui.Edge.Vision.Frames;

namespace Zhuhui.Edge.Vision.Tests.People;

/// <summary>Frames of a video file, decoded by ffmpeg.</summary>
internal static class Clip
{
    /// <param name="filter">An ffmpeg video filter that chooses frames, for example <c>select=not(mod(n\,60))</c>.</param>
    /// <param name="arrivals">The arrival of the frame with that index.</param>
    public static IEnumerable<Frame> Read(string file, int width, int height, string filter, Func<int, long> arrivals)
    {
        var start = new ProcessStartInfo("ffmpeg") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])["-v", "error", "-nostdin", "-i", file, "-vf", filter, "-vsync", "passthrough", "-pix_fmt",
            "yuv420p", "-f", "rawvideo", "-"])
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        var complaints = process.StandardError.ReadToEndAsync();
        var count = 0;
        try
        {
            var buffer = new byte[Frame.SizeOf(width, height)];
            while (process.StandardOutput.BaseStream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false) == buffer.Length)
            {
                using var frame = new Frame(buffer, width, height, arrivals(count), ++count);
                yield return frame;
            }
        }
        finally
        {
            process.Kill();
            process.WaitForExit(TimeSpan.FromSeconds(60));
        }

        Assert.True(count > 0, $"ffmpeg gave no frame of {file}: {complaints.GetAwaiter().GetResult()}");
    }
}
