using Microsoft.Extensions.Logging.Abstractions;
using Zhuhui.Edge.Vision;
using Zhuhui.Edge.Vision.Faces;
using Zhuhui.Edge.Vision.Gallery;

namespace Zhuhui.Edge.Benchmarks.Cameras;

/// <summary>What some cameras did over some seconds.</summary>
/// <param name="Decoded">Frames a second and camera.</param>
/// <param name="Analysed">Frames a second and camera.</param>
/// <param name="OwnCores">Processor of this process, in cores.</param>
/// <param name="FfmpegCores">Processor of all its ffmpegs, in cores.</param>
/// <param name="BytesPerFrame">Managed memory allocated for each decoded frame, everything counted.</param>
internal sealed record Captured(int Count, double Decoded, double Analysed, double OwnCores, double FfmpegCores, double OwnMb, double FfmpegMb, double BytesPerFrame);

/// <summary>Runs cameras of the product for some seconds and measures them.</summary>
internal static class Capture
{
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <param name="url">Of every live camera.</param>
    /// <param name="faces">false: frames are captured and nobody looks for faces in them.</param>
    /// <param name="dead">Cameras besides that never answer.</param>
    public static async Task<Captured> RunAsync(string url, int count, TimeSpan length, string models, int modelThreads = 1, bool faces = true, int dead = 0, int analysed = 8)
    {
        List<CameraOptions> site =
        [
            .. Enumerable.Range(0, count).Select(i => new CameraOptions { Id = $"gate-{i}", Url = url, Faces = faces, AnalysedFramesPerSecond = analysed }),
            .. Enumerable.Range(0, dead).Select(i => new CameraOptions { Id = $"dead-{i}", Url = "rtsp://127.0.0.1:1/dead", Faces = faces }),
        ];
        var options = new VisionOptions { ModelFolder = models, ModelThreads = modelThreads };
        using var stop = new CancellationTokenSource();
        using var cameras = new Vision.Cameras(options, site, _ => null, _ => new FaceWatch(0, Liveness: true), new FaceGallery(), _ => { }, TimeProvider.System, NullLoggerFactory.Instance);
        var running = cameras.RunAsync(stop.Token);
        for (var began = TimeProvider.System.GetTimestamp(); cameras.Health.Count(camera => camera.Online) < count;)
        {
            await Task.WhenAny(running, Task.Delay(50));
            if (running.IsCompleted || TimeProvider.System.GetElapsedTime(began) > Patience)
            {
                await stop.CancelAsync();
                throw new InvalidOperationException("the cameras did not come online");
            }
        }

        await Task.Delay(Settle);
        var ffmpegs = Processes.Ffmpegs();
        var before = (At: TimeProvider.System.GetTimestamp(), Own: Processes.OwnSeconds(), Ffmpeg: ffmpegs.Sum(Processes.Seconds), Bytes: GC.GetTotalAllocatedBytes(), Health: cameras.Health);
        await Task.Delay(length);
        var seconds = TimeProvider.System.GetElapsedTime(before.At).TotalSeconds;
        var health = cameras.Health;
        var decoded = health.Sum(camera => camera.Decoded) - before.Health.Sum(camera => camera.Decoded);
        var result = new Captured(count, decoded / seconds / count, (health.Sum(camera => camera.Analysed) - before.Health.Sum(camera => camera.Analysed)) / seconds / count,
            (Processes.OwnSeconds() - before.Own) / seconds, (ffmpegs.Sum(Processes.Seconds) - before.Ffmpeg) / seconds,
            Processes.Megabytes(Environment.ProcessId), ffmpegs.Sum(Processes.Megabytes), (GC.GetTotalAllocatedBytes() - before.Bytes) / (double)Math.Max(1, decoded));
        await stop.CancelAsync();
        await running.ContinueWith(static _ => { }, TaskScheduler.Default);
        return result;
    }
}
