namespace Zhuhui.Edge.Vision.Rtsp;

/// <summary>The ffmpeg program of this machine.</summary>
internal static class FfmpegProgram
{
    public const string Missing = "ffmpeg is not installed: sudo apt-get install ffmpeg";

    public static bool IsInstalled => IsIn(Environment.GetEnvironmentVariable("PATH") ?? "");

    public static bool IsIn(string searchPath) =>
        searchPath.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries).Any(folder => File.Exists(Path.Combine(folder, "ffmpeg")));
}
