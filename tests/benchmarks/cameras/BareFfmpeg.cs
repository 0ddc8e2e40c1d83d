using System.Diagnostics;

namespace Zhuhui.Edge.Benchmarks.Cameras;

/// <summary>The same streams and the same decoding without the gateway: the frames go nowhere.</summary>
internal static class BareFfmpeg
{
    private static readonly TimeSpan _settle = TimeSpan.FromSeconds(3);

    /// <returns>Cores and megabytes of all of them.</returns>
    public static async Task<(double Cores, double Mb)> RunAsync(string url, int count, TimeSpan length, string threads = "1")
    {
        var all = Enumerable.Range(0, count).Select(_ => Process.Start(new ProcessStartInfo("ffmpeg",
            ["-v", "error", "-nostdin", .. threads == "auto" ? Array.Empty<string>() : ["-threads", threads], "-rtsp_transport", "tcp",
                "-i", url, "-an", "-pix_fmt", "yuv420p", "-f", "null", "-"]))!).ToList();
        await Task.Delay(_settle);
        var (at, before) = (TimeProvider.System.GetTimestamp(), all.Sum(process => Processes.Seconds(process.Id)));
        await Task.Delay(length);
        var cores = (all.Sum(process => Processes.Seconds(process.Id)) - before) / TimeProvider.System.GetElapsedTime(at).TotalSeconds;
        var memory = all.Sum(process => Processes.Megabytes(process.Id));
        foreach (var process in all)
        {
            process.Kill();
            await process.WaitForExitAsync();
            process.Dispose();
        }

        return (cores, memory);
    }
}
