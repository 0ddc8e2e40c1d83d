using Xunit;
using Zhuhui.Edge.Gateway.Admin.SiteEdits;
using Zhuhui.Edge.Gateway.Releases;
using Zhuhui.Edge.Gateway.Tests.Admin.SiteEdits;

namespace Zhuhui.Edge.Gateway.Tests.Releases;

/// <summary>What a release on trial is judged by beside its devices: the link to the hub and the journal.</summary>
public sealed class ReleaseHealthTests(SiteBench bench) : ReleaseTrialSetup(bench)
{
    [Fact]
    public void A_hub_that_was_there_has_to_come_back_within_the_trial()
    {
        Bench.IsLinked = true;
        var trial = GoOver("0.9.4");
        Bench.IsLinked = false;
        trial.Look();
        Bench.Time.Advance(SiteHealth.PatienceForHub - TimeSpan.FromSeconds(1));
        trial.Look();
        Assert.Equal(0, Bench.Exit.Value);
        Bench.Time.Advance(TimeSpan.FromSeconds(1));
        trial.Look();
        Assert.Equal(75, Bench.Exit.Value);
        Assert.Contains(SiteHealth.Hub, GivenUp, StringComparison.Ordinal);
    }

    [Fact]
    public void A_hub_that_comes_back_late_keeps_it_and_one_that_was_away_before_is_not_waited_for()
    {
        Bench.IsLinked = true;
        var trial = GoOver("0.9.5");
        Bench.IsLinked = false;
        trial.Look();
        Bench.Time.Advance(SiteHealth.PatienceForHub - TimeSpan.FromSeconds(1));
        Bench.IsLinked = true;
        trial.Look();
        Bench.Time.Advance(TimeSpan.FromSeconds(1));
        trial.Look();
        Assert.Null(trial.Trying);

        Bench.IsLinked = false;
        Slots.Keep(Slots.Trial!.Id);
        trial = GoOver("0.9.6");
        trial.Look();
        Bench.Time.Advance(SiteChanges.ProofTime);
        trial.Look();
        Assert.Null(trial.Trying);
        Assert.Equal(0, Bench.Exit.Value);
    }

    [Fact]
    public void A_journal_that_refuses_records_is_a_reason_where_it_took_them_before()
    {
        var trial = GoOver("0.9.7");
        Bench.IsRecording = false;
        trial.Look();
        Bench.Time.Advance(SiteHealth.Patience);
        trial.Look();
        Assert.Equal(75, Bench.Exit.Value);
        Assert.Contains("journal", GivenUp, StringComparison.Ordinal);

        Slots.Drop();
        trial = GoOver("0.9.8");
        trial.Look();
        Bench.Time.Advance(SiteChanges.ProofTime);
        trial.Look();
        Assert.Equal(0, Bench.Exit.Value);
    }

    [Fact]
    public void What_was_online_before_an_earlier_release_is_nothing_to_this_one()
    {
        Bench.IsLinked = true;
        GoOver("0.9.9");
        Slots.Drop();
        Bench.IsLinked = false;

        // The gateway was killed before it was told to go over.
        Stage("0.9.10");
        var trial = Begin(Running);
        trial.Look();
        Bench.Time.Advance(SiteHealth.PatienceForHub);
        trial.Look();
        Assert.Equal(0, Bench.Exit.Value);
        Assert.Null(trial.Trying);
    }
}
