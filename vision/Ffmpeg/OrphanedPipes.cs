namespace Zhuhui.Edge.Vision.Ffmpeg;

/// <summary>Clears away the socket files through which ffmpeg handed frames to a process that was killed. A file goes only if its name is
/// FFMpegCore's, the kernel knows no socket bound to it and it is older than a minute: ffmpeg connects within the first second, and needs
/// no name afterwards.</summary>
internal static class OrphanedPipes
{
    private const string Pattern = "CoreFxPipe_FFMpegCore_*";
    private static readonly TimeSpan _young = TimeSpan.FromMinutes(1);

    /// <returns>How many were removed.</returns>
    public static int Sweep(string folder, TimeProvider time)
    {
        const string bound = "/proc/net/unix";
        if (!File.Exists(bound) || !Directory.Exists(folder))
        {
            return 0;
        }

        var removed = 0;
        var alive = File.ReadAllText(bound);
        foreach (var path in Directory.EnumerateFiles(folder, Pattern))
        {
            if (alive.Contains(path, StringComparison.Ordinal) || time.GetUtcNow() - File.GetLastWriteTimeUtc(path) < _young)
            {
                continue;
            }

            try
            {
                File.Delete(path);
                removed++;
            }
            catch (UnauthorizedAccessException)
            {
                // Another user's: not ours to clear.
            }
        }

        return removed;
    }
}
