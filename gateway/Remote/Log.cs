namespace Zhuhui.Edge.Gateway.Remote;

/// <summary>What carrying out the hub's orders puts in the log. Event ids 2300 to 2399; see docs/design/logging.md.</summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 2300, Level = LogLevel.Warning,
        Message = "the answer to {Kind} {Id} could not be sent within a minute; what came of it is in the journal")]
    internal static partial void AnswerNotSent(this ILogger logger, string kind, string? id);
}
