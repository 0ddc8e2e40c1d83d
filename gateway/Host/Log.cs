namespace Zhuhui.Edge.Gateway.Host;

/// <summary>What the host puts in the log. Event ids 2700 to 2799; see docs/design/logging.md.</summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 2700, Level = LogLevel.Critical,
        Message = "the loops of {Doors} have taken no turn for {Seconds:F0} s; the service manager is to start the gateway anew")]
    internal static partial void DoorsHang(this ILogger logger, string doors, double seconds);

    [LoggerMessage(EventId = 2701, Level = LogLevel.Critical,
        Message = "the loops of {Doors} have taken no turn for {Seconds:F0} s: the disk hangs, or a fire has the doors released; the "
            + "gateway stays, so that the fire contact goes on working")]
    internal static partial void DoorsHangAndAreSpared(this ILogger logger, string doors, double seconds);
}
