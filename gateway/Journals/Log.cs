using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Journals.Recovery;

namespace Zhuhui.Edge.Gateway.Journals;

/// <summary>What the journals put in the log. Event ids 1400 to 1499; see docs/design/logging.md.</summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 1400, Level = LogLevel.Warning, Message = "journal {Stream}: {Recovery}")]
    internal static partial void Recovered(this ILogger logger, string stream, JournalRecovery recovery);

    [LoggerMessage(EventId = 1401, Level = LogLevel.Error,
        Message = "journal {Stream}: closed with no room on the disk; {Count} records are lost")]
    internal static partial void ClosedWithoutRoom(this ILogger logger, string stream, int count);

    [LoggerMessage(EventId = 1402, Level = LogLevel.Warning,
        Message = "journal {Stream}: the disk takes fsync again; what it had refused is written anew, up to number {Seq}")]
    internal static partial void SyncWorksAgain(this ILogger logger, string stream, long seq);

    [LoggerMessage(EventId = 1403, Level = LogLevel.Error,
        Message = "journal {Stream}: the disk of {Folder} refuses fsync ({Reason}); a power cut may now lose records after number {Seq}")]
    internal static partial void SyncRefused(this ILogger logger, string stream, string folder, string reason, long seq);

    [LoggerMessage(EventId = 1404, Level = LogLevel.Warning,
        Message = "journal {Stream}: the disk takes records again after {Seconds:F0} s; {Written} held records written, {Dropped} had to "
            + "be dropped")]
    internal static partial void WritesAgain(this ILogger logger, string stream, double seconds, long written, long dropped);

    [LoggerMessage(EventId = 1405, Level = LogLevel.Error,
        Message = "journal {Stream}: the disk of {Folder} takes no records ({Reason}); doors go on, up to {Count} records wait in "
            + "memory. Free some space there")]
    internal static partial void WriteRefused(this ILogger logger, string stream, string folder, string reason, int count);

    [LoggerMessage(EventId = 1406, Level = LogLevel.Error, Message = "journal {Stream}: {Found}")]
    internal static partial void Damaged(this ILogger logger, string stream, JournalRecovery found);

    [LoggerMessage(EventId = 1407, Level = LogLevel.Error,
        Message = "journal {Stream}: {Count} segments are no longer in {Folder}, and it was not the gateway that deleted them")]
    internal static partial void SegmentsGone(this ILogger logger, string stream, int count, string folder);

    [LoggerMessage(EventId = 1408, Level = LogLevel.Error, Message = "journal {Stream}: numbers {First}-{Last} cannot be read any more")]
    internal static partial void Unreadable(this ILogger logger, string stream, long first, long last);

    [LoggerMessage(EventId = 1409, Level = LogLevel.Error,
        Message = "the journal's old segments cannot be looked after ({Reason}): see to the rights and the health of the disk")]
    internal static partial void RetentionRefused(this ILogger logger, string reason);

    [LoggerMessage(EventId = 1410, Level = LogLevel.Warning,
        Message = "journal {Stream}: records {First} to {Last} deleted ({Reason}; {Acknowledged})")]
    internal static partial void Dropped(this ILogger logger, string stream, long first, long last, DropReason reason, string acknowledged);

    [LoggerMessage(EventId = 1411, Level = LogLevel.Information,
        Message = "the site has no hub: the journal's records are deleted for their age and their stream's quota without anybody else "
            + "having them")]
    internal static partial void KeptForNobody(this ILogger logger);

    [LoggerMessage(EventId = 1413, Level = LogLevel.Error,
        Message = "this machine's clock shows {Shown:u} and is not believed ({Reason}); by the newest record it is "
        + "{Counted:u} or later, and "
            + "the site file's Clock.WhenDoubted says what holds. Set the clock, or confirm it with zhuhui-edge clock confirm")]
    internal static partial void ClockDoubted(this ILogger logger, DateTimeOffset shown, DateTimeOffset counted, ClockDoubtReason reason);

    [LoggerMessage(EventId = 1414, Level = LogLevel.Information, Message = "this machine's clock is believed again: {Shown:u}")]
    internal static partial void ClockTrusted(this ILogger logger, DateTimeOffset shown);

    [LoggerMessage(EventId = 1415, Level = LogLevel.Warning, Message = "how late it is can't be kept in {Folder} "
        + "({Reason}); a start goes by "
        + "the journal's records alone")]
    internal static partial void ClockNotKept(this ILogger logger, string folder, string reason);

    [LoggerMessage(EventId = 1412, Level = LogLevel.Error, Message = "an old segment of the journal cannot be read: {Reason}")]
    internal static partial void SegmentUnreadable(this ILogger logger, string reason);
}
