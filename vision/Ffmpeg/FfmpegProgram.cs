namespace Zhuhui.Edge.Vision.Ffmpeg;

/// <summary>The ffmpeg program of this machine.</summary>
internal static class FfmpegProgram
{
    public const string Missing = "ffmpeg is not installed: sudo apt-get install ffmpeg";

    /// <summary>Where the launcher is that starts ffmpeg without our environment, which may hold passwords, and so that the kernel ends it
    /// with us; empty where it did not come along.</summary>
    public static string LauncherFolder { get; } = Path.Combine(AppContext.BaseDirectory, "launch") is var folder
        && File.Exists(Path.Combine(folder, "ffmpeg")) ? folder : "";

    public static bool IsInstalled => IsIn(Environment.GetEnvironmentVariable("PATH") ?? "");

    public static bool IsIn(string searchPath) =>
        searchPath.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Any(folder => File.Exists(Path.Combine(folder, "ffmpeg")));
}
