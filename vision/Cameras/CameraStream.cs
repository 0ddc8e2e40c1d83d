using Zhuhui.Edge.Vision.Faces;
using Zhuhui.Edge.Vision.Frames;
using Zhuhui.Edge.Vision.OpenCv;
using Zhuhui.Edge.Vision.Options;
using Zhuhui.Edge.Vision.People;
using Zhuhui.Edge.Vision.Rtsp;
using Zhuhui.Edge.Vision.Sightings;

namespace Zhuhui.Edge.Vision.Cameras;

/// <summary>One stream of a camera: the loop that captures, and the loop that looks at the newest frame that was kept. Owns
/// its source and its analysers.</summary>
internal sealed class CameraStream(StreamRole role, RtspSource source, CameraOptions options, IReadOnlyList<FrameAnalyser> analysers,
    TimeProvider time, SlowStream? slow = null, Action<string>? onNote = null) : IDisposable
{
    private readonly MaskPaint _masks = new(options.Masks);
    private readonly FrameRate _rate = new(time);
    private TaskCompletionSource<Still>? _wanted;
    private TaskCompletionSource<byte[]>? _watched;
    private long _analysed;
    private long _encoded;

    public bool IsOnline => source.Facts is not null;

    /// <summary>So long it may be silent.</summary>
    public TimeSpan Patience => source.Patience;

    public StreamHealth Health
    {
        get
        {
            var facts = source.Facts;
            return new StreamHealth(role, facts is not null, facts?.Width ?? 0, facts?.Height ?? 0, facts?.Codec ?? "", facts?.Decoder
                ?? "", source.Decoded, source.Dropped,
                Interlocked.Read(ref _analysed), Math.Round(source.FramesPerSecond, 2), Math.Round(_rate.Now, 2),
                source.LastFrameAt is { } at ? time.GetElapsedTime(at).TotalMilliseconds : null, source.Reconnects,
                source.DecodeShare is { } share ? Math.Round(share, 4) : null, facts is null ? source.Reason : null);
        }
    }

    /// <summary>Pictures that were made for the live view.</summary>
    public long Encoded => Interlocked.Read(ref _encoded);

    public IEnumerable<T> Analysers<T>()
        where T : FrameAnalyser => analysers.OfType<T>();

    /// <summary>Runs both loops, and its analysers' own, until cancelled; what is not a broken camera flies out.</summary>
    public Task RunAsync(CancellationToken cancellationToken) =>
        TogetherAsync([stop => source.KeepCapturingAsync(stop), stop => Task.Run(() => KeepAnalysingAsync(stop), CancellationToken.None),
            .. analysers.Select(analyser => (Func<CancellationToken, Task>)(stop => Task.Run(() => analyser.KeepWorkingAsync(stop),
                CancellationToken.None)))], cancellationToken);

    /// <summary>Runs loops until cancelled or until one of them ends by a bug, which flies out once all have stopped.</summary>
    public static async Task TogetherAsync(IEnumerable<Func<CancellationToken, Task>> loops, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task[] running = [.. loops.Select(loop => loop(stop.Token))];
        var first = await Task.WhenAny(running);
        await stop.CancelAsync();
        await Task.WhenAll(running).ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.None,
            TaskScheduler.Default);
        await first;
    }

    /// <returns>A copy of the next frame that is looked at, and what was seen in it. All who ask while it is awaited get the
    /// same.</returns>
    public Task<Still> NextStillAsync() => Asked(ref _wanted).Task;

    /// <returns>The next frame that is looked at as a JPEG. All who ask while it is awaited get the same; nothing is computed where nobody
    /// asks.</returns>
    public Task<byte[]> NextJpegAsync() => Asked(ref _watched).Task;

    public void Dispose()
    {
        source.Dispose();
        foreach (var analyser in analysers)
        {
            analyser.Dispose();
        }
    }

    private static TaskCompletionSource<T> Asked<T>(ref TaskCompletionSource<T>? place)
    {
        var mine = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        return Interlocked.CompareExchange(ref place, mine, null) ?? mine;
    }

    private Still StillOf(Frame frame)
    {
        var marks = new List<Mark>();
        marks.AddRange(Analysers<PeopleAnalyser>().SelectMany(analyser => analyser.Present)
            .Select(person => new Mark(person.Box, $"{person.Id}")));
        marks.AddRange(Analysers<FaceAnalyser>().SelectMany(analyser => analyser.Present).Select(face => new Mark(face.Detection.Box, "")));
        return new Still(new Frame(frame.Memory.ToArray(), frame.Width, frame.Height, frame.ArrivedAt, frame.Number)
        {
            Range = frame.Range,
        }, marks);
    }

    /// <summary>Waits for a frame as long as it takes; the analysers are told when that is longer than a camera may be silent.</summary>
    private async ValueTask<Frame> NextAsync(CancellationToken cancellationToken)
    {
        if (source.Frames.TryTake(out var there))
        {
            return there;
        }

        var next = source.Frames.TakeAsync(cancellationToken).AsTask();
        try
        {
            return await next.WaitAsync(source.Patience, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            foreach (var analyser in analysers)
            {
                analyser.Lose(time.GetTimestamp());
            }

            slow?.Forget();

            return await next;
        }
    }

    private async Task KeepAnalysingAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var frame = await NextAsync(cancellationToken);
            try
            {
                _masks.Paint(frame);
                foreach (var analyser in analysers)
                {
                    analyser.Analyse(frame);
                }

                if (slow?.Count(source.Decoded, time.GetTimestamp()) is { } line)
                {
                    onNote?.Invoke(line);
                }

                _rate.Count();
                Interlocked.Increment(ref _analysed);
                Interlocked.Exchange(ref _wanted, null)?.TrySetResult(StillOf(frame));
                if (Interlocked.Exchange(ref _watched, null) is { } watched)
                {
                    Interlocked.Increment(ref _encoded);
                    watched.TrySetResult(LiveJpeg.Encode(frame));
                }
            }
            finally
            {
                frame.Dispose();
            }
        }
    }
}
