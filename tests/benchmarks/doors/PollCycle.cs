using System.Globalization;
using Zhuhui.Edge.Benchmarks.Osdp;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Benchmarks.Doors;

/// <summary>How long a poll of 1 to 8 readers takes, beside what its bits alone take.</summary>
internal static class PollCycle
{
    private static readonly TimeSpan _each = TimeSpan.FromSeconds(3);

    public static async Task MeasureAsync(Table table)
    {
        foreach (var baud in new[] { 9_600, 115_200 })
        {
            foreach (var count in new[] { 1, 2, 4, 8 })
            {
                Table.Doing($"OSDP poll cycle, {baud:N0} baud, readers: {count}");
                var cycle = await Cycle.MeasureAsync(baud, count, _each);
                table.Figure($"OSDP {baud:N0} baud: poll cycle, readers: {count}", $"cycle{baud}x{count}Ms", cycle,
                    string.Create(CultureInfo.InvariantCulture, $"ms; the bits alone {Cycle.Limit(baud, count):0.0} ms"));
            }
        }
    }
}
