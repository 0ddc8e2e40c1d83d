using System.Diagnostics;
using System.Globalization;
using Xunit;

namespace Zhuhui.Edge.Vision.Tests.Rtsp.Chaos;

/// <summary>The table that tests/benchmarks/run.sh cameras --chaos prints: a line says how long something took.</summary>
internal static class ChaosTable
{
    public static void Say(string fault, string what) => TestContext.Current.TestOutputHelper!.WriteLine($"chaos | {fault} | {what}");

    public static void Say(string fault, string what, Stopwatch time) =>
        Say(fault, string.Create(CultureInfo.InvariantCulture, $"{what} {time.Elapsed.TotalSeconds:0.0} s"));
}
