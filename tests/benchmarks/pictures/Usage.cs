using System.Globalization;
using System.Runtime.InteropServices;

namespace Zhuhui.Edge.Benchmarks.Pictures;

/// <summary>What the kernel counts of this process and its children.</summary>
internal static partial class Usage
{
    private const int Self = 0;
    private const int Children = -1;

    /// <summary>Milliseconds of a processor, of this process and the children that have ended.</summary>
    public static double ProcessorMilliseconds => ProcessorOf(Self) + ProcessorOf(Children);

    /// <summary>What is resident now.</summary>
    public static double ResidentMegabytes => Status("self", "VmRSS:");

    /// <summary>The most that was, since this program began.</summary>
    public static double MostResidentMegabytes => Status("self", "VmHWM:");

    /// <summary>Looks at the children again and again, for what getrusage says of them begins with their parent's peak.</summary>
    /// <returns>The most any of them had resident, to within a millisecond before its end.</returns>
    public static async Task<double> MostOfChildrenAsync(CancellationToken cancellationToken)
    {
        var most = 0.0;
        while (!cancellationToken.IsCancellationRequested)
        {
            foreach (var thread in Directory.EnumerateDirectories("/proc/self/task"))
            {
                try
                {
                    var children = await File.ReadAllTextAsync(Path.Combine(thread, "children"), CancellationToken.None);
                    foreach (var child in children.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                    {
                        most = File.ReadAllText($"/proc/{child}/comm").Trim() == "ffmpeg" ? Math.Max(most, Status(child, "VmHWM:")) : most;
                    }
                }
                catch (Exception ended) when (ended is IOException or InvalidOperationException)
                {
                    // A thread or a child that is gone.
                }
            }

            await Task.Delay(1, CancellationToken.None);
        }

        return most;
    }

    private static double Status(string process, string name)
    {
        var line = File.ReadLines($"/proc/{process}/status").First(line => line.StartsWith(name, StringComparison.Ordinal));
        return int.Parse(line[name.Length..].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture) * 1024 / 1e6;
    }

    private static unsafe double ProcessorOf(int who)
    {
        // struct rusage of 64-bit Linux: user and system time, each seconds and microseconds, then fourteen more numbers.
        var fields = stackalloc long[18];
        return getrusage(who, fields) == 0
            ? (1000 * (fields[0] + fields[2])) + ((fields[1] + fields[3]) / 1000.0)
            : throw new InvalidOperationException("getrusage");
    }

    [LibraryImport("libc")]
    private static unsafe partial int getrusage(int who, long* fields);
}
