using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Zhuhui.Edge.CloudBridge;
using Zhuhui.Edge.CloudBridge.Settings;
using Zhuhui.Edge.CloudBridge.Topics;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.Site;

namespace Zhuhui.Edge.Benchmarks.Crash;

/// <summary>The gateway's memory and its link in a process of their own, to be killed: appends numbered events at a rate and says each
/// number on its output once the append has returned.</summary>
internal static class Writer
{
    /// <summary>Runs until it is killed.</summary>
    public static async Task<int> AppendAsync(string folder, int port, long first, int rate)
    {
        using var ledger = new EventLedger(folder, TimeProvider.System, NullLoggerFactory.Instance);
        var link = Link(folder, port, ledger).RunAsync(CancellationToken.None);
        using var output = Console.OpenStandardOutput();
        var began = Stopwatch.GetTimestamp();
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        for (var number = first; await tick.WaitForNextTickAsync() && !link.IsCompleted;)
        {
            for (var due = first + (long)(Stopwatch.GetElapsedTime(began).TotalSeconds * rate); number < due; number++)
            {
                ledger.Append(Event(number));
                output.Write(Encoding.ASCII.GetBytes(number.ToString(CultureInfo.InvariantCulture) + "\n"));
            }
        }

        await link;
        return 1;
    }

    /// <summary>Appends nothing; ends when the hub has acknowledged all there is.</summary>
    public static async Task<int> DrainAsync(string folder, int port)
    {
        using var ledger = new EventLedger(folder, TimeProvider.System, NullLoggerFactory.Instance);
        var link = Link(folder, port, ledger);
        using var stop = new CancellationTokenSource();
        var running = link.RunAsync(stop.Token);
        var drained = await link.DrainAsync(TimeSpan.FromMinutes(5), CancellationToken.None);
        await stop.CancelAsync();
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return drained ? 0 : 1;
    }

    /// <summary>Nine of ten are passages, the others alarms and health by turns.</summary>
    private static GatewayEvent Event(long number) => (number % 20) switch
    {
        7 => new DoorForced(Name(number)),
        17 => new CameraLost(Name(number), "for the benchmark"),
        _ => new PassageCompleted(Name(number), DoorSide.Entry, "p-1", "yard"),
    };

    private static string Name(long number) => string.Create(CultureInfo.InvariantCulture, $"n{number}");

    private static HubLink Link(string folder, int port, EventLedger ledger) =>
        new(new LinkOptions { Host = "127.0.0.1", Port = port, Tls = false, MaxBackoffSeconds = 1 },
            new GatewayRun(new GatewayAddress("bench", "crash", "gate"), ledger.Boot, "crash"),
            ledger.Feeds(), [], Path.Combine(folder, "bookmarks"), _ => null, TimeProvider.System, NullLogger.Instance);
}
