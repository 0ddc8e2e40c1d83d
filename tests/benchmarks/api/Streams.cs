using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.Tests.Api;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Benchmarks.Api;

/// <summary>What live streams cost the gateway: each is a curl of its own, so that this process is the gateway alone; an event a
/// second.</summary>
internal static class Streams
{
    private const int Rounds = 3;
    private const int Many = 50;
    private static readonly TimeSpan _measured = TimeSpan.FromSeconds(20);

    /// <param name="what">A stream, in words and as a key.</param>
    /// <param name="open">How many are open.</param>
    public static async Task MeasureAsync(RunningApi gateway, Table table, string path, (string Words, string Key) what, Func<int> open)
    {
        // What is made at its first use is none of theirs.
        Table.Doing("warming up");
        await BesideAsync(Many);
        List<Cost> none = [], one = [], many = [];
        for (var round = 1; round <= Rounds; round++)
        {
            Table.Doing($"none, 1 and {Many} streams, {round} of {Rounds}");
            none.Add(await BesideAsync(0));
            one.Add(await BesideAsync(1));
            many.Add(await BesideAsync(Many));
        }

        foreach (var (count, costs) in new[] { (1, one), (Many, many) })
        {
            table.Figure($"{count} {what.Words}, an event a second: processor", $"{what.Key}{count}Core", Median(costs, Load),
                $"% of a core; without any {Median(none, Load):0.0} %");
            table.Figure("  managed memory of each", $"{what.Key}{count}Kilobytes", (Median(costs, Memory) - Median(none, Memory)) / count,
                "KB");
        }

        // What all share, the first has paid.
        table.Figure("  each beyond the first: processor", $"{what.Key}FurtherCore", (Median(many, Load) - Median(one, Load)) / (Many - 1),
            $"% of a core; one round from the next by up to {(many.Max(Load) - many.Min(Load)) / (Many - 1):0.000}");
        table.Figure("  each beyond the first: managed memory", $"{what.Key}FurtherKilobytes",
            (Median(many, Memory) - Median(one, Memory)) / (Many - 1), "KB");

        async Task<Cost> BesideAsync(int count)
        {
            if (count == 0)
            {
                return await CostAsync(gateway);
            }

            var token = gateway.As(Role.Guard).DefaultRequestHeaders.Authorization!.Parameter!;
            using var readers = Process.Start(new ProcessStartInfo("bash", ["-c", $"for i in $(seq {count}); do curl -skSN -o /dev/null -H "
                + $"'Authorization: Bearer {token}' {new Uri(gateway.Api, path)} & done; wait"]))!;
            try
            {
                await Eventually.IsAsync(() => open() == count, $"not all of {count} streams were open");
                return await CostAsync(gateway);
            }
            finally
            {
                readers.Kill(entireProcessTree: true);
                await readers.WaitForExitAsync();
                await Eventually.IsAsync(() => open() == 0);
            }
        }
    }

    private static double Median(List<Cost> costs, Func<Cost, double> of) => costs.Select(of).Order().ElementAt(costs.Count / 2);

    private static double Load(Cost cost) => cost.Load;

    private static double Memory(Cost cost) => cost.Memory;

    private static async Task<Cost> CostAsync(RunningApi gateway)
    {
        var ledger = gateway.Services.GetRequiredService<EventLedger>();
        using var self = Process.GetCurrentProcess();
        var (began, used) = (Stopwatch.GetTimestamp(), self.TotalProcessorTime);
        while (Stopwatch.GetElapsedTime(began) < _measured)
        {
            ledger.Append(new DeviceNoted("box", "made up", 1));
            await Task.Delay(TimeSpan.FromSeconds(1));
        }

        self.Refresh();
        var load = (self.TotalProcessorTime - used) / Stopwatch.GetElapsedTime(began);
        return new Cost(100 * load, GC.GetTotalMemory(forceFullCollection: true) / 1024.0);
    }

    /// <param name="Load">Per cent of a core.</param>
    /// <param name="Memory">In use afterwards, KiB.</param>
    private sealed record Cost(double Load, double Memory);
}
