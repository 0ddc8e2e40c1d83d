using Microsoft.Extensions.Logging.Abstractions;

namespace Zhuhui.Edge.CloudBridge.Delivery;

/// <summary>How far a stream has come, by its bookmark on disk: true also after a kill.</summary>
/// <param name="Published">Distinct records the broker has accepted.</param>
/// <param name="Acknowledged">The hub durably has every record up to this number.</param>
public sealed record LinkProgress(long Published, long Acknowledged)
{
    /// <param name="bookmarkFolder">As given to <see cref="HubLink"/>.</param>
    /// <param name="stream">The stream's name.</param>
    /// <param name="ledger">The journal the numbers belong to; a bookmark of another one counts for nothing.</param>
    public static LinkProgress Read(string bookmarkFolder, string stream, Guid ledger)
    {
        var bookmark = new BookmarkFile(bookmarkFolder, stream, NullLogger.Instance).Load(ledger);
        return new LinkProgress(bookmark.PublishedBelow + bookmark.PublishedAbove.Sum(run => run.Last - run.First + 1),
            bookmark.Acknowledged);
    }
}
