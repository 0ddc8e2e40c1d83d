using Microsoft.Extensions.Logging;

namespace Zhuhui.Edge.Vision.OpenCv;

/// <summary>What OpenCV puts in the log. Event ids 4200 to 4299; see docs/design/logging.md.</summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 4200, Level = LogLevel.Warning,
        Message = "OpenCV is not used: {Reason}. Off: background subtraction by MOG2 (a plain one works instead), the cameras' blur and "
            + "light measures, boxes on the still picture. Doors, faces, people and QR codes work.")]
    internal static partial void OpenCvUnused(this ILogger logger, string reason);
}
