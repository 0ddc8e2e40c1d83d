using System.Diagnostics;

namespace Zhuhui.Edge.Benchmarks.Cameras;

/// <summary>What a camera that gives no picture costs those that do.</summary>
/// <param name="Without">Frames the others analyse, a second and camera, while it is not there.</param>
/// <param name="With">While it is there and tried for.</param>
/// <param name="Loss">Part of their rate, the mean of all pairs of turns.</param>
/// <param name="Error">Standard error of that.</param>
/// <param name="Cores">Processor that all its tries took, ended ffmpegs included.</param>
internal sealed record DeadCost(int Live, string Kind, double Without, double With, double Loss, double Error, double Cores);

/// <summary>Measures it: the others run on without a break, as fast as they can, and the dead one is there every other turn, so that
/// whatever else the machine does falls on both alike.</summary>
internal static class DeadCamera
{
    private static readonly TimeSpan _settle = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan _alone = TimeSpan.FromSeconds(24);

    /// <param name="url">Of the live ones: the same to see in every turn.</param>
    public static async Task<DeadCost> MeasureAsync(string url, int live, string kind, string deadUrl, TimeSpan turn, int turns,
        string models)
    {
        var (without, with) = await TakeTurnsAsync(url, live, deadUrl, turn, turns, models);
        var losses = without.Zip(with, static (alone, beside) => 1 - (beside / alone)).ToList();
        var mean = losses.Average();
        var error = Math.Sqrt(losses.Sum(loss => (loss - mean) * (loss - mean)) / (losses.Count - 1) / losses.Count);
        return new DeadCost(live, kind, without.Average(), with.Average(), mean, error, await OwnCostAsync(deadUrl, models));
    }

    private static async Task<(List<double> Without, List<double> With)> TakeTurnsAsync(string url, int live, string deadUrl, TimeSpan turn,
        int turns, string models)
    {
        await using var others = await Capture.StartAsync(url, live, models, analysed: 25);
        var (without, with) = (new List<double>(), new List<double>());
        for (var i = 0; i < turns; i++)
        {
            // Alone first in one pair, last in the next: a drift cancels too.
            if (i % 2 == 0)
            {
                without.Add((await others.MeasureAsync(turn)).Analysed);
                with.Add(await BesideAsync());
            }
            else
            {
                with.Add(await BesideAsync());
                without.Add((await others.MeasureAsync(turn)).Analysed);
            }
        }

        return (without, with);

        async Task<double> BesideAsync()
        {
            await using var dead = Capture.StartDead(deadUrl, models);
            return (await others.MeasureAsync(turn)).Analysed;
        }
    }

    /// <summary>The dead one with nobody beside it, once its tries have found their pace.</summary>
    private static async Task<double> OwnCostAsync(string deadUrl, string models)
    {
        await using var dead = Capture.StartDead(deadUrl, models);
        await Task.Delay(_settle);
        var (own, children, at) = (Processes.OwnSeconds(), Processes.ChildSeconds(), Stopwatch.GetTimestamp());
        await Task.Delay(_alone);
        return (Processes.OwnSeconds() - own + Processes.ChildSeconds() - children) / Stopwatch.GetElapsedTime(at).TotalSeconds;
    }
}
