using Microsoft.Extensions.Logging;

namespace Zhuhui.Edge.Drivers.Gpio;

/// <summary>What GPIO boards put in the log. Event ids 3000 to 3099; see docs/design/logging.md.</summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 3000, Level = LogLevel.Information, Message = "Board '{Board}': /dev/gpiochip{Chip} with {Pins} pins")]
    internal static partial void BoardOpened(this ILogger logger, string board, int chip, int pins);

    [LoggerMessage(EventId = 3001, Level = LogLevel.Information, Message = "Board '{Board}': simulated pins in {Folder}")]
    internal static partial void SimulatedBoardOpened(this ILogger logger, string board, string folder);
}
