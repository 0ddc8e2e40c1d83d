using CsCheck;
using Xunit;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Loops;
using Zhuhui.Edge.Gateway.Projections;
using Zhuhui.Edge.Gateway.Site;

namespace Zhuhui.Edge.Gateway.Tests.Projections;

public sealed class SnapshotTests
{
    private static readonly RunClock _clock = new(TimeProvider.System);
    private static readonly SiteLayout _layout = SiteLayout.From(ProjectionBench.SiteIn(""));

    [Fact]
    public async Task An_orderly_stop_leaves_a_snapshot_that_reaches_to_the_last_record()
    {
        using var bench = new ProjectionBench();
        bench.Append(new PassageCompleted("gate", DoorSide.Entry, "wang", "yard"), new DeviceLost("gate-in", null));
        var before = bench.State;
        await bench.StopInOrderAndStartAsync();
        var (snapshot, doubt) = Snapshot.Read(bench.Folder, _layout.Fingerprint(), bench.Ledger.Journals);
        Assert.Null(doubt);
        Assert.Equal((1, 2), (snapshot!.Place.Streams["passages"].Seq, snapshot.Place.Streams["health"].Seq));
        Assert.Equal(before, bench.StateAtStart);
    }

    [Fact]
    public async Task A_snapshot_is_written_after_so_many_events()
    {
        using var bench = new ProjectionBench();
        using var often = new ProjectionService(ProjectionBench.SiteIn(bench.Folder), bench.Ledger, bench.Time,
            new Microsoft.Extensions.Logging.Abstractions.NullLogger<ProjectionService>(),
            new ExitCode(), snapshotEvery: 20);
        await often.StartAsync(CancellationToken.None);
        bench.Append(Enumerable.Range(0, 20).Select(i => new PassageCompleted("gate", DoorSide.Entry, $"p-{i}", "yard")));
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var watch = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (!File.Exists(Snapshot.PathIn(bench.Folder)) && await watch.WaitForNextTickAsync(patience.Token))
        {
            // Written beside the doors' own work.
        }

        await often.StopAsync(CancellationToken.None);
    }

    [Theory]
    [InlineData("cut short")]
    [InlineData("one byte altered")]
    [InlineData("empty")]
    [InlineData("of another site")]
    [InlineData("of another format")]
    [InlineData("of another journal")]
    [InlineData("ahead of the journal")]
    [InlineData("of a journal that went another way")]
    public void A_snapshot_in_doubt_is_thrown_away_and_the_journal_read_instead(string doubt)
    {
        using var bench = new ProjectionBench();
        bench.Append(Enumerable.Range(0, 5).Select(i => new PassageCompleted("gate", DoorSide.Entry, $"p-{i}", "yard")));
        bench.Remembering.WriteSnapshot();
        var right = bench.State;
        Spoil(bench, doubt);
        bench.CutOffAndStart();
        Assert.Equal(right, bench.StateAtStart);
        Assert.Contains("the whole journal is read instead", Assert.Single(bench.Log.All), StringComparison.Ordinal);
        bench.Remembering.WriteSnapshot();
        right = bench.State;
        bench.CutOffAndStart();
        Assert.Equal(right, bench.StateAtStart);
        Assert.Single(bench.Log.All);
    }

    [Fact]
    public void A_half_written_next_snapshot_is_never_read()
    {
        using var bench = new ProjectionBench();
        bench.Append(new PassageCompleted("gate", DoorSide.Entry, "wang", "yard"));
        bench.Remembering.WriteSnapshot();
        File.WriteAllText(Snapshot.PathIn(bench.Folder) + ".new", "half");
        var right = bench.State;
        bench.CutOffAndStart();
        Assert.Equal(right, bench.StateAtStart);
        Assert.Empty(bench.Log.All);
    }

    private static void Spoil(ProjectionBench bench, string doubt)
    {
        var file = Snapshot.PathIn(bench.Folder);
        var bytes = File.ReadAllBytes(file);
        var snapshot = Snapshot.Read(bench.Folder, _layout.Fingerprint(), bench.Ledger.Journals).Snapshot!;
        var passages = snapshot.Place.Streams["passages"];
        switch (doubt)
        {
            case "cut short":
                File.WriteAllBytes(file, bytes[..^10]);
                break;
            case "one byte altered":
                bytes[^20] ^= 1;
                File.WriteAllBytes(file, bytes);
                break;
            case "empty":
                File.WriteAllBytes(file, []);
                break;
            case "of another site":
                (snapshot with { Layout = "other" }).Write(bench.Folder);
                break;
            case "of another format":
                (snapshot with { Format = 0 }).Write(bench.Folder);
                break;
            case "of another journal":
                With(passages with { Ledger = Guid.NewGuid() });
                break;
            case "ahead of the journal":
                With(passages with { Seq = passages.Seq + 1 });
                break;
            default:
                With(passages with { Hash = new string('0', 64) });
                break;
        }

        void With(StreamPlace other) => (snapshot with
        {
            Kept = new ProjectionSet(_layout, _clock).Keep(),
            Place = snapshot.Place with { Streams = new Dictionary<string, StreamPlace>(snapshot.Place.Streams) { ["passages"] = other } },
        }).Write(bench.Folder);
    }
}
