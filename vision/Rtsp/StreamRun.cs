namespace Zhuhui.Edge.Vision.Rtsp;

/// <summary>Why we ended a run of ffmpeg ourselves.</summary>
internal enum RunEnd
{
    /// <summary>We did not.</summary>
    None,
    Stalled,
    Failed,
    SizeChanged,
    OtherDecoder,
}

/// <summary>One run of ffmpeg, from its start to its end: what it says, and whether and why it is to stop. The first reason
/// counts.</summary>
internal sealed class StreamRun : IDisposable
{
    private readonly CancellationTokenSource _stop;
    private int _end;

    public StreamRun(CancellationToken cancellationToken)
    {
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Stopped = _stop.Token;
        Log.Flooded += () => End(RunEnd.Failed);
        Log.Hopeless += () => End(RunEnd.Failed);
        Log.SizeChanged += () => End(RunEnd.SizeChanged);
    }

    public StreamLog Log { get; } = new();

    public CancellationToken Stopped { get; }

    public RunEnd EndedAs => (RunEnd)Volatile.Read(ref _end);

    public void End(RunEnd end)
    {
        if (Interlocked.CompareExchange(ref _end, (int)end, (int)RunEnd.None) != (int)RunEnd.None)
        {
            return;
        }

        try
        {
            _stop.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // A last word of ffmpeg's, or the watchdog, after the run was over.
        }
    }

    public void Dispose() => _stop.Dispose();
}
