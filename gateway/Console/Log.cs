namespace Zhuhui.Edge.Gateway.Console;

/// <summary>What the console puts in the log. Event ids 2900 to 2999; see docs/design/logging.md.</summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 2900, Level = LogLevel.Warning,
        Message = "a browser refused what a page of the console would have done: {Kind}")]
    internal static partial void PolicyReported(this ILogger logger, string kind);

    [LoggerMessage(EventId = 2901, Level = LogLevel.Error, Message = "the page {Sheet} could not be drawn: it says that it is old")]
    internal static partial void SheetBroken(this ILogger logger, Exception bug, string sheet);
}
