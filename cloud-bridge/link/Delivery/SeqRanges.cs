namespace Zhuhui.Edge.CloudBridge.Delivery;

/// <summary>A set of sequence numbers kept as ascending runs [first, last] that never touch: what acknowledgements and bookmarks
/// write.</summary>
internal sealed class SeqRanges
{
    private readonly List<(long First, long Last)> _runs = [];

    /// <summary>How many numbers are in the set.</summary>
    public long Count { get; private set; }

    public IReadOnlyList<(long First, long Last)> Runs => _runs;

    /// <summary>Adds a number; false when it was there.</summary>
    public bool Add(long seq)
    {
        var at = RunAtOrBefore(seq);
        if (at >= 0 && seq <= _runs[at].Last)
        {
            return false;
        }

        Count++;
        var joinsLeft = at >= 0 && _runs[at].Last == seq - 1;
        var joinsRight = at + 1 < _runs.Count && _runs[at + 1].First == seq + 1;
        switch (joinsLeft, joinsRight)
        {
            case (true, true):
                _runs[at] = (_runs[at].First, _runs[at + 1].Last);
                _runs.RemoveAt(at + 1);
                break;
            case (true, false):
                _runs[at] = (_runs[at].First, seq);
                break;
            case (false, true):
                _runs[at + 1] = (seq, _runs[at + 1].Last);
                break;
            default:
                _runs.Insert(at + 1, (seq, seq));
                break;
        }

        return true;
    }

    public bool Contains(long seq) => RunAtOrBefore(seq) is >= 0 and var at && seq <= _runs[at].Last;

    /// <summary>The highest number of the set that is not above <paramref name="seq"/>; 0 where there is none.</summary>
    public long LastThrough(long seq) => RunAtOrBefore(seq) is >= 0 and var at ? Math.Min(seq, _runs[at].Last) : 0;

    /// <summary>Takes every number up to and including <paramref name="seq"/> out of the set.</summary>
    public void RemoveThrough(long seq)
    {
        var at = RunAtOrBefore(seq);
        if (at < 0)
        {
            return;
        }

        var last = _runs[at].Last;
        _runs.RemoveRange(0, at + 1);
        if (last > seq)
        {
            _runs.Insert(0, (seq + 1, last));
        }

        Count = 0;
        foreach (var run in _runs)
        {
            Count += run.Last - run.First + 1;
        }
    }

    /// <summary>The index of the last run that begins at or before the number; -1 when all begin after it.</summary>
    private int RunAtOrBefore(long seq)
    {
        int low = 0, high = _runs.Count - 1;
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (_runs[middle].First <= seq)
            {
                low = middle + 1;
            }
            else
            {
                high = middle - 1;
            }
        }

        return high;
    }
}
