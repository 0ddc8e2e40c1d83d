namespace Zhuhui.Edge.Gateway.Projections;

/// <summary>When something happened, by both clocks.</summary>
/// <param name="At">Wall time, as the journal has it.</param>
/// <param name="Stamp">The same instant as <see cref="TimeProvider.GetTimestamp"/> of this run counts.</param>
internal readonly record struct Moment(DateTimeOffset At, long Stamp);

/// <summary>How late it was at the least, by all that the journal tells.</summary>
/// <param name="At">The latest that the wall clock, counted on by the monotonic clock, ever came to.</param>
/// <param name="MonoMs">The monotonic clock at that moment.</param>
internal readonly record struct Reached(DateTimeOffset At, double MonoMs)
{
    /// <summary>After one more record.</summary>
    public Reached Then(DateTimeOffset at, double monoMs)
    {
        var counted = At.AddMilliseconds(Math.Max(0, monoMs - MonoMs));
        return new Reached(at > counted ? at : counted, monoMs);
    }
}

/// <summary>How long ago things were. Within a run only the monotonic clock counts, so that a step of the wall clock lets nobody in and
/// locks nobody out. What happened before the run is set back from its start by the wall clock, never to after it: a clock that went
/// forward in between ends a wait early, one that went back makes it count anew from the start.</summary>
internal sealed class RunClock(TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly DateTimeOffset _startedAt = time.GetUtcNow();
    private readonly long _startedStamp = time.GetTimestamp();
    private DateTimeOffset _latestStart = time.GetUtcNow();

    /// <summary>The monotonic clock, as the doors' loops count it.</summary>
    public TimeSpan Monotonic => time.GetElapsedTime(0);

    public Moment Now() => new(time.GetUtcNow(), time.GetTimestamp());

    /// <summary>A moment before this run.</summary>
    public Moment Before(DateTimeOffset at)
    {
        var ago = _startedAt > at ? _startedAt - at : TimeSpan.Zero;
        return new Moment(at, _startedStamp - (long)(ago.TotalSeconds * time.TimestampFrequency));
    }

    public TimeSpan Since(Moment moment) => time.GetElapsedTime(moment.Stamp);

    /// <summary>Takes up what an earlier run knew. The monotonic clock may have begun anew in between: then it has counted less than has
    /// passed, and never more.</summary>
    public void Reached(Reached earlier)
    {
        lock (_lock)
        {
            var started = _startedStamp * 1000.0 / time.TimestampFrequency;
            var at = earlier.At.AddMilliseconds(Math.Max(0, started - earlier.MonoMs));
            _latestStart = at > _latestStart ? at : _latestStart;
        }
    }

    /// <summary>The wall clock, and the latest that it, counted on by the monotonic clock, ever came to: they differ where it was put
    /// back.</summary>
    public (DateTimeOffset Wall, DateTimeOffset Latest) Read()
    {
        lock (_lock)
        {
            var wall = time.GetUtcNow();
            var run = time.GetElapsedTime(_startedStamp);
            _latestStart = wall - run > _latestStart ? wall - run : _latestStart;
            return (wall, _latestStart + run);
        }
    }
}
