namespace Zhuhui.Edge.Gateway.People;

/// <summary>What the people put in the log. Event ids 1700 to 1799; see docs/design/logging.md.</summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 1700, Level = LogLevel.Error,
        Message = "face templates could not be made anew for the model pack: {Reason}; it is tried again at the next start, cards go on")]
    internal static partial void RenewalFailed(this ILogger logger, string reason);

    [LoggerMessage(EventId = 1701, Level = LogLevel.Warning,
        Message = "a kept photo of {Person} gives no template for model pack {Pack}: {Reason}")]
    internal static partial void PhotoRefused(this ILogger logger, PersonId person, string pack, string reason);

    [LoggerMessage(EventId = 1702, Level = LogLevel.Information, Message = "erased, for they have moved out or their "
        + "right ended long ago: {Whom}")]
    internal static partial void MovedOut(this ILogger logger, string whom);

    [LoggerMessage(EventId = 1703, Level = LogLevel.Error,
        Message = "not erased, though they have moved out or their right ended long ago: {Whom}: {Reason}; it is "
        + "tried again in ten minutes")]
    internal static partial void MoveOutFailed(this ILogger logger, string whom, string reason);
}
