using System.Diagnostics;
using Zhuhui.Edge.Drivers.Readers;
using Zhuhui.Edge.Gateway.Access;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Benchmarks.Doors;

/// <summary>From a card in a door's queue to its relay: the wait as the gateway itself measures it, from the read to right after the relay
/// was told.</summary>
internal static class DecisionPath
{
    private const int People = 2100;

    /// <summary>The gateway keeps so many waits.</summary>
    private const int Chunk = 10_000;

    /// <returns>The bytes of a decision's record in the journal.</returns>
    public static async Task<int> MeasureAsync(string folder, int decisions, Table table)
    {
        using var compound = new Compound(folder);
        compound.Residents.Replace(Compound.People(People));
        using var stop = new CancellationTokenSource();
        var running = compound.Doors.Select(d => d.RunAsync(stop.Token)).ToArray();
        using var decided = new SemaphoreSlim(0);
        compound.Ledger.Appended += happened =>
        {
            if (happened is PassageDenied denied)
            {
                throw new InvalidOperationException($"not let in: {denied.Because.En}");
            }

            if (happened is PassageGranted)
            {
                decided.Release();
            }
        };

        await RunAsync(compound, decided, Chunk, atOnce: 1);
        table.Percentiles("card to relay, one at a time", "oneAtATimeMs", await RunAsync(compound, decided, decisions, atOnce: 1));
        var processor = Process.GetCurrentProcess().TotalProcessorTime;
        var began = Stopwatch.GetTimestamp();
        table.Percentiles("card to relay, all doors busy at once", "allDoorsMs", await RunAsync(compound, decided, decisions,
            atOnce: Compound.DoorCount));
        var took = Stopwatch.GetElapsedTime(began);
        using var now = Process.GetCurrentProcess();
        table.Figure("decisions a second, all doors busy", "decisionsPerSecond", decisions / took.TotalSeconds, "/s");
        table.Figure("decisions a second and core (of processor time)", "decisionsPerCoreSecond",
            decisions / (now.TotalProcessorTime - processor).TotalSeconds, "/s");

        await stop.CancelAsync();
        await Task.WhenAll(running).ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.None,
            TaskScheduler.Default);
        return compound.Ledger.Journals.First(j => j.Stream == "passages").ReadAfter(0, 1)[0].Payload.Length;
    }

    private static async Task<List<double>> RunAsync(Compound compound, SemaphoreSlim decided, int decisions, int atOnce)
    {
        List<double> waits = [];
        for (var done = 0; done < decisions;)
        {
            var count = Math.Min(Chunk, decisions - done);
            for (var i = 0; i < count; i++)
            {
                if (i >= atOnce)
                {
                    await decided.WaitAsync();
                }

                var door = compound.Doors[(done + i) % Compound.DoorCount];
                door.Post(new CredentialInput.Card(new CardRead("reader", new CardNumber(Compound.CardOf((done + i) * 7919 % People)),
                    "wiegand-34", TimeProvider.System.GetTimestamp())));
            }

            for (var i = 0; i < Math.Min(atOnce, count); i++)
            {
                await decided.WaitAsync();
            }

            done += count;
            while (compound.Times.Waits(PassageMethod.Card).Count < count)
            {
                // The last wait is noted right after its event; of a later chunk it may count with the next.
                await Task.Yield();
            }

            waits.AddRange(compound.Times.Waits(PassageMethod.Card).TakeLast(count));
        }

        return waits;
    }
}
