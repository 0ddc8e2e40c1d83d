using Microsoft.Extensions.Logging;
using Zhuhui.Edge.Vision.Sightings;

namespace Zhuhui.Edge.Vision.Cameras;

/// <summary>What the cameras put in the log. Event ids 4000 to 4099; see docs/design/logging.md.</summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 4000, Level = LogLevel.Error, Message = "{Missing}; until then every camera is offline")]
    internal static partial void NoFfmpeg(this ILogger logger, string missing);

    [LoggerMessage(EventId = 4001, Level = LogLevel.Warning, Message = "camera {Camera}, {Role} stream: {Line}")]
    internal static partial void StreamSlow(this ILogger logger, string camera, StreamRole role, string line);
}
