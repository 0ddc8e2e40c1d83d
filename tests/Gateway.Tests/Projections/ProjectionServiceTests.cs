using CsCheck;
using Xunit;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.People.Rights;
using Zhuhui.Edge.Gateway.Projections;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Site.Calendars;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Gateway.Tests.Projections;

public sealed class ProjectionServiceTests
{
    [Fact]
    public void After_a_kill_at_any_moment_everything_is_remembered_from_the_journal_alone() =>
        ProjectionBench.AnyEvent.Array[1, 40].Array[1, 4].Sample(
            runs =>
            {
                using var bench = new ProjectionBench();
                foreach (var run in runs)
                {
                    bench.Append(run);
                    var before = bench.State;
                    bench.CutOffAndStart();
                    Assert.Equal(before, bench.StateAtStart);
                }
            },
            iter: FastTests.Cases(60),
            threads: 1);

    [Fact]
    public void With_snapshots_at_any_moment_and_kills_after_them_the_same_is_remembered() =>
        Gen.Select(ProjectionBench.AnyEvent.Array[1, 30], ProjectionBench.AnyEvent.Array[0, 30], ProjectionBench.AnyEvent.Array[0, 30],
            Gen.Int[-90_000, 90_000]).Sample(
            (first, second, third, step) =>
            {
                using var bench = new ProjectionBench();
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
            iter: FastTests.Cases(60),
            threads: 1);

    [Fact]
    public void What_was_deleted_below_a_snapshot_is_remembered_all_the_same() =>
        Gen.Select(ProjectionBench.AnyEvent.Array[60, 120], ProjectionBench.AnyEvent.Array[0, 60]).Sample(
            (first, second) =>
            {
                using var bench = new ProjectionBench(segmentBytes: 2048);
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
            iter: FastTests.Cases(30),
            threads: 1);

    [Fact]
    public void Where_health_tells_of_the_runs_no_longer_the_adopted_policies_do()
    {
        using var bench = new ProjectionBench(segmentBytes: 2048);
        for (var run = 0; run < 12; run++)
        {
            // Each run's monotonic clock begins anew as far as the order is concerned: only the runs order them.
            bench.Append(new PolicyAdopted($"{run}", PolicyFactory.From(ProjectionBench.SiteIn(""), Calendar.Empty)),
                new PassageCompleted("gate", DoorSide.Entry, "wang", "yard"));
            bench.Append(new CommandDone($"c-{run}", "*", CommandKind.Forgive.Name(), "guard", null, "wang"));
            bench.CutOffAndStart(TimeSpan.FromHours(-1));
        }

        bench.Append(new PolicyAdopted("12", PolicyFactory.From(ProjectionBench.SiteIn(""), Calendar.Empty)), new PassageCompleted("gate",
            DoorSide.Entry, "li", "yard"));
        bench.DeleteOld(moreOfHealth: true);
        Assert.True(bench.Ledger.JournalOf(EventStream.Health).FirstSeq > 1);
        var replay = new JournalReplay(bench.Ledger.Journals, null);
        var order = replay.Events().Select(e => e.Happened is PolicyAdopted adopted ? adopted.Version : e.Happened is CommandDone done
            ? done.Command : e.Happened is PassageCompleted ? "passed" : "").Where(w => w.Length > 0);
        Assert.Equal([.. Enumerable.Range(0, 12).SelectMany(run => (string[])[$"{run}", "passed", $"c-{run}"]), "12", "passed"], order);
    }

    [Fact]
    public void The_runs_of_a_journal_are_read_in_their_order_even_where_the_clock_was_put_back_between_them()
    {
        using var bench = new ProjectionBench();
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
        using var bench = new ProjectionBench();
        bench.Append(ProjectionBench.Granted("v-1", "gate", "pass-1"), ProjectionBench.Granted("v-1", "gate", "pass-1"),
            ProjectionBench.Granted("wang", "gate"));
        bench.CutOffAndStart();
        Assert.Equal((2, 0, 0), (bench.Remembered.PassUses.CountFor("pass-1"), bench.Remembered.PassUses.CountFor("pass-2"),
            bench.Remembered.PassUses.CountFor("wang")));
    }

    [Fact]
    public void The_first_person_of_the_morning_is_remembered_after_a_kill()
    {
        using var bench = new ProjectionBench();
        bench.Append(ProjectionBench.Granted("wang", "gate"));
        bench.CutOffAndStart();
        Assert.True(bench.Remembered.LastGrants.Since("gate", ProjectionBench.Morning));
        Assert.False(bench.Remembered.LastGrants.Since("gate", ProjectionBench.Morning.AddSeconds(1)));
        Assert.False(bench.Remembered.LastGrants.Since("unit", ProjectionBench.Morning));
    }
}
