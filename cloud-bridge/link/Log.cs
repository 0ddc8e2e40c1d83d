using Microsoft.Extensions.Logging;

namespace Zhuhui.Edge.CloudBridge;

/// <summary>What the link as a whole puts in the log. Event ids 5000 to 5099; see docs/design/logging.md.</summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 5000, Level = LogLevel.Information,
        Message = "Other certificates are in place for the broker {Host}: connecting with them.")]
    internal static partial void OtherCertificates(this ILogger logger, string host);

    [LoggerMessage(EventId = 5001, Level = LogLevel.Information, Message = "{What} the broker {Host}:{Port}.")]
    internal static partial void Reached(this ILogger logger, string what, string host, int port);

    [LoggerMessage(EventId = 5002, Level = LogLevel.Warning,
        Message = "No link to the broker {Host}:{Port}: {Reason}. Events are kept and sent when it is back.")]
    internal static partial void BrokerLost(this ILogger logger, string host, int port, string reason);
}
