using System.Diagnostics;
using Zhuhui.Edge.Benchmarks.Osdp;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Benchmarks.Doors;

/// <summary>From a card's last bit in a reader to its door's energised relay, through buses of four readers in secure channels, beside what
/// the lines' bits alone take.</summary>
internal static class ReaderToRelay
{
    private const int Wanted = 150;

    /// <summary>A secured poll of 14 bytes, an answer of 30 with a card in one cipher block, a mark each, and two characters of silence
    /// before the poll.</summary>
    private const int BytesOfCard = 15 + 31 + 2;

    /// <summary>A reader on a fast line is asked no more often than this.</summary>
    private const double PollMs = 50;

    private static readonly int[] _speeds = [9_600, 115_200];

    public static async Task MeasureAsync(string folder, int cards, Table table)
    {
        Table.Doing($"{cards:N0} cards each over four OSDP buses of four readers at once; about "
            + $"{1.5 * cards / BusOfDoors.ReaderCount:0} s");
        var runs = _speeds.SelectMany(baud => new[] { (Baud: baud, Lit: true), (Baud: baud, Lit: false) }).ToArray();
        var waits = await Task.WhenAll(runs.Select(run => Task.Run(async () =>
        {
            using var doors = new BusOfDoors(Path.Combine(folder, $"osdp-{run.Baud}-{run.Lit}"), run.Baud, run.Lit);
            var began = Stopwatch.GetTimestamp();
            var all = await doors.PresentAsync(cards);
            return (All: all, doors.Failures, Rate: all.Count / Stopwatch.GetElapsedTime(began).TotalSeconds);
        })));
        foreach (var (run, (all, failures, rate)) in runs.Zip(waits))
        {
            var key = $"osdp{run.Baud}{(run.Lit ? "" : "Dark")}";
            List<double> passed = [.. all.OfType<double>()];
            table.Percentiles($"OSDP {run.Baud:N0} baud: card to relay, lights {(run.Lit ? "on" : "off")}", $"{key}Ms", passed);
            table.Figure("  cards lost or refused", $"{key}NotLetIn", all.Count - passed.Count,
                $"of {all.Count:N0}{string.Concat(failures.GroupBy(f => f).Select(f => $"; {f.Count()} {f.Key}"))}");
            table.Figure("  cards a second on the bus", $"{key}CardsPerSecond", rate, "/s");
            if (!run.Lit)
            {
                SayLimit(run.Baud, table);
            }
        }
    }

    /// <summary>A card waits for the next poll of its reader, at any point of the cycle alike, and then for its own poll and
    /// answer.</summary>
    private static void SayLimit(int baud, Table table)
    {
        var cycle = Cycle.Limit(baud, BusOfDoors.ReaderCount);
        var own = Cycle.Milliseconds(baud, BytesOfCard);
        var p99 = (0.99 * Math.Max(cycle, PollMs)) + own;
        table.Figure("  limit: the bits of a poll cycle", $"osdp{baud}CycleLimitMs", cycle, "ms");
        table.Figure("  limit: the bits of a card's poll and answer", $"osdp{baud}CardLimitMs", own, "ms");
        table.Figure("  limit: p99, a cycle of 50 ms at least", $"osdp{baud}P99LimitMs", p99,
            $"ms; wanted {Wanted} ms{(p99 > Wanted ? ": the line itself is too slow for it" : "")}");
    }
}
