using Xunit;
using Zhuhui.Edge.Drivers.Boards;
using Zhuhui.Edge.Gateway.Admin.SiteEdits;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Releases;
using Zhuhui.Edge.Gateway.Tests.Admin.SiteEdits;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Gateway.Tests.Releases;

/// <summary>A release on trial at a running gateway: kept or given up, each on record once, and no door is left open for it.</summary>
public sealed class ReleaseTrialTests(SiteBench bench) : ReleaseTrialSetup(bench)
{
    [Fact]
    public async Task The_version_that_runs_goes_over_when_no_door_is_open()
    {
        var running = Begin(Folder.At("packaged"));
        await Bench.OpenAsync(true);
        await Eventually.IsAsync(() => Bench.Get<OpenDoors>().Now.Count > 0);
        running.GoOver("technician-1");
        running.Look();
        Assert.Equal(["gate"], running.Waits!);
        Assert.Equal(0, Bench.Exit.Value);
        await Bench.OpenAsync(false);
        await Eventually.IsAsync(() => Bench.Get<OpenDoors>().Now.Count == 0);
        running.Look();
        Assert.Equal(75, Bench.Exit.Value);
        Assert.True(Bench.Life.ApplicationStopping.IsCancellationRequested);

        Stage("0.9.0");
        Assert.Equal("0.9.0", Begin(Folder.At("programs", "a")).Trying);
        Assert.Equal([(SiteOutcome.Trying, "0.9.0", "technician-1")], Settled.Select(one => (one.Outcome, one.Version, one.Operator!)));
    }

    [Fact]
    public void It_is_kept_after_two_minutes_and_told_once_over_any_number_of_starts()
    {
        Stage("0.9.1");
        var trial = Begin(Folder.At("programs", "a"));
        Bench.Time.Advance(SiteChanges.ProofTime - TimeSpan.FromSeconds(1));
        trial.Look();
        Assert.Equal("0.9.1", trial.Trying);
        Bench.Time.Advance(TimeSpan.FromSeconds(1));
        trial.Look();
        Assert.Null(trial.Trying);
        Begin(Folder.At("programs", "a"));
        Begin(Folder.At("programs", "a"));
        Assert.Equal([SiteOutcome.Trying, SiteOutcome.Kept], Settled.Select(one => one.Outcome));
        Assert.Equal(Slots.Trial!.Id, File.ReadLines(Path.Combine(Bench.Gateway.Site.DataFolder, "release", "kept")).First());
    }

    [Fact]
    public void It_gives_up_where_a_board_that_was_there_is_away_and_the_version_before_tells_why()
    {
        Bench.Report(DeviceCondition.Online);
        var running = Begin(Folder.At("packaged"));
        running.GoOver("technician-2");
        running.Look();
        Stage("0.9.2");
        var trial = Begin(Folder.At("programs", "a"));
        Bench.Report(DeviceCondition.Offline);
        trial.Look();
        Assert.Equal(0, Bench.Exit.Value);
        Bench.Time.Advance(SiteHealth.Patience);
        trial.Look();
        Assert.Equal(75, Bench.Exit.Value);
        var said = File.ReadAllLines(Path.Combine(Bench.Gateway.Site.DataFolder, "release", "given-up"));
        Assert.Equal(Slots.Trial!.Id, said[0]);

        // As the launcher leaves it.
        File.WriteAllText(Folder.At("programs", "ended"), $"givenUp\n0.9.2\n{said[1]}\n{said[0]}\n");
        Slots.Drop();
        Bench.Report(DeviceCondition.Online);
        Begin(Folder.At("packaged"));
        Begin(Folder.At("packaged"));
        Assert.Equal([SiteOutcome.Trying, SiteOutcome.GivenUp], Settled.Select(one => one.Outcome));
        Assert.Contains("box", Settled[^1].Reason!.En, StringComparison.Ordinal);
    }

    [Fact]
    public void Killed_between_what_it_says_and_what_it_records_the_next_start_records_it()
    {
        Stage("0.9.11");
        var trial = Begin(Running);
        File.WriteAllText(Path.Combine(Bench.Gateway.Site.DataFolder, "release", "kept"), Slots.Trial!.Id + "\n");
        Slots.Keep(Slots.Trial.Id);
        Begin(Folder.At("programs", "current"));
        Begin(Folder.At("programs", "current"));
        Assert.Equal([SiteOutcome.Trying, SiteOutcome.Kept], Settled.Select(one => one.Outcome));
        Assert.Equal("0.9.11", trial.Trying);
    }

    [Fact]
    public void One_that_is_staged_and_of_which_nobody_told_is_gone_over_to_and_no_second_time()
    {
        Stage("0.9.12");
        Begin(Folder.At("packaged")).Look();
        Assert.Equal(75, Bench.Exit.Value);

        // The launcher could not go over.
        Begin(Folder.At("packaged")).Look();
        Assert.Equal(0, Bench.Exit.Value);
        Begin(Running);
        Assert.Equal([(SiteOutcome.Trying, "technician-1")], Settled.Select(one => (one.Outcome, one.Operator!)));
    }

    [Fact]
    public void What_a_killed_rehearsal_left_is_thrown_away_at_the_next_start_and_one_that_is_on_stays()
    {
        var releases = Path.Combine(Bench.Gateway.Site.DataFolder, "release");
        Directory.CreateDirectory(RehearsalCopy.Of(releases));
        using (RehearsalCopy.Take(releases))
        {
            Begin(Folder.At("packaged"));
            Assert.True(Directory.Exists(RehearsalCopy.Of(releases)));
        }

        Begin(Folder.At("packaged"));
        Assert.False(Directory.Exists(RehearsalCopy.Of(releases)));
    }

    [Fact]
    public void A_program_that_is_not_on_trial_tries_nothing()
    {
        Stage("0.9.3");
        Directory.CreateDirectory(Folder.At("packaged"));
        Assert.Null(Begin(Folder.At("packaged")).Trying);
        Assert.Empty(Settled);
    }
}
