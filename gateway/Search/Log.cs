namespace Zhuhui.Edge.Gateway.Search;

/// <summary>What the event index puts in the log. Event ids 1500 to 1599; see docs/design/logging.md.</summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 1500, Level = LogLevel.Warning, Message = "event buffer {Path}: takes events again")]
    internal static partial void TakesEventsAgain(this ILogger logger, string path);

    [LoggerMessage(EventId = 1501, Level = LogLevel.Debug, Message = "journal {Stream} can't be read for a query")]
    internal static partial void NotReadForQuery(this ILogger logger, Exception exception, string stream);

    [LoggerMessage(EventId = 1502, Level = LogLevel.Warning,
        Message = "event buffer {Path} is damaged ({Reason}); moved aside to {Aside} and being rebuilt from the journals")]
    internal static partial void BufferDamaged(this ILogger logger, string path, string reason, string aside);

    [LoggerMessage(EventId = 1503, Level = LogLevel.Error,
        Message = "event buffer {Path}: the disk takes no events ({Reason}); the journals keep them, the console is late")]
    internal static partial void TakesNoEvents(this ILogger logger, string path, string reason);
}
