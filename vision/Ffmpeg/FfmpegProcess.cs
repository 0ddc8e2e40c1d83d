using System.Globalization;

namespace Zhuhui.Edge.Vision.Ffmpeg;

/// <summary>What one of our ffmpeg processes takes of the processor, read from /proc (proc(5)). It is found by the title on its command
/// line, since FFMpegCore does not tell its id. Any thread may ask.</summary>
internal sealed class FfmpegProcess(string title, TimeProvider time)
{
    private const double TicksPerSecond = 100;
    private static readonly TimeSpan _interval = TimeSpan.FromSeconds(2);

    private readonly Lock _measuring = new();
    private int? _id;
    private double? _share;
    private (double Seconds, long At)? _last;

    /// <summary>Of one core, since about the last time somebody asked; null where it is not known.</summary>
    public double? Share
    {
        get
        {
            lock (_measuring)
            {
                Measure();
                return _share;
            }
        }
    }

    /// <summary>The process is another one now, or gone.</summary>
    public void Forget()
    {
        lock (_measuring)
        {
            (_id, _share, _last) = (null, null, null);
        }
    }

    /// <returns>The ids of this process's own children with that title on their command line.</returns>
    public static IEnumerable<int> ChildrenWith(string title) =>
        from folder in Directory.EnumerateDirectories("/proc")
        where int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out _)
        let id = int.Parse(Path.GetFileName(folder), CultureInfo.InvariantCulture)
        where Fields(id) is { } fields && fields[1] == Environment.ProcessId.ToString(CultureInfo.InvariantCulture)
            && (Text($"/proc/{id}/cmdline")?.Split('\0').Contains($"title={title}", StringComparer.Ordinal) ?? false)
        select id;

    private void Measure()
    {
        var now = time.GetTimestamp();
        if (_last is { } recent && time.GetElapsedTime(recent.At, now) < _interval)
        {
            return;
        }

        _id ??= ChildrenWith(title).Select(id => (int?)id).FirstOrDefault();
        if (_id is not { } id || Fields(id) is not { } fields)
        {
            (_id, _share, _last) = (null, null, null);
            return;
        }

        var seconds = (double.Parse(fields[11], CultureInfo.InvariantCulture) + double.Parse(fields[12], CultureInfo.InvariantCulture))
            / TicksPerSecond;
        _share = _last is { } last ? (seconds - last.Seconds) / time.GetElapsedTime(last.At, now).TotalSeconds : null;
        _last = (seconds, now);
    }

    /// <returns>The fields of /proc/ID/stat behind the name: state, parent and so on; null where it is gone.</returns>
    private static string[]? Fields(int id) => Text($"/proc/{id}/stat") is { } stat && stat.LastIndexOf(')') is > 0 and var end
        && end + 2 < stat.Length ? stat[(end + 2)..].Split(' ') : null;

    private static string? Text(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
