using System.Globalization;
using Zhuhui.Edge.Benchmarks.Crash;
using Zhuhui.Edge.Tests.Support;
using Zhuhui.Edge.Tests.Support.Power;

namespace Zhuhui.Edge.Benchmarks.Power;

/// <summary>One box after the other, each with some cuts from its very first start on: what a new box makes once is at risk
/// once.</summary>
internal sealed class Boxes(Random chance, int port, int rate, TimeSpan slowest)
{
    private const int CutsABox = 20;

    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(3);

    public List<string> Faults { get; } = [];

    /// <summary>Numbers of events that must be in the hub's store.</summary>
    public HashSet<long> Numbers { get; } = [];

    public int Done { get; private set; }

    public int InOpening { get; private set; }

    public long Acknowledged { get; private set; }

    public int People { get; private set; }

    public long Records { get; private set; }

    /// <summary>Numbers that journals said they left out.</summary>
    public long LeftOut { get; private set; }

    /// <summary>Records that a cut cost within the time that it may; and the age of the eldest of those.</summary>
    public int Lost { get; private set; }

    public double EldestMs { get; private set; }

    public async Task RunAsync(int cuts, int mostFaults)
    {
        for (var box = 1; Done < cuts && Faults.Count < mostFaults; box++)
        {
            await BoxAsync(string.Create(CultureInfo.InvariantCulture, $"gate-{box}"), Math.Min(CutsABox, cuts - Done), mostFaults);
            Console.Error.WriteLine($"power: {Done} of {cuts} cuts, {Acknowledged:N0} acknowledged, {Faults.Count} faults");
        }
    }

    private async Task BoxAsync(string gateway, int cuts, int mostFaults)
    {
        using var mount = new TemporaryFolder();
        using var disk = DroppingDisk.At(mount.Path, slowest);

        // A package and a technician laid these out before.
        Directory.CreateDirectory(Path.Combine(disk.Place, "data"));
        Directory.CreateDirectory(Path.Combine(disk.Place, "site"));
        disk.SyncAll();
        var run = new Cuts(disk, gateway, Done, chance, port, rate);
        await run.RunAsync(cuts, mostFaults - Faults.Count);
        Faults.AddRange(run.Faults);
        Done += run.Done;
        InOpening += run.InOpening;
        Acknowledged += run.Expected.Acknowledged;
        People += run.Expected.People.Count;
        (Lost, EldestMs) = (Lost + run.Findings.Lost, Math.Max(EldestMs, run.Findings.EldestMs));
        Numbers.UnionWith(run.Expected.Numbers);
        await BringAsync(disk, gateway, run.Expected, run.Findings);
    }

    /// <summary>Brings all of it to the hub, and judges the journals as a whole.</summary>
    private async Task BringAsync(DroppingDisk disk, string gateway, Expected expected, Findings findings)
    {
        using var rooms = new Rooms(disk.Place);
        var link = rooms.Link(port, gateway);
        using var stop = new CancellationTokenSource();
        var running = link.RunAsync(stop.Token);
        if (!await link.DrainAsync(_patience, CancellationToken.None))
        {
            Faults.Add($"{gateway}: not everything came to the hub");
        }

        await stop.CancelAsync();
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        var verdict = Verdict.Of(gateway, Verdict.RecordsOf(rooms.Ledger), expected.Numbers);
        Records += verdict.Records;
        LeftOut += findings.LeftOut;
        if ((verdict.Lost, verdict.Doubled) != (0, 0) || verdict.Gaps != findings.LeftOut)
        {
            Faults.Add($"{gateway}: {verdict.Lost} acknowledged lost, {verdict.Gaps} gaps, {verdict.Doubled} doubled in the "
                + $"journals, and {findings.LeftOut} numbers told as left out");
        }
    }
}
