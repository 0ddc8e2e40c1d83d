namespace Zhuhui.Edge.Hub.Store;

/// <summary>Numbers of one stream that are stored without a gap, and what is needed to check the chain at both ends.</summary>
/// <param name="Prev">The prev of the first record.</param>
/// <param name="Hash">The SHA-256 of the last record's bytes.</param>
internal sealed record SequenceRun(long First, long Last, byte[] Prev, byte[] Hash)
{
    /// <summary>Which of these numbers the stored runs already have.</summary>
    public static IEnumerable<long> Known(IEnumerable<SequenceRun> ascending, IEnumerable<long> numbers)
    {
        List<SequenceRun> stored = [.. ascending];
        var i = 0;
        foreach (var number in numbers)
        {
            while (i < stored.Count && stored[i].Last < number)
            {
                i++;
            }

            if (i < stored.Count && stored[i].First <= number)
            {
                yield return number;
            }
        }
    }
}

/// <summary>What new runs make of the stored ones.</summary>
/// <param name="Gone">First numbers of the runs that are now part of another.</param>
/// <param name="Changed">Runs that are new or longer.</param>
/// <param name="Breaks">Records whose prev is not the hash of their predecessor, now that both are there.</param>
internal sealed record RunChange(IReadOnlyList<long> Gone, IReadOnlyList<SequenceRun> Changed, IReadOnlyList<long> Breaks)
{
    private static readonly byte[] _beginning = new byte[32];

    /// <summary>Pure. Records may come in any order over the batches: a link is checked when the later of its two records comes.</summary>
    /// <param name="stored">The stream's stored runs, ascending; those that neither overlap nor touch a new one may be left out.</param>
    /// <param name="added">Records that are in none of them, each as a run of one, ascending.</param>
    public static RunChange Merge(IReadOnlyList<SequenceRun> stored, IEnumerable<SequenceRun> added)
    {
        var breaks = new List<long>();
        var joined = new List<(SequenceRun Run, List<long> Parts, bool New)>();
        foreach (var (run, isNew) in Ascending(stored, added))
        {
            if (run.First == 1 && isNew && !run.Prev.AsSpan().SequenceEqual(_beginning))
            {
                breaks.Add(1);
            }

            if (joined.Count > 0 && joined[^1].Run.Last + 1 == run.First)
            {
                var (left, parts, leftIsNew) = joined[^1];
                if (!left.Hash.AsSpan().SequenceEqual(run.Prev))
                {
                    breaks.Add(run.First);
                }

                if (!isNew)
                {
                    parts.Add(run.First);
                }

                joined[^1] = (left with { Last = run.Last, Hash = run.Hash }, parts, leftIsNew || isNew);
            }
            else
            {
                joined.Add((run, isNew ? [] : [run.First], isNew));
            }
        }

        return new RunChange(
            [.. joined.SelectMany(one => one.Parts.Where(first => first != one.Run.First))],
            [.. joined.Where(one => one.New).Select(one => one.Run)],
            breaks);
    }

    private static IEnumerable<(SequenceRun Run, bool New)> Ascending(IReadOnlyList<SequenceRun> stored, IEnumerable<SequenceRun> added)
    {
        var i = 0;
        foreach (var run in added)
        {
            while (i < stored.Count && stored[i].First < run.First)
            {
                yield return (stored[i++], false);
            }

            yield return (run, true);
        }

        while (i < stored.Count)
        {
            yield return (stored[i++], false);
        }
    }
}
