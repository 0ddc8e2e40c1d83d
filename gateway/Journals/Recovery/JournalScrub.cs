using Zhuhui.Edge.Gateway.Events;

namespace Zhuhui.Edge.Gateway.Journals.Recovery;

/// <summary>
/// Reads the older segments once after a start, one at a time: checksums, numbers and the hash chain within and between them. What a card
/// lost while nobody looked is found here and not on the day somebody asks for it. A start itself reads the last segment only. Confined to
/// one loop.
/// </summary>
internal sealed class JournalScrub(IEnumerable<Journal> journals)
{
    private readonly Queue<Journal> _left = new(journals);
    private long _done;
    private JournalVerification? _before;

    /// <summary>Verifies one more segment.</summary>
    /// <returns>false once all that there was has been read.</returns>
    /// <exception cref="IOException">The disk does not give the segment; the next call goes on after it.</exception>
    public bool Step()
    {
        while (_left.TryPeek(out var journal))
        {
            var extents = journal.Extents();
            if (extents.SkipLast(1).FirstOrDefault(e => e.First > _done) is { Path: not null } next)
            {
                _done = next.First;
                Verify(journal, next);
                return true;
            }

            _left.Dequeue();
            (_done, _before) = (0, null);
        }

        return false;
    }

    private void Verify(Journal journal, JournalExtent extent)
    {
        var before = _before;
        _before = null;
        JournalVerification found;
        try
        {
            found = JournalVerification.Verify(new JournalFile(extent.First, extent.Path), extent.Last);
        }
        catch (FileNotFoundException) when (journal.FirstSeq > extent.First)
        {
            // Deleted on purpose meanwhile.
            return;
        }

        _before = found;
        List<SeqRange> missing = [.. found.Missing];
        var last = Math.Max(found.LastSeq, extent.First - 1);
        if (last < extent.Last)
        {
            missing.Add(new SeqRange(last + 1, extent.Last));
        }

        List<long> breaks = [.. found.ChainBreaks];
        if (before is not null && before.LastSeq + 1 == found.FirstSeq && before.LastHash != found.FirstPreviousHash)
        {
            breaks.Add(found.FirstSeq);
        }

        if (missing.Count > 0 || breaks.Count > 0 || found.IsDamagedInside)
        {
            journal.NoteDamage(new JournalRecovery { Missing = missing, ChainBreaks = breaks }, new SeqRange(extent.First, extent.Last));
        }
    }
}
