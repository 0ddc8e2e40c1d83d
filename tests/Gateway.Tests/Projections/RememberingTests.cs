using CsCheck;
using Xunit;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Loops;
using Zhuhui.Edge.Gateway.People.Rights;
using Zhuhui.Edge.Gateway.Projections;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Site.Calendars;

namespace Zhuhui.Edge.Gateway.Tests.Projections;

public sealed class RememberingTests
{
    private static readonly RunClock Clock = new(TimeProvider.System);
    private static readonly SiteLayout Layout = SiteLayout.From(RecallBench.SiteIn(""));

    [Fact]
    public void A_snapshot_and_the_events_after_it_give_what_all_events_give() =>
        RecallBench.AnyEvent.Array[0, 120].Select(Gen.Int[0, 120]).Sample(
            (events, cut) =>
            {
                var all = new ProjectionSet(Layout, Clock);
                var split = new ProjectionSet(Layout, Clock);
                for (var i = 0; i < events.Length; i++)
                {
                    split = i == cut ? new ProjectionSet(Layout, Clock, Reread(split.Keep())) : split;
                    all.Fold(events[i], At(i));
                    split.Fold(events[i], At(i));
                }

                return RecallBench.Text(all.Keep()) == RecallBench.Text(split.Keep());
            },
            iter: 5000);

    [Fact]
    public void Occupancy_is_the_number_of_people_placed_there_whatever_happened() =>
        RecallBench.AnyEvent.Array[0, 120].Sample(
            events =>
            {
                var remembered = new ProjectionSet(Layout, Clock);
                Array.ForEach(events, e => remembered.Fold(e, At(0)));
                var positions = remembered.Keep().Whereabouts.Positions;
                return Layout.Areas.All(area => remembered.Whereabouts.CountIn(area) == positions.Count(p => p.Area == area));
            },
            iter: 5000);

    [Fact]
    public void After_a_kill_at_any_moment_everything_is_remembered_from_the_journal_alone() =>
        RecallBench.AnyEvent.Array[1, 40].Array[1, 4].Sample(
            runs =>
            {
                using var bench = new RecallBench();
                foreach (var run in runs)
                {
                    bench.Append(run);
                    var before = bench.State;
                    bench.CutOffAndStart();
                    Assert.Equal(before, bench.StateAtStart);
                }
            },
            iter: 60,
            threads: 1);

    [Fact]
    public void With_snapshots_at_any_moment_and_kills_after_them_the_same_is_remembered() =>
        Gen.Select(RecallBench.AnyEvent.Array[1, 30], RecallBench.AnyEvent.Array[0, 30], RecallBench.AnyEvent.Array[0, 30], Gen.Int[-90_000, 90_000]).Sample(
            (first, second, third, step) =>
            {
                using var bench = new RecallBench();
                bench.Append(first);
                bench.Remembering.WriteSnapshot();
                bench.Append(second);
                var before = bench.State;
                bench.CutOffAndStart(TimeSpan.FromSeconds(step));
                Assert.Equal(before, bench.StateAtStart);
                bench.Append(third);
                bench.Remembering.WriteSnapshot();
                before = bench.State;
                bench.CutOffAndStart(TimeSpan.FromSeconds(-step));
                Assert.Equal(before, bench.StateAtStart);
                Assert.Empty(bench.Log.All);
            },
            iter: 60,
            threads: 1);

    [Fact]
    public void What_was_deleted_below_a_snapshot_is_remembered_all_the_same() =>
        Gen.Select(RecallBench.AnyEvent.Array[60, 120], RecallBench.AnyEvent.Array[0, 60]).Sample(
            (first, second) =>
            {
                using var bench = new RecallBench(segmentBytes: 2048);
                bench.Append(first);
                bench.Remembering.WriteSnapshot();
                bench.DeleteOld();
                Assert.Contains(bench.Ledger.Journals, j => j.FirstSeq > 1);
                bench.Append(second);
                var before = bench.State;
                bench.CutOffAndStart();
                Assert.Equal(before, bench.StateAtStart);
                Assert.Empty(bench.Log.All);
            },
            iter: 30,
            threads: 1);

    [Fact]
    public void Where_health_tells_of_the_runs_no_longer_the_adopted_policies_do()
    {
        using var bench = new RecallBench(segmentBytes: 2048);
        for (var run = 0; run < 12; run++)
        {
            // Each run's monotonic clock begins anew as far as the order is concerned: only the runs order them.
            bench.Append(new PolicyAdopted($"{run}", PolicyFactory.From(RecallBench.SiteIn(""), Calendar.Empty)), new PassageCompleted("gate", DoorSide.Entry, "wang", "yard"));
            bench.Append(new CommandDone($"c-{run}", "*", CommandKind.Forgive.Name(), "guard", null, "wang"));
            bench.CutOffAndStart(TimeSpan.FromHours(-1));
        }

        bench.Append(new PolicyAdopted("12", PolicyFactory.From(RecallBench.SiteIn(""), Calendar.Empty)), new PassageCompleted("gate", DoorSide.Entry, "li", "yard"));
        bench.DeleteOld(moreOfHealth: true);
        Assert.True(bench.Ledger.JournalOf(EventStream.Health).FirstSeq > 1);
        var replay = new JournalReplay(bench.Ledger.Journals, null);
        var order = replay.Events().Select(e => e.Happened is PolicyAdopted adopted ? adopted.Version : e.Happened is CommandDone done ? done.Command : e.Happened is PassageCompleted ? "passed" : "").Where(w => w.Length > 0);
        Assert.Equal([.. Enumerable.Range(0, 12).SelectMany(run => (string[])[$"{run}", "passed", $"c-{run}"]), "12", "passed"], order);
    }

    [Fact]
    public async Task An_orderly_stop_leaves_a_snapshot_that_reaches_to_the_last_record()
    {
        using var bench = new RecallBench();
        bench.Append(new PassageCompleted("gate", DoorSide.Entry, "wang", "yard"), new DeviceLost("gate-in", null));
        var before = bench.State;
        await bench.StopInOrderAndStartAsync();
        var (snapshot, doubt) = Snapshot.Read(bench.Folder, Layout.Fingerprint(), bench.Ledger.Journals);
        Assert.Null(doubt);
        Assert.Equal((1, 2), (snapshot!.Place.Streams["passages"].Seq, snapshot.Place.Streams["health"].Seq));
        Assert.Equal(before, bench.StateAtStart);
    }

    [Fact]
    public async Task A_snapshot_is_written_after_so_many_events()
    {
        using var bench = new RecallBench();
        using var often = new ProjectionService(RecallBench.SiteIn(bench.Folder), bench.Ledger, bench.Time, new Microsoft.Extensions.Logging.Abstractions.NullLogger<ProjectionService>(),
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
        using var bench = new RecallBench();
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
        using var bench = new RecallBench();
        bench.Append(new PassageCompleted("gate", DoorSide.Entry, "wang", "yard"));
        bench.Remembering.WriteSnapshot();
        File.WriteAllText(Snapshot.PathIn(bench.Folder) + ".new", "half");
        var right = bench.State;
        bench.CutOffAndStart();
        Assert.Equal(right, bench.StateAtStart);
        Assert.Empty(bench.Log.All);
    }

    [Fact]
    public void The_runs_of_a_journal_are_read_in_their_order_even_where_the_clock_was_put_back_between_them()
    {
        using var bench = new RecallBench();
        bench.Append(new PassageCompleted("gate", DoorSide.Entry, "wang", "yard"), new ExitRequested("gate", 5));
        bench.CutOffAndStart(TimeSpan.FromDays(-400));
        bench.Append(new PassageCompleted("gate", DoorSide.Entry, "li", "yard"));
        bench.CutOffAndStart();
        Assert.False(bench.Remembered.Whereabouts.PresenceOf("wang", "gate", DoorSide.Entry)!.IsCertain);
        Assert.True(bench.Remembered.Whereabouts.PresenceOf("li", "gate", DoorSide.Entry)!.IsCertain);
    }

    [Fact]
    public void A_pass_used_before_a_kill_counts_after_it()
    {
        using var bench = new RecallBench();
        bench.Append(RecallBench.Granted("v-1", "gate", "pass-1"), RecallBench.Granted("v-1", "gate", "pass-1"), RecallBench.Granted("wang", "gate"));
        bench.CutOffAndStart();
        Assert.Equal((2, 0, 0), (bench.Remembered.PassUses.CountFor("pass-1"), bench.Remembered.PassUses.CountFor("pass-2"), bench.Remembered.PassUses.CountFor("wang")));
    }

    [Fact]
    public void The_first_person_of_the_morning_is_remembered_after_a_kill()
    {
        using var bench = new RecallBench();
        bench.Append(RecallBench.Granted("wang", "gate"));
        bench.CutOffAndStart();
        Assert.True(bench.Remembered.LastGrants.Since("gate", RecallBench.Morning));
        Assert.False(bench.Remembered.LastGrants.Since("gate", RecallBench.Morning.AddSeconds(1)));
        Assert.False(bench.Remembered.LastGrants.Since("unit", RecallBench.Morning));
    }

    private static void Spoil(RecallBench bench, string doubt)
    {
        var file = Snapshot.PathIn(bench.Folder);
        var bytes = File.ReadAllBytes(file);
        var snapshot = Snapshot.Read(bench.Folder, Layout.Fingerprint(), bench.Ledger.Journals).Snapshot!;
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
            Kept = new ProjectionSet(Layout, Clock).Keep(),
            Place = snapshot.Place with { Streams = new Dictionary<string, StreamPlace>(snapshot.Place.Streams) { ["passages"] = other } },
        }).Write(bench.Folder);
    }

    private static Moment At(int i) => Clock.Before(RecallBench.Morning.AddSeconds(i));

    private static Kept Reread(Kept kept) => System.Text.Json.JsonSerializer.Deserialize<Kept>(RecallBench.Text(kept), EventJson.Options)!;
}
