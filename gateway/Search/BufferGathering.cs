using Zhuhui.Edge.Gateway.Journals;

namespace Zhuhui.Edge.Gateway.Search;

/// <summary>Takes records out of several journals in the order of their times, so that a buffer that is rebuilt and bounded keeps the
/// newest of all of them. Not thread safe.</summary>
internal sealed class BufferGathering(IReadOnlyList<Journal> journals)
{
    /// <summary>A rebuild goes in large steps; what comes in daily life is less.</summary>
    private const int AtOnce = 1000;

    private readonly Queue<JournalRecord>[] _ahead = [.. journals.Select(_ => new Queue<JournalRecord>())];
    private readonly long[] _read = new long[journals.Count];
    private readonly long[] _taken = new long[journals.Count];

    /// <summary>Begins behind these numbers, one a journal.</summary>
    public void BeginAt(IReadOnlyList<long> reached)
    {
        for (var i = 0; i < journals.Count; i++)
        {
            _ahead[i].Clear();
            _read[i] = _taken[i] = reached[i];
        }
    }

    /// <summary>The next records, at most some thousands, and how far each journal is taken with them; what is not stored must be begun
    /// again with <see cref="BeginAt"/>.</summary>
    /// <exception cref="IOException">A journal can't be read.</exception>
    public (List<BufferedEvent> Events, long[] Reached) Next()
    {
        // A journal that may have more behind what was read of it holds up what is later than that.
        DateTimeOffset? until = null;
        for (var i = 0; i < journals.Count; i++)
        {
            if (_ahead[i].Count < AtOnce)
            {
                foreach (var record in journals[i].ReadAfter(_read[i], AtOnce))
                {
                    _ahead[i].Enqueue(record);
                    _read[i] = record.Seq;
                }
            }

            if (_ahead[i].Count >= AtOnce && (until is null || _ahead[i].Max(record => record.At) < until))
            {
                until = _ahead[i].Max(record => record.At);
            }
        }

        List<BufferedEvent> events = [];
        for (var i = 0; i < journals.Count; i++)
        {
            while (_ahead[i].TryPeek(out var record) && (until is null || record.At <= until))
            {
                events.Add(BufferFile.Event(journals[i].Stream, _ahead[i].Dequeue()));
                _taken[i] = record.Seq;
            }
        }

        return (events, [.. _taken]);
    }

    /// <summary>Where to begin with journals that hold more than fits: whoever has little is taken whole, and the others share what that
    /// leaves.</summary>
    /// <param name="counts">How many records each has.</param>
    /// <returns>How many of each, the newest, are taken.</returns>
    public static long[] Shares(IReadOnlyList<long> counts, long room)
    {
        var shares = new long[counts.Count];
        var left = counts.Count;
        foreach (var i in Enumerable.Range(0, counts.Count).OrderBy(i => counts[i]))
        {
            shares[i] = Math.Min(counts[i], room / left--);
            room -= shares[i];
        }

        return shares;
    }
}
