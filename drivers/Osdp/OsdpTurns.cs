namespace Zhuhui.Edge.Drivers.Osdp;

/// <summary>
/// Whose turn it is on a bus. Readers that answer take turns by when they are due; a question to a missing one costs the bus the whole
/// reply time, so those come one at a time, with a share of <see cref="OsdpTimings.Turn"/> between them while anybody answers.
/// </summary>
internal sealed class OsdpTurns(IReadOnlyList<OsdpReader> readers, OsdpTimings timings, TimeProvider time)
{
    private static readonly TimeSpan _shortest = TimeSpan.FromMilliseconds(1);
    private long _missingEndedAt = long.MinValue / 2;

    /// <summary>The reader to ask now; otherwise null and how long to wait.</summary>
    public OsdpReader? Next(out TimeSpan wait)
    {
        var now = time.GetTimestamp();
        OsdpReader? present = null;
        OsdpReader? missing = null;
        var missingCount = 0;
        foreach (var reader in readers)
        {
            ref var best = ref reader.IsMissing ? ref missing : ref present;
            missingCount += reader.IsMissing ? 1 : 0;
            best = best is null || IsBefore(reader, best) ? reader : best;
        }

        wait = TimeSpan.Zero;
        var missingAt = _missingEndedAt + Turn(missingCount);
        if (missing is not null && missing.DueAt <= now && (missingAt <= now || present is null))
        {
            return missing;
        }

        if (present is not null && present.DueAt <= now)
        {
            return present;
        }

        var next = Math.Min(present?.DueAt ?? long.MaxValue, missing is null ? long.MaxValue : Math.Max(missing.DueAt, missingAt));
        next = present is null && missing is not null ? missing.DueAt : next;
        // A signal may make somebody due sooner.
        var left = next == long.MaxValue ? timings.Poll : time.GetElapsedTime(now, next);
        wait = left < _shortest ? _shortest : left > timings.Poll ? timings.Poll : left;
        return null;
    }

    /// <summary>The exchange with this reader, who was missing when it began, is over.</summary>
    public void EndedWithMissing() => _missingEndedAt = time.GetTimestamp();

    private long Turn(int missing)
    {
        var share = timings.Turn / Math.Max(missing, 1);
        return (long)((share > timings.ShortestTurn ? share : timings.ShortestTurn).TotalSeconds * time.TimestampFrequency);
    }

    private static bool IsBefore(OsdpReader one, OsdpReader other) =>
        one.IsUrgent != other.IsUrgent ? one.IsUrgent
        : one.HungrySince != other.HungrySince ? one.HungrySince < other.HungrySince
        : one.DueAt < other.DueAt;
}
