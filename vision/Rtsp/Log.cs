using Microsoft.Extensions.Logging;
using Zhuhui.Edge.Vision.Sightings;

namespace Zhuhui.Edge.Vision.Rtsp;

/// <summary>What camera streams put in the log. Event ids 4100 to 4199; see docs/design/logging.md.</summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 4100, Level = LogLevel.Warning, Message = "camera {Camera}, {Role} stream: {Reason}")]
    internal static partial void StreamLost(this ILogger logger, string camera, StreamRole role, string reason);

    [LoggerMessage(EventId = 4101, Level = LogLevel.Warning,
        Message = "camera {Camera}, {Role} stream: {Decoder} gives no picture on this machine, decoded in software from now on")]
    internal static partial void HardwareGivenUp(this ILogger logger, string camera, StreamRole role, string decoder);

    [LoggerMessage(EventId = 4102, Level = LogLevel.Information,
        Message = "camera {Camera}, {Role} stream: {Width}x{Height} {Codec}, decoded by {Decoder}")]
    internal static partial void StreamFound(this ILogger logger, string camera, StreamRole role, int width, int height, string codec,
        string decoder);
}
