using Microsoft.Extensions.Logging;
using Zhuhui.Edge.CloudBridge.Topics;

namespace Zhuhui.Edge.CloudBridge.Delivery;

/// <summary>How far one stream is acknowledged and published, and its bookmark on the disk. Confined to the link's loop.</summary>
internal sealed class StreamProgress
{
    private static readonly TimeSpan _saveEvery = TimeSpan.FromSeconds(1);
    private readonly OutboxFeed _feed;
    private readonly BookmarkFile _file;
    private readonly TimeProvider _time;
    private readonly SeqRanges _published = new();
    private long _publishedBelow;
    private long? _savedAt;

    /// <summary>Reads the bookmark.</summary>
    public StreamProgress(OutboxFeed feed, BookmarkFile file, TimeProvider time, ILogger logger)
    {
        (_feed, _file, _time) = (feed, file, time);
        var bookmark = file.Load(feed.Ledger);
        if (bookmark.Acknowledged > (feed.LastAtStart ?? feed.Extent().Last))
        {
            // A power cut may have cost the journal its last records after the hub had them; their numbers are given again, so they must be
            // sent again.
            logger.JournalEndsEarly(feed.Name, bookmark.Acknowledged);
            bookmark = Bookmark.Start(feed.Ledger);

            // Before the journal reaches that number again with other records, which the old file would pass over at the next start.
            IsSaved = false;
        }

        Acknowledged = bookmark.Acknowledged;
        _publishedBelow = bookmark.PublishedBelow;
        foreach (var (first, last) in bookmark.PublishedAbove)
        {
            for (var seq = first; seq <= last; seq++)
            {
                _published.Add(seq);
            }
        }
    }

    /// <summary>Every record up to this number is acknowledged.</summary>
    public long Acknowledged { get; private set; }

    /// <summary>How many distinct records the broker has accepted.</summary>
    public long Published => _publishedBelow + _published.Count;

    /// <summary>Whether the bookmark's file says what is known here.</summary>
    public bool IsSaved { get; private set; } = true;

    /// <summary>How long until the file is to be written; null where there is nothing to write.</summary>
    public TimeSpan? SaveDueIn => IsSaved ? null : _savedAt is { } at ? _saveEvery - _time.GetElapsedTime(at) : TimeSpan.Zero;

    /// <summary>The broker has accepted a record.</summary>
    public void NotePublished(long seq) => IsSaved &= !_published.Add(seq);

    /// <summary>The record after the last acknowledged one is acknowledged too, and so on up to this one.</summary>
    /// <param name="records">How many those are.</param>
    public void MoveTo(long seq, int records)
    {
        IsSaved = false;
        Acknowledged = seq;
        _publishedBelow += records;
        _published.RemoveThrough(seq);
    }

    /// <summary>Writes the bookmark when it has moved: at most once a second, or at once where <paramref name="now"/> asks for
    /// it.</summary>
    public void Save(bool now)
    {
        if (SaveDueIn is not { } due || (!now && due > TimeSpan.Zero))
        {
            return;
        }

        _savedAt = _time.GetTimestamp();
        IsSaved = _file.TrySave(new Bookmark(_feed.Ledger, Acknowledged, _publishedBelow, _published.Runs));
    }
}
