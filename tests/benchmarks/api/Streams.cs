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
    private static readonly TimeSpan _measured = TimeSpan.FromSeconds(20);

    /// <param name="what">A stream, in words and as a key.</param>
    /// <param name="open">How many are open.</param>
    public static async Task MeasureAsync(RunningApi gateway, Table table, string path, (string Words, string Key) what, Func<int> open)
    {
        var token = gateway.As(Role.Guard).DefaultRequestHeaders.Authorization!.Parameter!;
        var (none, bare) = await LoadAsync(gateway);
        var first = (Load: 0.0, Memory: 0L);
        foreach (var count in new[] { 1, 50 })
        {
            using var readers = Process.Start(new ProcessStartInfo("bash", ["-c", $"for i in $(seq {count}); do curl -skSN -o /dev/null -H "
                + $"'Authorization: Bearer {token}' {new Uri(gateway.Api, path)} & done; wait"]))!;
            try
            {
                Table.Doing($"{count} streams");
                await Eventually.IsAsync(() => open() == count, $"not all of {count} streams were open");
                var (load, memory) = await LoadAsync(gateway);
                table.Figure($"{count} {what.Words}, an event a second: processor", $"{what.Key}{count}Core", load * 100,
                    $"% of a core; without any {none * 100:0.0} %");
                table.Figure("  managed memory of each", $"{what.Key}{count}Kilobytes", (memory - bare) / 1024.0 / count, "KB");
                if (count == 1)
                {
                    first = (load, memory);
                }
                else
                {
                    // What all share, the first has paid.
                    table.Figure("  each beyond the first: processor", $"{what.Key}FurtherCore", (load - first.Load) * 100 / (count - 1),
                        "% of a core");
                    table.Figure("  each beyond the first: managed memory", $"{what.Key}FurtherKilobytes",
                        (memory - first.Memory) / 1024.0 / (count - 1), "KB");
                }
            }
            finally
            {
                readers.Kill(entireProcessTree: true);
                await readers.WaitForExitAsync();
            }

            await Eventually.IsAsync(() => open() == 0);
        }
    }

    /// <returns>The part of a core, and the memory in use afterwards.</returns>
    private static async Task<(double Load, long Memory)> LoadAsync(RunningApi gateway)
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
        return (load, GC.GetTotalMemory(forceFullCollection: true));
    }
}
