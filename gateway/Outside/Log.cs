namespace Zhuhui.Edge.Gateway.Outside;

/// <summary>What the room puts in the log. Event ids 2600 to 2699; see docs/design/logging.md.</summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 2600, Level = LogLevel.Warning,
        Message = "outside/{Target}: how far it has the journal cannot be read; it is told again of what is younger than {Hours} h")]
    internal static partial void CursorDamaged(this ILogger logger, string target, int hours);

    [LoggerMessage(EventId = 2601, Level = LogLevel.Warning,
        Message = "outside/{Target}: how far it has the journal can't be kept ({Reason}); after a restart it is told some of it again")]
    internal static partial void CursorNotKept(this ILogger logger, string target, string reason);

    [LoggerMessage(EventId = 2602, Level = LogLevel.Error, Message = "outside/{Target}: the journal can't be read ({Reason})")]
    internal static partial void JournalUnreadable(this ILogger logger, string target, string reason);
}
