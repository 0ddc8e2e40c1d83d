namespace Zhuhui.Edge.Gateway.Projections;

/// <summary>What the projections put in the log. Event ids 1600 to 1699; see docs/design/logging.md.</summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 1600, Level = LogLevel.Warning,
        Message = "no snapshot of what is remembered could be written ({Reason}); the next start takes longer and remembers the same")]
    internal static partial void SnapshotRefused(this ILogger logger, string reason);

    [LoggerMessage(EventId = 1601, Level = LogLevel.Warning,
        Message = "the snapshot of what is remembered is not used: {Doubt}; the whole journal is read instead")]
    internal static partial void SnapshotDoubted(this ILogger logger, string doubt);

    [LoggerMessage(EventId = 1602, Level = LogLevel.Warning,
        Message = "journal {Stream} is kept from number {First} on: what happened before is not remembered any more")]
    internal static partial void RemembersFrom(this ILogger logger, string stream, long first);
}
