using Microsoft.Extensions.Logging;

namespace Zhuhui.Edge.CloudBridge.Mqtt;

/// <summary>What the MQTT session puts in the log. Event ids 5200 to 5299; see docs/design/logging.md.</summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 5200, Level = LogLevel.Warning, Message = "{Reason} The link goes on with what it was made with.")]
    internal static partial void LoginFilesRefused(this ILogger logger, string reason);

    [LoggerMessage(EventId = 5201, Level = LogLevel.Warning,
        Message = "The gateway's certificate {Path} {Ends} on {Date:yyyy-MM-dd}: put a new one and its key in its place, no restart is "
            + "needed.")]
    internal static partial void CertificateEnds(this ILogger logger, string path, string ends, DateTimeOffset date);

    [LoggerMessage(EventId = 5202, Level = LogLevel.Warning,
        Message = "The gateway cannot say that it is there: {Reason}. Events go on; let it publish its status.")]
    internal static partial void PresenceRefused(this ILogger logger, string reason);

    [LoggerMessage(EventId = 5203, Level = LogLevel.Warning, Message = "A message on {Topic} was not published: {Reason}.")]
    internal static partial void NotPublished(this ILogger logger, string topic, string reason);

    [LoggerMessage(EventId = 5204, Level = LogLevel.Warning,
        Message = "Stream {Stream} cannot be handed over: {Reason}. Its events are kept and tried again.")]
    internal static partial void StreamRefused(this ILogger logger, string stream, string reason);

    [LoggerMessage(EventId = 5205, Level = LogLevel.Information, Message = "Stream {Stream} is handed over again.")]
    internal static partial void StreamAccepted(this ILogger logger, string stream);

    [LoggerMessage(EventId = 5206, Level = LogLevel.Warning,
        Message = "What came on {Topic} is no acknowledgement of a stream of this gateway and is ignored, as are all such until the next "
            + "connection.")]
    internal static partial void NoAcknowledgement(this ILogger logger, string topic);

    [LoggerMessage(EventId = 5207, Level = LogLevel.Warning,
        Message = "Messages on {Topic} come faster than they are dealt with: those beyond {Count} that wait are refused. Their sender "
            + "must send them again.")]
    internal static partial void TopicOverflows(this ILogger logger, string topic, int count);

    [LoggerMessage(EventId = 5208, Level = LogLevel.Warning,
        Message = "What came on {Topic} is not signed as the site file asks for ({Reason}): nobody's word but the hub's frees the gateway "
            + "of an event. Start its receivers with --key, the key that may acknowledge here; nothing more is said of it until the next "
            + "connection.")]
    internal static partial void AcknowledgementDoubted(this ILogger logger, string topic, string reason);
}
