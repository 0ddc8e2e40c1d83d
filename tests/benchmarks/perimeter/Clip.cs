using System.Diagnostics;
using System.Globalization;
using Zhuhui.Edge.Vision.Frames;

/// <summary>A video, or what ffmpeg draws, as frames that arrive at an even rate.</summary>
internal static class Clip
{
    /// <param name="input">What stands before the filter: -i FILE, or -f lavfi -i SOURCE.</param>
    public static IEnumerable<Frame> Read(IEnumerable<string> input, string filter, int width, int height, int fps)
    {
        var start = new ProcessStartInfo("ffmpeg") { RedirectStandardOutput = true };
        foreach (var argument in (string[])["-v", "error", "-nostdin", .. input, "-vf",
            $"{filter},fps={fps.ToString(CultureInfo.InvariantCulture)}", "-pix_fmt", "yuv420p", "-f", "rawvideo", "-"])
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        var buffer = new byte[Frame.SizeOf(width, height)];
        for (var i = 1L; process.StandardOutput.BaseStream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false) == buffer.Length;
            i++)
        {
            using var frame = new Frame(buffer, width, height, i * TimeProvider.System.TimestampFrequency / fps, i);
            yield return frame;
        }

        process.WaitForExit();
    }
}
