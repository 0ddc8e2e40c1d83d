using Microsoft.Extensions.Logging.Abstractions;
using Zhuhui.Edge.Vision.Cameras;
using Zhuhui.Edge.Vision.Gallery;
using Zhuhui.Edge.Vision.Options;

namespace Zhuhui.Edge.Benchmarks.Cameras;

/// <summary>What some cameras did over some seconds.</summary>
/// <param name="Decoded">Frames a second and camera.</param>
/// <param name="Analysed">Frames a second and camera.</param>
/// <param name="OwnCores">Processor of this process, in cores.</param>
/// <param name="FfmpegCores">Processor of all its ffmpegs, in cores.</param>
/// <param name="BytesPerFrame">Managed memory allocated for each decoded frame, everything counted.</param>
internal sealed record Captured(int Count, double Decoded, double Analysed, double OwnCores, double FfmpegCores, double OwnMb,
    double FfmpegMb, double BytesPerFrame);

/// <summary>Cameras of the product that run until disposed.</summary>
internal sealed class Capture : IAsyncDisposable
{
    private static readonly TimeSpan _settle = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(60);

    private readonly CancellationTokenSource _stop = new();
    private readonly CameraSet _cameras;
    private readonly Task _running;
    private readonly int _count;

    /// <param name="faces">false: frames are captured and nobody looks for faces in them.</param>
    private Capture(string url, int count, string models, int modelThreads, bool faces, int analysed)
    {
        _count = count;
        List<CameraOptions> site = [.. Enumerable.Range(0, count).Select(i => new CameraOptions { Id = $"gate-{i}", Url = url,
            Faces = faces, AnalysedFramesPerSecond = analysed })];
        _cameras = new CameraSet(new VisionOptions { ModelFolder = models, ModelThreads = modelThreads }, site, _ => null,
            _ => new GalleryScope(0, Liveness: true),
            new FaceGallery(), _ => { }, TimeProvider.System, NullLoggerFactory.Instance);
        _running = _cameras.RunAsync(_stop.Token);
    }

    /// <summary>Starts them and waits until all give frames.</summary>
    public static async Task<Capture> StartAsync(string url, int count, string models, int modelThreads = 1, bool faces = true,
        int analysed = 8)
    {
        var capture = new Capture(url, count, models, modelThreads, faces, analysed);
        for (var began = TimeProvider.System.GetTimestamp(); capture._cameras.Health.Count(camera => camera.Online) < count;)
        {
            await Task.WhenAny(capture._running, Task.Delay(50));
            if (capture._running.IsCompleted || TimeProvider.System.GetElapsedTime(began) > _patience)
            {
                await capture.DisposeAsync();
                throw new InvalidOperationException("the cameras did not come online");
            }
        }

        await Task.Delay(_settle);
        return capture;
    }

    /// <summary>One that never gives a picture, beside others.</summary>
    public static Capture StartDead(string url, string models) => new(url, 1, models, 1, faces: false, 8);

    /// <summary>Starts cameras, measures them once and stops them.</summary>
    public static async Task<Captured> RunAsync(string url, int count, TimeSpan length, string models, int modelThreads = 1,
        bool faces = true, int analysed = 8)
    {
        await using var capture = await StartAsync(url, count, models, modelThreads, faces, analysed);
        return await capture.MeasureAsync(length);
    }

    public async Task<Captured> MeasureAsync(TimeSpan length)
    {
        var ffmpegs = Processes.Ffmpegs();
        var before = (At: TimeProvider.System.GetTimestamp(), Own: Processes.OwnSeconds(), Ffmpeg: ffmpegs.Sum(Processes.Seconds),
            Bytes: GC.GetTotalAllocatedBytes(), Health: _cameras.Health);
        await Task.Delay(length);
        var seconds = TimeProvider.System.GetElapsedTime(before.At).TotalSeconds;
        var health = _cameras.Health;
        var decoded = health.Sum(camera => camera.Decoded) - before.Health.Sum(camera => camera.Decoded);
        return new Captured(_count, decoded / seconds / _count, (health.Sum(camera => camera.Analysed) - before.Health.Sum(camera =>
            camera.Analysed)) / seconds / _count,
            (Processes.OwnSeconds() - before.Own) / seconds, (ffmpegs.Sum(Processes.Seconds) - before.Ffmpeg) / seconds,
            Processes.Megabytes(Environment.ProcessId), ffmpegs.Sum(Processes.Megabytes),
            (GC.GetTotalAllocatedBytes() - before.Bytes) / (double)Math.Max(1, decoded));
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running.ContinueWith(static _ => { }, TaskScheduler.Default);
        _cameras.Dispose();
        _stop.Dispose();
    }
}
