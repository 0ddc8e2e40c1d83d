using Zhuhui.Edge.Vision.Faces;
using Zhuhui.Edge.Vision.Frames;
using Zhuhui.Edge.Vision.OpenCv;
using Zhuhui.Edge.Vision.People;
using Zhuhui.Edge.Vision.Rtsp;

namespace Zhuhui.Edge.Vision;

/// <summary>A frame to be shown, and what is to be marked on it. All who asked while it was awaited share it, so nobody disposes the frame; its memory is
/// its own.</summary>
internal sealed record Still(Frame Frame, IReadOnlyList<Mark> Marks);

/// <summary>One camera: the loop that captures, and the loop that looks at the newest frame as often as it is allowed to. Owns its source and its
/// analysers.</summary>
internal sealed class Camera(CameraOptions options, RtspSource source, IReadOnlyList<FrameAnalyser> analysers, TimeProvider time) : IDisposable
{
    private readonly TimeSpan _pace = TimeSpan.FromSeconds(1.0 / options.AnalysedFramesPerSecond);
    private TaskCompletionSource<Still>? _wanted;
    private readonly MaskPaint _masks = new(options.Masks);
    private long _analysed;

    public string Id => options.Id;

    public CameraHealth Health
    {
        get
        {
            var facts = source.Facts;
            var picture = facts is null ? null : analysers.OfType<PictureWatch>().FirstOrDefault()?.Last;
            return new CameraHealth(options.Id, facts is not null, facts?.Width ?? 0, facts?.Height ?? 0, facts?.Codec ?? "", source.Decoded, source.Frames.Dropped,
                Interlocked.Read(ref _analysed), source.FramesPerSecond,
                source.LastFrameAt is { } at ? time.GetElapsedTime(at).TotalMilliseconds : null,
                source.Reconnects, facts is null ? 0 : analysers.OfType<FaceAnalyser>().Sum(analyser => analyser.Present.Count),
                picture?.Light, picture?.Sharpness);
        }
    }

    /// <summary>Runs both loops until cancelled; what is not a broken camera flies out.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        Task[] loops = [source.KeepCapturingAsync(stop.Token), Task.Run(() => KeepAnalysingAsync(stop.Token), CancellationToken.None)];
        var first = await Task.WhenAny(loops);
        await stop.CancelAsync();
        await Task.WhenAll(loops).ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        await first;
    }

    /// <returns>A copy of the next frame that is looked at, and what was seen in it; null while the camera is offline.</returns>
    public async Task<Still?> StillAsync(CancellationToken cancel)
    {
        if (source.Facts is null)
        {
            return null;
        }

        var mine = new TaskCompletionSource<Still>(TaskCreationOptions.RunContinuationsAsynchronously);
        var wanted = Interlocked.CompareExchange(ref _wanted, mine, null) ?? mine;
        try
        {
            return await wanted.Task.WaitAsync(TimeSpan.FromSeconds(options.NoFrameSeconds), time, cancel);
        }
        catch (TimeoutException)
        {
            return null;
        }
    }

    public void Dispose()
    {
        source.Dispose();
        foreach (var analyser in analysers)
        {
            analyser.Dispose();
        }
    }

    private Still StillOf(Frame frame)
    {
        var marks = new List<Mark>();
        marks.AddRange(analysers.OfType<PeopleAnalyser>().SelectMany(analyser => analyser.Present).Select(person => new Mark(person.Box, $"{person.Id}")));
        marks.AddRange(analysers.OfType<FaceAnalyser>().SelectMany(analyser => analyser.Present).Select(face => new Mark(face.Detection.Box, "")));
        return new Still(new Frame(frame.Memory.ToArray(), frame.Width, frame.Height, frame.ArrivedAt, frame.Number), marks);
    }

    /// <summary>Waits for a frame as long as it takes; the analysers are told when that is longer than a camera may be silent.</summary>
    private async Task<Frame> NextAsync(CancellationToken cancel)
    {
        var next = source.Frames.TakeAsync(cancel).AsTask();
        try
        {
            return await next.WaitAsync(TimeSpan.FromSeconds(options.NoFrameSeconds), time, cancel);
        }
        catch (TimeoutException)
        {
            foreach (var analyser in analysers)
            {
                analyser.Lose(time.GetTimestamp());
            }

            return await next;
        }
    }

    private async Task KeepAnalysingAsync(CancellationToken cancel)
    {
        while (true)
        {
            var started = time.GetTimestamp();
            using (var frame = await NextAsync(cancel))
            {
                started = time.GetTimestamp();
                _masks.Paint(frame);
                foreach (var analyser in analysers)
                {
                    analyser.Analyse(frame);
                }

                Interlocked.Increment(ref _analysed);
                Interlocked.Exchange(ref _wanted, null)?.TrySetResult(StillOf(frame));
            }

            var rest = _pace - time.GetElapsedTime(started);
            if (rest > TimeSpan.Zero)
            {
                await Task.Delay(rest, time, cancel);
            }
        }
    }
}
