using System.Diagnostics;

namespace Zhuhui.Edge.Benchmarks.Pictures;

/// <summary>Wall times of one way, and the processor's, of this process and its children together.</summary>
internal sealed class Measured
{
    private double _processor;

    public List<double> Milliseconds { get; } = [];

    /// <summary>Milliseconds of a processor a round.</summary>
    public double Processor => _processor / Milliseconds.Count;

    public double Median => Milliseconds.Order().ElementAt(Milliseconds.Count / 2);

    public async Task RoundAsync(Func<Task> work)
    {
        var before = Usage.ProcessorMilliseconds;
        var started = Stopwatch.GetTimestamp();
        await work();
        Milliseconds.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        _processor += Usage.ProcessorMilliseconds - before;
    }
}
