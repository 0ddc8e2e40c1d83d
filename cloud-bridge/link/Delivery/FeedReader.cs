using Microsoft.Extensions.Logging;
using Zhuhui.Edge.CloudBridge.Topics;

namespace Zhuhui.Edge.CloudBridge.Delivery;

/// <summary>Reads one stream's feed. What the disk does not give for now is asked for again after a while, and is this stream's trouble and
/// no other's. Confined to the link's loop.</summary>
internal sealed class FeedReader(OutboxFeed feed, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan _again = TimeSpan.FromSeconds(5);
    private long? _refusedAt;

    /// <summary>How long reading is of no use; null where it is not refused.</summary>
    public TimeSpan? Again => _refusedAt is { } at ? _again - time.GetElapsedTime(at) : null;

    /// <returns>Null where the disk does not give them for now.</returns>
    public IReadOnlyList<OutboxRecord>? ReadAfter(long seq, int most)
    {
        if (Again > TimeSpan.Zero)
        {
            return null;
        }

        try
        {
            var records = feed.ReadAfter(seq, most);
            _refusedAt = null;
            return records;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            if (_refusedAt is null)
            {
                logger.JournalUnreadable(feed.Name, seq, unreadable.Message);
            }

            _refusedAt = time.GetTimestamp();
            return null;
        }
    }
}
