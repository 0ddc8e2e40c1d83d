using System.Diagnostics;
using System.Globalization;

namespace Zhuhui.Edge.Benchmarks.Cameras;

/// <summary>Processor time and memory of processes, from /proc.</summary>
internal static class Processes
{
    private const double TicksPerSecond = 100;

    /// <summary>Our own children that are ffmpeg.</summary>
    public static List<int> Ffmpegs() =>
    [
        .. from folder in Directory.EnumerateDirectories("/proc")
           let name = Path.GetFileName(folder)
           where name.All(char.IsAsciiDigit)
           let fields = Stat(int.Parse(name, CultureInfo.InvariantCulture))
           where fields is not null && fields.Value.Name == "ffmpeg" && fields.Value.Parent == Environment.ProcessId
           select int.Parse(name, CultureInfo.InvariantCulture),
    ];

    /// <summary>Processor seconds so far; 0 where it is gone.</summary>
    public static double Seconds(int id) => Stat(id)?.Seconds ?? 0;

    public static double OwnSeconds() => Process.GetCurrentProcess().TotalProcessorTime.TotalSeconds;

    /// <summary>Of all our children that have ended.</summary>
    public static double ChildSeconds()
    {
        var line = File.ReadAllText($"/proc/{Environment.ProcessId}/stat");
        var fields = line[(line.LastIndexOf(')') + 2)..].Split(' ');
        return (double.Parse(fields[13], CultureInfo.InvariantCulture) + double.Parse(fields[14], CultureInfo.InvariantCulture))
            / TicksPerSecond;
    }

    /// <summary>Memory, with its share of what several processes have in common (PSS).</summary>
    public static double Megabytes(int id)
    {
        try
        {
            return double.Parse(File.ReadLines($"/proc/{id}/smaps_rollup").First(line => line.StartsWith("Pss:", StringComparison.Ordinal))
                .Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
        }
        catch (IOException)
        {
            return 0;
        }
    }

    private static (string Name, int Parent, double Seconds)? Stat(int id)
    {
        try
        {
            var line = File.ReadAllText($"/proc/{id}/stat");
            var (open, close) = (line.IndexOf('('), line.LastIndexOf(')'));
            var fields = line[(close + 2)..].Split(' ');
            return (line[(open + 1)..close], int.Parse(fields[1], CultureInfo.InvariantCulture),
                (double.Parse(fields[11], CultureInfo.InvariantCulture) + double.Parse(fields[12], CultureInfo.InvariantCulture))
                / TicksPerSecond);
        }
        catch (IOException)
        {
            return null;
        }
    }
}
