using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Zhuhui.Edge.Tests.Support;

/// <summary>The figures in the order they were measured: lines for people, then one JSON object with the same.</summary>
public sealed class Table
{
    private readonly List<(string Name, string Text)> _lines = [];
    private readonly Dictionary<string, object> _figures = [];

    public Table(string folder)
    {
        var processor = File.ReadLines("/proc/cpuinfo").FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal))?.Split(
            ':')[1].Trim() ?? RuntimeInformation.ProcessArchitecture.ToString();
        var kernel = $"Linux {File.ReadAllText("/proc/sys/kernel/osrelease").Trim()}";
        var disk = new DriveInfo(folder).DriveFormat;
        Say("machine", $"{processor}, {Environment.ProcessorCount} cores, {kernel}, {RuntimeInformation.FrameworkDescription}, {disk}"
            + $" at {folder}");
        _figures["machine"] = $"{processor}, {Environment.ProcessorCount} cores";
        _figures["kernel"] = kernel;
        _figures["disk"] = disk;
    }

    /// <summary>What is being done now, for whoever waits; not part of the table.</summary>
    public static void Doing(string what) => Console.Error.WriteLine($"{AppDomain.CurrentDomain.FriendlyName}: {what}");

    public void Say(string name, string text) => _lines.Add((name, text));

    public void Figure(string name, string key, double value, string unit)
    {
        Say(name, $"{value.ToString(value >= 1000 ? "N0" : "0.###", CultureInfo.InvariantCulture)} {unit}");
        _figures[key] = Math.Round(value, 4);
    }

    /// <summary>For the JSON object alone.</summary>
    public void Count(string key, double value) => _figures[key] = Math.Round(value, 4);

    /// <summary>Percentiles by nearest rank.</summary>
    public void Percentiles(string name, string key, List<double> milliseconds)
    {
        milliseconds.Sort();
        var (p50, p95, p99, p999) = (At(0.50), At(0.95), At(0.99), At(0.999));
        Say(name, string.Create(CultureInfo.InvariantCulture, $"p50 {p50:0.000}  p95 {p95:0.000}  p99 {p99:0.000}  p99.9 {p999:0.000}"
            + $"  max {milliseconds[^1]:0.000} ms over {milliseconds.Count:N0}"));
        _figures[key] = new Dictionary<string, double>
        {
            ["count"] = milliseconds.Count,
            ["p50"] = p50,
            ["p95"] = p95,
            ["p99"] = p99,
            ["p999"] = p999,
            ["max"] = Math.Round(milliseconds[^1], 4)
        };

        double At(double share) => Math.Round(milliseconds[Math.Max(0, (int)Math.Ceiling(share * milliseconds.Count) - 1)], 4);
    }

    /// <summary>The median of one as a multiple of another's.</summary>
    public void Ratio(string name, string key, string of, string over)
    {
        var ratio = ((Dictionary<string, double>)_figures[of])["p50"] / ((Dictionary<string, double>)_figures[over])["p50"];
        Figure(name, key, ratio, "times");
    }

    public void Print()
    {
        var load = File.ReadAllText("/proc/loadavg").Split(' ');
        Say("processes that wanted a core, last 1 and 5 min", $"{load[0]} and {load[1]}");
        _figures["load5Min"] = double.Parse(load[1], CultureInfo.InvariantCulture);
        foreach (var (name, text) in _lines)
        {
            Console.WriteLine($"{name,-52} {text}");
        }

        Console.WriteLine(JsonSerializer.Serialize(_figures));
    }
}
