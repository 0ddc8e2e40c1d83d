using Microsoft.Extensions.Logging;

namespace Zhuhui.Edge.CloudBridge.Delivery;

/// <summary>What outboxes and bookmarks put in the log. Event ids 5100 to 5199; see docs/design/logging.md.</summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 5100, Level = LogLevel.Warning,
        Message = "The bookmark {Path} is damaged: stream {Stream} is sent again from its first record, the hub drops what it has.")]
    internal static partial void BookmarkDamaged(this ILogger logger, string path, string stream);

    [LoggerMessage(EventId = 5101, Level = LogLevel.Warning,
        Message = "The bookmark {Path} belongs to another journal ({Ledger}): stream {Stream} is sent from its first record.")]
    internal static partial void BookmarkOfAnother(this ILogger logger, string path, Guid ledger, string stream);

    [LoggerMessage(EventId = 5102, Level = LogLevel.Warning,
        Message = "The bookmark {Path} cannot be read ({Reason}): stream {Stream} is sent again from its first record.")]
    internal static partial void BookmarkUnreadable(this ILogger logger, string path, string reason, string stream);

    [LoggerMessage(EventId = 5103, Level = LogLevel.Warning,
        Message = "The bookmark {Path} cannot be written ({Reason}): free the disk or set its rights. Sending goes on.")]
    internal static partial void BookmarkNotWritten(this ILogger logger, string path, string reason);

    [LoggerMessage(EventId = 5104, Level = LogLevel.Error,
        Message = "Records {First} to {Last} of stream {Stream} are no longer in the journal and cannot be sent.")]
    internal static partial void RecordsGone(this ILogger logger, long first, long last, string stream);

    [LoggerMessage(EventId = 5105, Level = LogLevel.Warning,
        Message = "The journal of stream {Stream} ends before record {Seq}, which the hub has acknowledged: it is sent again from its "
            + "first record.")]
    internal static partial void JournalEndsEarly(this ILogger logger, string stream, long seq);

    [LoggerMessage(EventId = 5106, Level = LogLevel.Error,
        Message = "The journal of stream {Stream} cannot be read after {Seq} ({Reason}): see to the disk and the rights. It is tried "
            + "again, the other streams go on.")]
    internal static partial void JournalUnreadable(this ILogger logger, string stream, long seq, string reason);
}
