using Microsoft.Extensions.Logging;
using Zhuhui.Edge.CloudBridge.Topics;

namespace Zhuhui.Edge.CloudBridge.Delivery;

/// <summary>How far one stream is acknowledged and published, and its bookmark on the disk. Confined to the link's loop.</summary>
internal sealed class StreamProgress
{
    /// <summary>Each time wears the card with two syncs; what it may cost is that records are sent again after a kill.</summary>
    private static readonly TimeSpan _saveEvery = TimeSpan.FromSeconds(30);

    /// <summary>Where many would be sent again: after so many records, a second after the last time.</summary>
    private const long Many = 1000;
    private static readonly TimeSpan _saveManyEvery = TimeSpan.FromSeconds(1);
    private readonly OutboxFeed _feed;
    private readonly BookmarkFile _file;
    private readonly TimeProvider _time;
    private readonly SeqRanges _published = new();

    /// <summary>Acknowledged, above the bookmark: something before them is not.</summary>
    private readonly SeqRanges _ahead = new();
    private long _publishedBelow;
    private long? _savedAt;
    private long _saved;

    /// <summary>Reads the bookmark.</summary>
    public StreamProgress(OutboxFeed feed, BookmarkFile file, TimeProvider time, ILogger logger)
    {
        (_feed, _file, _time) = (feed, file, time);
        var bookmark = file.Load(feed.Ledger);
        var highest = bookmark.AcknowledgedAbove is [.., var above] ? above.Last : bookmark.Acknowledged;
        if (highest > (feed.LastAtStart ?? feed.Extent().Last))
        {
            // A power cut may have cost the journal its last records after the hub had them; their numbers are given again, so they must be
            // sent again.
            logger.JournalEndsEarly(feed.Name, highest);
            bookmark = Bookmark.Start(feed.Ledger);

            // Before the journal reaches that number again with other records, which the old file would pass over at the next start.
            IsSaved = false;
        }

        Acknowledged = bookmark.Acknowledged;
        _publishedBelow = bookmark.PublishedBelow;
        AddAll(_published, bookmark.PublishedAbove);
        AddAll(_ahead, bookmark.AcknowledgedAbove);
    }

    /// <summary>Every record up to this number is acknowledged.</summary>
    public long Acknowledged { get; private set; }

    /// <summary>How many distinct records the broker has accepted.</summary>
    public long Published => _publishedBelow + _published.Count;

    /// <summary>Whether the bookmark's file says what is known here.</summary>
    public bool IsSaved { get; private set; } = true;

    /// <summary>How long until the file is to be written; null where there is nothing to write.</summary>
    public TimeSpan? SaveDueIn => IsSaved ? null : _savedAt is { } at
        ? (Acknowledged - _saved >= Many ? _saveManyEvery : _saveEvery) - _time.GetElapsedTime(at) : TimeSpan.Zero;

    /// <summary>The broker has accepted a record.</summary>
    public void NotePublished(long seq) => IsSaved &= !_published.Add(seq);

    /// <summary>Whether a record is acknowledged, below the bookmark or above it.</summary>
    public bool IsAcknowledged(long seq) => seq <= Acknowledged || _ahead.Contains(seq);

    /// <summary>A record is acknowledged.</summary>
    public void NoteAcknowledged(long seq) => IsSaved &= !_ahead.Add(seq);

    /// <summary>No record up to this number waits any more: the bookmark moves to the last one that was acknowledged.</summary>
    public void MoveThrough(long seq)
    {
        var to = _ahead.LastThrough(seq);
        if (to == 0)
        {
            return;
        }

        IsSaved = false;
        var before = _ahead.Count;
        _ahead.RemoveThrough(to);
        Acknowledged = to;
        _publishedBelow += before - _ahead.Count;
        _published.RemoveThrough(to);
    }

    /// <summary>Writes the bookmark when it has moved: at most once in half a minute, once a second where it moved far, or at once where
    /// <paramref name="now"/> asks for it.</summary>
    public void Save(bool now)
    {
        if (SaveDueIn is not { } due || (!now && due > TimeSpan.Zero))
        {
            return;
        }

        (_savedAt, _saved) = (_time.GetTimestamp(), Acknowledged);
        IsSaved = _file.TrySave(new Bookmark(_feed.Ledger, Acknowledged, _publishedBelow, _published.Runs)
        {
            AcknowledgedAbove = _ahead.Runs,
        });
    }

    private static void AddAll(SeqRanges to, IReadOnlyList<(long First, long Last)> runs)
    {
        foreach (var (first, last) in runs)
        {
            for (var seq = first; seq <= last; seq++)
            {
                to.Add(seq);
            }
        }
    }
}
