namespace Zhuhui.Edge.Drivers.Osdp;

/// <summary>What a bus has counted since its start.</summary>
/// <param name="Commands">Commands sent, repetitions included.</param>
/// <param name="Repetitions">Commands sent again because no good answer came.</param>
/// <param name="Replies">Answers taken.</param>
/// <param name="Refused">Answers thrown away: wrong check, wrong MAC, or plaintext where only a secure channel may speak.</param>
/// <param name="Sessions">Sessions begun.</param>
/// <param name="Cycle">The mean time between two polls of one reader that answers, over the last 64.</param>
public readonly record struct OsdpFigures(long Commands, long Repetitions, long Replies, long Refused, long Sessions, TimeSpan Cycle);

/// <summary>The loop counts, anybody reads.</summary>
internal sealed class OsdpCounters
{
    private const int Window = 64;
    private long _commands;
    private long _repetitions;
    private long _replies;
    private long _refused;
    private long _sessions;
    private long _cycleTicks;

    public void Sent(bool again)
    {
        Interlocked.Increment(ref _commands);
        Interlocked.Add(ref _repetitions, again ? 1 : 0);
    }

    public void Taken() => Interlocked.Increment(ref _replies);

    public void Refused(long count = 1) => Interlocked.Add(ref _refused, count);

    public void Began() => Interlocked.Increment(ref _sessions);

    public void Polled(TimeSpan sinceLast)
    {
        var mean = Interlocked.Read(ref _cycleTicks);
        Interlocked.Exchange(ref _cycleTicks, mean == 0 ? sinceLast.Ticks : mean + (sinceLast.Ticks - mean) / Window);
    }

    public OsdpFigures Read() => new(
        Interlocked.Read(ref _commands),
        Interlocked.Read(ref _repetitions),
        Interlocked.Read(ref _replies),
        Interlocked.Read(ref _refused),
        Interlocked.Read(ref _sessions),
        TimeSpan.FromTicks(Interlocked.Read(ref _cycleTicks)));
}
