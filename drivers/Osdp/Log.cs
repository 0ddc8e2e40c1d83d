using Microsoft.Extensions.Logging;
using Zhuhui.Edge.Drivers.Boards;

namespace Zhuhui.Edge.Drivers.Osdp;

/// <summary>What OSDP buses put in the log. Event ids 3100 to 3199; see docs/design/logging.md.</summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 3100, Level = LogLevel.Information, Message = "Bus '{Bus}': readers may be given their keys for {Window}")]
    internal static partial void KeysMayBeInstalled(this ILogger logger, string bus, TimeSpan window);

    [LoggerMessage(EventId = 3101, Level = LogLevel.Information, Message = "Bus '{Bus}': {Condition} {Detail}")]
    internal static partial void BusChanged(this ILogger logger, string bus, DeviceCondition condition, string? detail);

    [LoggerMessage(EventId = 3102, Level = LogLevel.Information, Message = "Reader '{Reader}' has been given the site's key")]
    internal static partial void KeyInstalled(this ILogger logger, string reader);

    [LoggerMessage(EventId = 3103, Level = LogLevel.Information, Message = "Reader '{Reader}': {Condition} {Detail}")]
    internal static partial void ReaderChanged(this ILogger logger, string reader, DeviceCondition condition, string? detail);

    [LoggerMessage(EventId = 3104, Level = LogLevel.Information, Message = "Reader '{Reader}' is {Identity}")]
    internal static partial void ReaderIdentified(this ILogger logger, string reader, string identity);
}
