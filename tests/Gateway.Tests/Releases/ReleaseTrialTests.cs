using Xunit;
using Zhuhui.Edge.Drivers.Boards;
using Zhuhui.Edge.Gateway.Admin.Releases;
using Zhuhui.Edge.Gateway.Admin.SiteEdits;
using Zhuhui.Edge.Gateway.Cameras;
using Zhuhui.Edge.Gateway.Devices;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.Loops;
using Zhuhui.Edge.Gateway.Releases;
using Zhuhui.Edge.Gateway.Tests.Admin.SiteEdits;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Gateway.Tests.Releases;

/// <summary>A release on trial at a running gateway: kept or given up, each on record once, and no door is left open for it.</summary>
public sealed class ReleaseTrialTests(SiteBench bench) : IClassFixture<SiteBench>, IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly BundleMaker _maker = new();
    private readonly int _before = bench.Gateway.Happened.All.OfType<ReleaseSettled>().Count();

    private Slots Slots => new(_folder.At("programs"));

    private ReleaseSettled[] Settled => [.. bench.Gateway.Happened.All.OfType<ReleaseSettled>().Skip(_before)];

    public void Dispose()
    {
        (bench.IsLinked, bench.IsRecording) = (null, true);
        _maker.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task The_version_that_runs_goes_over_when_no_door_is_open()
    {
        var running = Begin(_folder.At("packaged"));
        await bench.OpenAsync(true);
        await Eventually.IsAsync(() => bench.Get<OpenDoors>().Now.Count > 0);
        running.GoOver("technician-1");
        running.Look();
        Assert.Equal(["gate"], running.Waits!);
        Assert.Equal(0, bench.Exit.Value);
        await bench.OpenAsync(false);
        await Eventually.IsAsync(() => bench.Get<OpenDoors>().Now.Count == 0);
        running.Look();
        Assert.Equal(75, bench.Exit.Value);
        Assert.True(bench.Life.ApplicationStopping.IsCancellationRequested);

        Stage("0.9.0");
        Assert.Equal("0.9.0", Begin(_folder.At("programs", "a")).Trying);
        Assert.Equal([(SiteOutcome.Trying, "0.9.0", "technician-1")], Settled.Select(one => (one.Outcome, one.Version, one.Operator!)));
    }

    [Fact]
    public void It_is_kept_after_two_minutes_and_told_once_over_any_number_of_starts()
    {
        Stage("0.9.1");
        var trial = Begin(_folder.At("programs", "a"));
        bench.Time.Advance(SiteChanges.ProofTime - TimeSpan.FromSeconds(1));
        trial.Look();
        Assert.Equal("0.9.1", trial.Trying);
        bench.Time.Advance(TimeSpan.FromSeconds(1));
        trial.Look();
        Assert.Null(trial.Trying);
        Begin(_folder.At("programs", "a"));
        Begin(_folder.At("programs", "a"));
        Assert.Equal([SiteOutcome.Trying, SiteOutcome.Kept], Settled.Select(one => one.Outcome));
        Assert.Equal(Slots.Trial!.Id, File.ReadLines(Path.Combine(bench.Gateway.Site.DataFolder, "release", "kept")).First());
    }

    [Fact]
    public void It_gives_up_where_a_board_that_was_there_is_away_and_the_version_before_tells_why()
    {
        bench.Report(DeviceCondition.Online);
        var running = Begin(_folder.At("packaged"));
        running.GoOver("technician-2");
        running.Look();
        Stage("0.9.2");
        var trial = Begin(_folder.At("programs", "a"));
        bench.Report(DeviceCondition.Offline);
        trial.Look();
        Assert.Equal(0, bench.Exit.Value);
        bench.Time.Advance(SiteHealth.Patience);
        trial.Look();
        Assert.Equal(75, bench.Exit.Value);
        var said = File.ReadAllLines(Path.Combine(bench.Gateway.Site.DataFolder, "release", "given-up"));
        Assert.Equal(Slots.Trial!.Id, said[0]);

        // As the launcher leaves it.
        File.WriteAllText(_folder.At("programs", "ended"), $"givenUp\n0.9.2\n{said[1]}\n{said[0]}\n");
        Slots.Drop();
        bench.Report(DeviceCondition.Online);
        Begin(_folder.At("packaged"));
        Begin(_folder.At("packaged"));
        Assert.Equal([SiteOutcome.Trying, SiteOutcome.GivenUp], Settled.Select(one => one.Outcome));
        Assert.Contains("box", Settled[^1].Reason!.En, StringComparison.Ordinal);
    }

    [Fact]
    public void Killed_between_what_it_says_and_what_it_records_the_next_start_records_it()
    {
        Stage("0.9.11");
        var trial = Begin(Running);
        File.WriteAllText(Path.Combine(bench.Gateway.Site.DataFolder, "release", "kept"), Slots.Trial!.Id + "\n");
        Slots.Keep(Slots.Trial.Id);
        Begin(_folder.At("programs", "current"));
        Begin(_folder.At("programs", "current"));
        Assert.Equal([SiteOutcome.Trying, SiteOutcome.Kept], Settled.Select(one => one.Outcome));
        Assert.Equal("0.9.11", trial.Trying);
    }

    [Fact]
    public void One_that_is_staged_and_of_which_nobody_told_is_gone_over_to_and_no_second_time()
    {
        Stage("0.9.12");
        Begin(_folder.At("packaged")).Look();
        Assert.Equal(75, bench.Exit.Value);

        // The launcher could not go over.
        Begin(_folder.At("packaged")).Look();
        Assert.Equal(0, bench.Exit.Value);
        Begin(Running);
        Assert.Equal([(SiteOutcome.Trying, "technician-1")], Settled.Select(one => (one.Outcome, one.Operator!)));
    }

    [Fact]
    public void A_hub_that_was_there_has_to_come_back_within_the_trial()
    {
        bench.IsLinked = true;
        var trial = GoOver("0.9.4");
        bench.IsLinked = false;
        trial.Look();
        bench.Time.Advance(SiteHealth.PatienceForHub - TimeSpan.FromSeconds(1));
        trial.Look();
        Assert.Equal(0, bench.Exit.Value);
        bench.Time.Advance(TimeSpan.FromSeconds(1));
        trial.Look();
        Assert.Equal(75, bench.Exit.Value);
        Assert.Contains(SiteHealth.Hub, GivenUp, StringComparison.Ordinal);
    }

    [Fact]
    public void A_hub_that_comes_back_late_keeps_it_and_one_that_was_away_before_is_not_waited_for()
    {
        bench.IsLinked = true;
        var trial = GoOver("0.9.5");
        bench.IsLinked = false;
        trial.Look();
        bench.Time.Advance(SiteHealth.PatienceForHub - TimeSpan.FromSeconds(1));
        bench.IsLinked = true;
        trial.Look();
        bench.Time.Advance(TimeSpan.FromSeconds(1));
        trial.Look();
        Assert.Null(trial.Trying);

        bench.IsLinked = false;
        Slots.Keep(Slots.Trial!.Id);
        trial = GoOver("0.9.6");
        trial.Look();
        bench.Time.Advance(SiteChanges.ProofTime);
        trial.Look();
        Assert.Null(trial.Trying);
        Assert.Equal(0, bench.Exit.Value);
    }

    [Fact]
    public void A_journal_that_refuses_records_is_a_reason_where_it_took_them_before()
    {
        var trial = GoOver("0.9.7");
        bench.IsRecording = false;
        trial.Look();
        bench.Time.Advance(SiteHealth.Patience);
        trial.Look();
        Assert.Equal(75, bench.Exit.Value);
        Assert.Contains("journal", GivenUp, StringComparison.Ordinal);

        Slots.Drop();
        trial = GoOver("0.9.8");
        trial.Look();
        bench.Time.Advance(SiteChanges.ProofTime);
        trial.Look();
        Assert.Equal(0, bench.Exit.Value);
    }

    [Fact]
    public void What_was_online_before_an_earlier_release_is_nothing_to_this_one()
    {
        bench.IsLinked = true;
        GoOver("0.9.9");
        Slots.Drop();
        bench.IsLinked = false;

        // The gateway was killed before it was told to go over.
        Stage("0.9.10");
        var trial = Begin(Running);
        trial.Look();
        bench.Time.Advance(SiteHealth.PatienceForHub);
        trial.Look();
        Assert.Equal(0, bench.Exit.Value);
        Assert.Null(trial.Trying);
    }

    [Fact]
    public void What_a_killed_rehearsal_left_is_thrown_away_at_the_next_start_and_one_that_is_on_stays()
    {
        var releases = Path.Combine(bench.Gateway.Site.DataFolder, "release");
        Directory.CreateDirectory(RehearsalCopy.Of(releases));
        using (RehearsalCopy.Take(releases))
        {
            Begin(_folder.At("packaged"));
            Assert.True(Directory.Exists(RehearsalCopy.Of(releases)));
        }

        Begin(_folder.At("packaged"));
        Assert.False(Directory.Exists(RehearsalCopy.Of(releases)));
    }

    [Fact]
    public void A_program_that_is_not_on_trial_tries_nothing()
    {
        Stage("0.9.3");
        Directory.CreateDirectory(_folder.At("packaged"));
        Assert.Null(Begin(_folder.At("packaged")).Trying);
        Assert.Empty(Settled);
    }

    /// <summary>Where the launcher starts the one on trial.</summary>
    private string Running => _folder.At("programs", Path.GetFileName(new FileInfo(_folder.At("programs", "trial")).LinkTarget!));

    private string GivenUp => File.ReadAllLines(Path.Combine(bench.Gateway.Site.DataFolder, "release", "given-up"))[1];

    /// <returns>The one on trial, just started.</returns>
    private ReleaseTrial GoOver(string version)
    {
        Stage(version);
        var running = Begin(_folder.At("packaged"));
        running.GoOver("technician-3");
        running.Look();
        return Begin(Running);
    }

    private void Stage(string version)
    {
        Directory.CreateDirectory(_folder.At("keys"));
        File.WriteAllBytes(_folder.At("keys", "release.pem"), _maker.PublicKey);
        var place = Slots.Stage(ReleaseBundle.Open(_maker.Make(_folder.At("bundle"), version), ReleaseKeys.Read(_folder.At("keys"))),
            "technician-1");
        Slots.Try(place);
    }

    private ReleaseTrial Begin(string program)
    {
        bench.Begin().Dispose();
        var trial = new ReleaseTrial(bench.Gateway.Site, bench.Health(), bench.Get<OpenDoors>(), bench.Get<EventLedger>(),
            new GatewayRestart(bench.Exit, bench.Life), bench.Time, Slots, new ProgramPlace(program));
        trial.Begin();
        return trial;
    }
}
