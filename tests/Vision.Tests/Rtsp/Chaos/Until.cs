using System.Diagnostics;
using System.Globalization;
using Xunit;

namespace Zhuhui.Edge.Vision.Tests.Rtsp.Chaos;

/// <summary>Waits for what must come about, and says how long something took.</summary>
internal static class Until
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static async Task Async(Func<bool> condition)
    {
        for (var waited = Stopwatch.StartNew(); !condition();)
        {
            Assert.True(waited.Elapsed < Patience, "it did not come about within a minute");
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>A line of the table that tests/benchmarks/run.sh cameras --chaos prints.</summary>
    public static void Say(string fault, string what) => TestContext.Current.TestOutputHelper!.WriteLine($"chaos | {fault} | {what}");

    public static void Say(string fault, string what, Stopwatch time) => Say(fault, string.Create(CultureInfo.InvariantCulture, $"{what} {time.Elapsed.TotalSeconds:0.0} s"));
}
