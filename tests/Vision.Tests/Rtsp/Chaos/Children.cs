using System.Diagnostics;
using System.Globalization;
using Zhuhui.Edge.Vision.Ffmpeg;

namespace Zhuhui.Edge.Vision.Tests.Rtsp.Chaos;

/// <summary>What this process holds of the machine.</summary>
internal static class Children
{
    /// <summary>Ids of the ffmpeg processes of one camera's main stream.</summary>
    public static List<int> FfmpegOf(string camera) => [.. FfmpegProcess.ChildrenWith($"camera-{camera}-main")];

    public static int Descriptors => Directory.GetFileSystemEntries("/proc/self/fd").Length;

    /// <summary>The socket files of FFMpegCore's in the temporary folder.</summary>
    public static int Pipes => Directory.GetFiles(Path.GetTempPath(), "CoreFxPipe_FFMpegCore_*").Length;

    /// <summary>Everything that others of this user could read of a process: its command line and its environment.</summary>
    public static string Shown(int id) => File.ReadAllText($"/proc/{id}/cmdline") + File.ReadAllText($"/proc/{id}/environ");

    public static bool Lives(int id) => Directory.Exists($"/proc/{id}") && !File.ReadAllText($"/proc/{id}/stat").Contains(") Z ",
        StringComparison.Ordinal);

    public static void Signal(int id, string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }
}
