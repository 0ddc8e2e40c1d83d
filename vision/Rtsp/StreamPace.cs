namespace Zhuhui.Edge.Vision.Rtsp;

/// <summary>How long one stream may be silent, by its own pace: three times the longest gap between two pictures within the last ten
/// minutes, never less than the site file says and never more than <see cref="Longest"/>. A camera at night, or with a codec that leaves
/// out what stands still, sends one picture a second or in five; until the pace of a run is known, a run may be silent for
/// <see cref="WhileUnknown"/>. One caller puts, any thread reads.</summary>
/// <param name="least">As the site file has it.</param>
internal sealed class StreamPace(TimeSpan least, TimeProvider time)
{
    /// <summary>A camera slower than a picture in ten seconds is not told from one that is gone.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    /// <summary>A picture in ten seconds, and a little.</summary>
    public static readonly TimeSpan WhileUnknown = TimeSpan.FromSeconds(12);

    private const double Times = 3;
    private const int GapsToKnow = 3;
    private static readonly TimeSpan _memory = TimeSpan.FromMinutes(10);

    /// <summary>The gaps that count for something, oldest first; where the stream is as quick as most there are none.</summary>
    private readonly Queue<(long At, TimeSpan Gap)> _long = [];

    private readonly TimeSpan _short = least / Times;
    private long _limit = Math.Max(least.Ticks, WhileUnknown.Ticks);
    private long? _last;
    private long _began;
    private int _gaps;

    /// <summary>So long the stream may be silent now.</summary>
    public TimeSpan Limit => TimeSpan.FromTicks(Interlocked.Read(ref _limit));

    /// <summary>The stream is had anew; what is known of its gaps holds on.</summary>
    public void Begin() => (_last, _gaps) = (null, 0);

    /// <summary>A picture came.</summary>
    public void Put(long at)
    {
        if (_last is { } last)
        {
            _gaps++;
            if (time.GetElapsedTime(last, at) is var gap && gap > _short)
            {
                _long.Enqueue((at, gap));
            }
        }
        else
        {
            _began = at;
        }

        _last = at;
        while (_long.TryPeek(out var oldest) && time.GetElapsedTime(oldest.At, at) > _memory)
        {
            _long.Dequeue();
        }

        var limit = _long.Count == 0 ? least : Times * _long.Max(static one => one.Gap);
        if (_gaps < GapsToKnow || time.GetElapsedTime(_began, at) < least)
        {
            limit = limit > WhileUnknown ? limit : WhileUnknown;
        }

        Interlocked.Exchange(ref _limit, Math.Clamp(limit.Ticks, least.Ticks, Math.Max(least.Ticks, Longest.Ticks)));
    }
}
