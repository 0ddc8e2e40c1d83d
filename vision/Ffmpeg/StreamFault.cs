using System.ComponentModel;
using System.Net.Sockets;
using FFMpegCore.Exceptions;
using Instances.Exceptions;

namespace Zhuhui.Edge.Vision.Ffmpeg;

/// <summary>What may go wrong around ffmpeg without being a bug: this machine has no memory, no processes or no temporary folder left, or
/// the output makes no sense. Such a fault takes one camera away for a while and nothing else.</summary>
internal static class StreamFault
{
    /// <returns>One line for the person who will look after it; null where the exception is a bug.</returns>
    public static string? ReasonOf(Exception fault) => fault switch
    {
        InvalidDataException => OneLine(fault.Message),
        TimeoutException => "ffmpeg did not say which codec it found",
        SocketException or IOException or UnauthorizedAccessException =>
            $"the temporary folder {Path.GetTempPath()} cannot be used for ffmpeg's pipes: {OneLine(fault.Message)}",
        Win32Exception or InstanceException or FFMpegException => $"ffmpeg cannot be started: {OneLine(fault.Message)}",
        _ => null,
    };

    private static string OneLine(string text) => text.ReplaceLineEndings(" ").Trim();
}
