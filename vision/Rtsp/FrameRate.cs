namespace Zhuhui.Edge.Vision.Rtsp;

/// <summary>Counts frames over the last ten seconds, in buckets of one.</summary>
internal sealed class FrameRate(TimeProvider time)
{
    private const int Seconds = 10;
    private readonly int[] _buckets = new int[Seconds];
    private readonly Lock _counting = new();
    private readonly long _start = time.GetTimestamp();
    private long _second;

    /// <summary>Frames a second.</summary>
    public double Now
    {
        get
        {
            lock (_counting)
            {
                Forget();
                return _buckets.Sum() / Math.Clamp(time.GetElapsedTime(_start).TotalSeconds, 1, Seconds);
            }
        }
    }

    /// <param name="frames">So many at once.</param>
    public void Count(int frames = 1)
    {
        lock (_counting)
        {
            Forget();
            _buckets[_second % Seconds] += frames;
        }
    }

    private void Forget()
    {
        var second = (long)time.GetElapsedTime(_start).TotalSeconds;
        for (_second = Math.Max(_second, second - Seconds); _second < second;)
        {
            _buckets[++_second % Seconds] = 0;
        }
    }
}
