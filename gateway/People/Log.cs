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

    [LoggerMessage(EventId = 1702, Level = LogLevel.Information, Message = "household {Household} has moved out and is erased")]
    internal static partial void MovedOut(this ILogger logger, string household);

    [LoggerMessage(EventId = 1703, Level = LogLevel.Error,
        Message = "household {Household} has moved out and is not erased: {Reason}; it is tried again in ten minutes")]
    internal static partial void MoveOutFailed(this ILogger logger, string household, string reason);
}
