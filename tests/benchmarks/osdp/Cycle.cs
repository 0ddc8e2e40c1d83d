using System.Collections.Concurrent;
using System.Globalization;
using Zhuhui.Edge.Drivers.Boards;
using Zhuhui.Edge.Drivers.Simulated;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Benchmarks.Osdp;

/// <summary>How long a poll of all readers takes, and how long the bits alone would take.</summary>
internal static class Cycle
{
    /// <summary>A secured poll and its ACK: 14 bytes and a mark each; and two characters of silence before each poll.</summary>
    private const int BytesPerExchange = 2 * 15 + 2;

    /// <summary>What the bits of one poll of so many readers take alone, in ms.</summary>
    public static double Limit(int baud, int count) => Milliseconds(baud, count * BytesPerExchange);

    /// <summary>Ten bits a byte.</summary>
    public static double Milliseconds(int baud, int bytes) => (double)bytes * 10 / baud * 1000;

    public static async Task<int> RunAsync(double seconds)
    {
        Console.WriteLine("OSDP poll cycle: secured polls, nothing new; each reader at most every 50 ms");
        Console.WriteLine("    baud  readers  cycle ms  line's limit ms");
        List<string> rows = [];
        foreach (var baud in new[] { 9_600, 115_200 })
        {
            foreach (var count in new[] { 1, 2, 4, 8 })
            {
                var cycle = await MeasureAsync(baud, count, TimeSpan.FromSeconds(seconds));
                var limit = Limit(baud, count);
                Console.WriteLine($"{baud,8:N0}  {count,7}  {cycle,8:N1}  {limit,15:N1}");
                rows.Add(string.Create(CultureInfo.InvariantCulture,
                    $$"""{"baud":{{baud}},"readers":{{count}},"cycleMs":{{cycle:F1}},"limitMs":{{limit:F1}}}"""));
            }
        }

        Console.WriteLine($$"""{"benchmark":"osdp-cycle","rows":[{{string.Join(',', rows)}}]}""");
        return 0;
    }

    /// <returns>The mean time between two polls of one reader, in ms.</returns>
    public static async Task<double> MeasureAsync(int baud, int count, TimeSpan duration)
    {
        using var terminals = new SerialPair();
        using var stop = new CancellationTokenSource();
        using var readerEnd = Line.Open(terminals.Far);
        var online = new ConcurrentDictionary<string, bool>();
        var allOnline = new TaskCompletionSource();
        SimulatedOsdpReader[] readers = [.. Enumerable.Range(1, count).Select(address => new SimulatedOsdpReader(address, Line.Key,
            TimeProvider.System))];
        var bus = Line.Bus(terminals.Near, baud, count, _ => { }, report =>
        {
            online[report.Device] = report.Condition == DeviceCondition.Online;
            if (online.Values.Count(is_ => is_) == count + 1)
            {
                allOnline.TrySetResult();
            }
        });
        Task[] parts =
        [
            Task.Run(() => Line.UntilGoneAsync(new SimulatedOsdpLine(readerEnd, readers, baud, TimeProvider.System).RunAsync(stop.Token))),
            Task.Run(() => bus.RunAsync(stop.Token)),
        ];
        await allOnline.Task;
        await Task.Delay(duration);
        var cycle = bus.Figures.Cycle.TotalMilliseconds;
        await stop.CancelAsync();
        await Task.WhenAll(parts);
        return cycle;
    }
}
