using System.Text;
using Xunit;
using Zhuhui.Edge.Gateway.Admin.SiteEdits;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Texts;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Gateway.Tests.Admin.SiteEdits;

/// <summary>What a start finds after a kill at any moment of a change, and what it makes of it: one whole file, always.</summary>
public sealed class SiteStartTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _file;
    private readonly SitePlace _place;

    public SiteStartTests()
    {
        _file = _folder.At("site.jsonc");
        File.WriteAllText(_file, "old");
        _place = new SitePlace(_file);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Cut_off_after_the_trial_was_written_and_before_the_file_the_old_one_is_in_force()
    {
        _place.Write(Trial());
        Assert.Null(SiteStart.Begin(_file));
        Assert.Equal(("old", SiteOutcome.GivenUp, false), (File.ReadAllText(_file), After.Outcome, After.IsTold));
        Assert.Contains("cut off", After.Reason!.En, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_on_trial_has_two_starts_and_then_the_one_before_comes_back()
    {
        _place.Write(Trial());
        _place.Put("new"u8.ToArray());
        foreach (var start in (int[])[1, 2])
        {
            Assert.Null(SiteStart.Begin(_file));
            Assert.Equal(("new", SiteOutcome.Trying, start), (File.ReadAllText(_file), After.Outcome, After.Starts));
        }

        Assert.Null(SiteStart.Begin(_file));
        Assert.Equal(("old", SiteOutcome.GivenUp), (File.ReadAllText(_file), After.Outcome));
        Assert.Null(SiteStart.Begin(_file));
        Assert.Equal(("old", SiteOutcome.GivenUp, 2), (File.ReadAllText(_file), After.Outcome, After.Starts));
    }

    [Fact]
    public void Cut_off_while_it_was_given_up_the_next_start_finds_the_old_file_and_ends_the_trial()
    {
        _place.Write(Trial() with { Starts = 2 });
        Assert.Null(SiteStart.Begin(_file));
        Assert.Equal(("old", SiteOutcome.GivenUp), (File.ReadAllText(_file), After.Outcome));
    }

    [Fact]
    public void What_somebody_wrote_by_hand_meanwhile_holds_and_the_trial_is_over()
    {
        _place.Write(Trial());
        File.WriteAllText(_file, "by hand");
        Assert.Null(SiteStart.Begin(_file));
        Assert.Equal(("by hand", SiteOutcome.GivenUp), (File.ReadAllText(_file), After.Outcome));
        Assert.Contains("by hand", After.Reason!.En, StringComparison.Ordinal);
        Assert.False(SiteStart.GiveUp(_file, Wording.Same("whatever")));
    }

    [Fact]
    public void A_file_by_which_nothing_can_run_is_given_up_at_once_and_only_while_it_is_on_trial()
    {
        Assert.False(SiteStart.GiveUp(_file, Wording.Same("no trial is on")));
        _place.Write(Trial());
        _place.Put("new"u8.ToArray());
        Assert.True(SiteStart.GiveUp(_file, Wording.Same("Site.Link: no secret")));
        Assert.Equal(("old", true), (File.ReadAllText(_file), After.Reason!.En.Contains("Site.Link: no secret", StringComparison.Ordinal)));
    }

    /// <summary>Of every user but root.</summary>
    [Fact]
    public void A_start_that_can_t_be_counted_runs_by_the_file_before()
    {
        _place.Write(Trial());
        _place.Put("new"u8.ToArray());
        Directory.CreateDirectory(_place.Trial + ".new");
        Assert.Equal("old", Encoding.UTF8.GetString(SiteStart.Begin(_file)!.Text));
        Assert.Equal("new", File.ReadAllText(_file));
    }

    [Fact]
    public void A_torn_trial_is_none()
    {
        File.WriteAllText(_place.Trial, "{ \"outcome\": \"try");
        Assert.Null(SiteStart.Begin(_file));
        Assert.Equal("old", File.ReadAllText(_file));
    }

    /// <summary>The link's folder may be closed to the gateway, as /etc is.</summary>
    [Fact]
    public void A_link_is_followed_and_stays_one_and_whoever_could_read_the_file_still_can()
    {
        var link = _folder.At("etc.jsonc");
        File.CreateSymbolicLink(link, _file);
        File.SetUnixFileMode(_file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        new SitePlace(link).Put("new"u8.ToArray());
        Assert.Equal((_file, "new"), (File.ResolveLinkTarget(link, false)!.FullName, File.ReadAllText(link)));
        Assert.True(File.GetUnixFileMode(_file).HasFlag(UnixFileMode.OtherRead));
    }

    private SiteTrial After => _place.ReadTrial()!;

    private static SiteTrial Trial() => new(SiteOutcome.Trying, "old"u8.ToArray(), SitePlace.StateOf("new"u8), "technician-1",
        DateTimeOffset.UnixEpoch, ["cameras"], Restarts: false, []);
}
