using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Journals.Clock;
using Zhuhui.Edge.Gateway.Site;

namespace Zhuhui.Edge.Gateway.Journals.Retention;

/// <summary>What the retention has to know of the rest of the gateway.</summary>
/// <param name="Acknowledged">How far the hub has a stream, by the bookmark on the disk; null where the site has no hub.</param>
/// <param name="Remembered">How far a snapshot reaches into a stream.</param>
/// <param name="Snapshot">Makes a new one.</param>
/// <param name="Disk">Bytes free and in all; null where the disk does not say.</param>
internal sealed record RetentionInputs(Func<Journal, long?> Acknowledged, Func<Journal, long> Remembered, Action Snapshot,
    Func<(long Free, long Total)?> Disk);

/// <summary>
/// Sees to it that the journal stays within its room: deletes what <see cref="RetentionRules"/> names, each time with a record of it on the
/// disk before, and raises the alarm when nine tenths are full. Confined to one loop.
/// </summary>
internal sealed class RetentionPass(EventLedger ledger, LedgerOptions options, RetentionInputs around, OpenAlarms open, TimeProvider time,
    ILogger logger)
{
    private const int Page = 1000;

    private bool _isBegun;
    private bool _isRefused;

    /// <summary>Looks once; to be called every few seconds.</summary>
    public void RunOnce()
    {
        try
        {
            if (!_isBegun)
            {
                _isBegun = true;
                RecordWhatIsGone();
            }

            var (free, total) = around.Disk() ?? (long.MaxValue, 0);
            DeleteWhatIsDue();
            MakeRoom(free, total);
            Raise(free, total);
            _isRefused = false;
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            if (!_isRefused)
            {
                _isRefused = true;
                logger.RetentionRefused(refusal.Message);
            }
        }
    }

    private void DeleteWhatIsDue()
    {
        // Without a clock that can be believed nothing is too old, and a disk that takes no record of it keeps what it has.
        DateTimeOffset? now = ledger.Clock == ClockState.Unsynchronised ? null : time.GetUtcNow();
        if (ledger.JournalOf(EventStream.Registry).IsDegraded)
        {
            return;
        }

        if (States(anySnapshot: true).Any(s => RetentionRules.Due(s, now) is { } wish
            && wish.Range.Last >= around.Remembered(ledger.JournalOf(s.Stream))))
        {
            around.Snapshot();
        }

        States().Select(s => (State: s, Drop: RetentionRules.Due(s, now))).ToList().ForEach(due => Carry(due.State, due.Drop));
    }

    private void MakeRoom(long free, long total)
    {
        var wanted = Math.Min((long)options.ReserveMegabytes << 20, total / 20) - free;
        if (wanted <= 0)
        {
            return;
        }

        if (RetentionRules.ForRoom(States(anySnapshot: true), wanted)
            .Any(wish => wish.Range.Last >= around.Remembered(ledger.JournalOf(wish.Stream))))
        {
            around.Snapshot();
        }

        var states = States();
        RetentionRules.ForRoom(states, wanted).ToList().ForEach(drop => Carry(states.First(s => s.Stream == drop.Stream), drop));
    }

    private void Raise(long free, long total)
    {
        List<AlarmEvent?> alarms = [total > 0 ? Evaluate(StorageFilling.Disk, total - free, total) : null];
        alarms.AddRange(States().Select(s => Evaluate(EventLedger.NameOf(s.Stream), s.BytesOwed, (long)s.Keeping.Megabytes << 20)));
        alarms.OfType<AlarmEvent>().ToList().ForEach(ledger.Append);

        AlarmEvent? Evaluate(string place, long used, long limit) =>
            StorageAlarm.Evaluate(place, used, limit, open.Has(AlarmSign.OfStorage(place)));
    }

    private void Carry(StreamState state, Drop? drop)
    {
        if (drop is null)
        {
            return;
        }

        var journal = ledger.JournalOf(drop.Stream);
        var (first, last) = (drop.Range.First, drop.Range.Last);
        var unacknowledged = state.Acknowledged is { } reached ? Math.Max(0, last - Math.Max(reached, first - 1)) : (long?)null;
        var kept = state.Extents.First(e => e.First > last);
        ledger.Append(new JournalDropped(last - first + 1, TimeOf(state.Extents[0]), TimeOf(kept), drop.Reason, journal.Stream,
            journal.Ledger, first, last, unacknowledged));
        journal.DeleteSegmentsThrough(last);
        var whoHasThem = unacknowledged switch
        {
            null => "there is no hub that could have them",
            0 => "the hub has them all",
            _ => $"the hub has {unacknowledged} of them not",
        };
        logger.Dropped(journal.Stream, first, last, drop.Reason, whoHasThem);
    }

    /// <summary>A crash may have come between a deletion and its record where the disk was so full that the record had to wait, and people
    /// delete files: the reader of a journal that begins above 1 must find why.</summary>
    private void RecordWhatIsGone()
    {
        var unexplained = ledger.Journals.Where(j => j.FirstSeq > 1).ToDictionary(j => j.Stream, j => (Journal: j, First: j.FirstSeq),
            StringComparer.Ordinal);
        var registry = ledger.JournalOf(EventStream.Registry);
        for (long after = 0; unexplained.Count > 0 && registry.ReadAfter(after, Page) is { Count: > 0 } records; after = records[^1].Seq)
        {
            foreach (var record in records.Where(r => r.Type == EventTypes.JournalDropped))
            {
                if (record.ToEvent() is JournalDropped { Journal: { } stream, Last: { } last } dropped
                    && unexplained.TryGetValue(stream, out var gone) && dropped.Ledger == gone.Journal.Ledger && last >= gone.First - 1)
                {
                    unexplained.Remove(stream);
                }
            }
        }

        foreach (var (journal, first) in unexplained.Values)
        {
            var kept = TimeOf(journal.Extents()[0]);
            ledger.Append(new JournalDropped(first - 1, kept, kept, DropReason.Unknown, journal.Stream, journal.Ledger, 1, first - 1));
        }
    }

    private DateTimeOffset TimeOf(JournalExtent extent) => extent.BeganAt()?.At ?? time.GetUtcNow();

    /// <param name="anySnapshot">As if a snapshot reached to the end.</param>
    private StreamState[] States(bool anySnapshot = false) =>
    [
        StateOf(EventStream.Alarms, options.Alarms, anySnapshot),
        StateOf(EventStream.Passages, options.Passages, anySnapshot),
        StateOf(EventStream.Registry, options.Registry, anySnapshot),
        StateOf(EventStream.Health, options.Health, anySnapshot),
    ];

    private StreamState StateOf(EventStream stream, StreamKeeping keeping, bool anySnapshot)
    {
        var journal = ledger.JournalOf(stream);
        var extents = journal.Extents();
        return new StreamState(stream, extents, keeping, around.Acknowledged(journal), anySnapshot ? long.MaxValue
            : around.Remembered(journal),
            i => extents.Skip(i + 1).Select(extent => extent.BeganAt()).FirstOrDefault(began => began is { IsDated: true })?.At);
    }
}
