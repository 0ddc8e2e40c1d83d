using Xunit;
using Zhuhui.Edge.Drivers.Boards;
using Zhuhui.Edge.Gateway.Admin.SiteEdits;
using Zhuhui.Edge.Gateway.Doors;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Site.Edits;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Gateway.Tests.Admin.SiteEdits;

/// <summary>A site file changed at a running gateway: in force without a stop, on trial, kept or given up, each on record.</summary>
public sealed class SiteChangesTests(SiteBench bench) : IClassFixture<SiteBench>, IAsyncLifetime
{
    private static int _seconds = 100;

    private readonly SiteChanges _changes = bench.Begin();
    private readonly int _before = bench.Settled.Count;

    private int Seconds => bench.InForce.Now.Rings.Perimeter.LoiterSeconds;

    private SiteSettled[] Settled => [.. bench.Settled.Skip(_before)];

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _changes.GiveUpAsync("the next test");
        _changes.Dispose();
    }

    [Fact]
    public async Task What_has_changed_is_in_force_at_once_on_trial_and_kept_by_whom_it_suits_while_the_doors_run_on()
    {
        var (text, old, turns) = (Another(out var seconds), bench.OnDisk, bench.Get<DoorsService>().Doors[0]);
        var answer = await SiteBench.ApplyAsync(_changes, Masked(text));
        Assert.Equal((SiteAnswerKind.OnTrial, seconds, text), (answer.Kind, Seconds, bench.OnDisk));
        Assert.Equal(["rings"], answer.Plan!.Parts);
        Assert.False(answer.Plan.Restarts);
        Assert.Equal(old, File.ReadAllText(bench.Gateway.SitePath + ".before"));
        Assert.Empty(bench.Get<ChangedFiles>().Now());
        Assert.InRange(_changes.Status!.Left!.Value, 1, 120);

        Assert.Equal(SiteAnswerKind.Busy, (await SiteBench.ApplyAsync(_changes, Masked(text).Replace("\"unlockSeconds\": 5",
            "\"unlockSeconds\": 6", StringComparison.Ordinal), mayRestart: true)).Kind);
        Assert.True(await _changes.KeepAsync("technician-2"));
        Assert.False(await _changes.KeepAsync("technician-2"));
        Assert.Equal([(SiteOutcome.Trying, "technician-1"), (SiteOutcome.Kept, "technician-2")],
            Settled.Select(one => (one.Outcome, one.Operator!)));
        Assert.Same(turns, bench.Get<DoorsService>().Doors[0]);
    }

    [Fact]
    public async Task A_file_that_ran_for_its_time_is_kept_by_itself()
    {
        await SiteBench.ApplyAsync(_changes, Masked(Another(out var seconds)));
        bench.Time.Advance(SiteChanges.ProofTime - TimeSpan.FromSeconds(1));
        await _changes.LookAsync(Eventually.Token);
        Assert.Equal(SiteOutcome.Trying, _changes.Status!.Outcome);
        bench.Time.Advance(TimeSpan.FromSeconds(1));
        await _changes.LookAsync(Eventually.Token);
        Assert.Equal((SiteOutcome.Kept, null, seconds), (Settled[^1].Outcome, Settled[^1].Operator, Seconds));
    }

    [Fact]
    public async Task Given_up_by_somebody_the_file_and_what_runs_are_as_before()
    {
        var (old, before) = (bench.OnDisk, Seconds);
        await SiteBench.ApplyAsync(_changes, Masked(Another(out _)));
        Assert.True(await _changes.GiveUpAsync("technician-2"));
        Assert.Equal((old, before), (bench.OnDisk, Seconds));
        Assert.Equal((SiteOutcome.GivenUp, "technician-2"), (Settled[^1].Outcome, Settled[^1].Operator));
        Assert.Empty(bench.Get<ChangedFiles>().Now());
    }

    [Fact]
    public async Task What_comes_on_top_of_a_trial_begins_it_anew_and_both_are_given_up_together()
    {
        var (old, before) = (bench.OnDisk, Seconds);
        await SiteBench.ApplyAsync(_changes, Masked(Another(out _)));
        bench.Time.Advance(SiteChanges.ProofTime - TimeSpan.FromSeconds(1));
        Assert.Equal(SiteAnswerKind.OnTrial, (await SiteBench.ApplyAsync(_changes, Masked(Another(out var seconds)))).Kind);
        bench.Time.Advance(TimeSpan.FromSeconds(2));
        await _changes.LookAsync(Eventually.Token);
        Assert.Equal((SiteOutcome.Trying, seconds), (_changes.Status!.Outcome, Seconds));
        Assert.True(await _changes.GiveUpAsync("technician-2"));
        Assert.Equal((old, before, old), (bench.OnDisk, Seconds, File.ReadAllText(bench.Gateway.SitePath + ".before")));
    }

    [Fact]
    public async Task What_was_there_before_and_stays_away_gives_it_up_by_itself_and_says_so()
    {
        var old = bench.OnDisk;
        await SiteBench.ApplyAsync(_changes, Masked(Another(out _)));
        bench.Report(DeviceCondition.Offline);
        try
        {
            await _changes.LookAsync(Eventually.Token);
            Assert.Equal(["box"], _changes.Status!.Missing);
            bench.Time.Advance(SiteHealth.Patience);
            await _changes.LookAsync(Eventually.Token);
        }
        finally
        {
            bench.Report(DeviceCondition.Online);
        }

        Assert.Equal((SiteOutcome.GivenUp, null, old), (Settled[^1].Outcome, Settled[^1].Operator, bench.OnDisk));
        Assert.Contains("box", Settled[^1].Reason!.Zh, StringComparison.Ordinal);
        Assert.Equal(Settled[^1].Reason, _changes.Status!.Reason);
    }

    [Fact]
    public async Task What_is_away_for_a_moment_gives_nothing_up_and_the_trial_waits_for_it_at_its_end()
    {
        await SiteBench.ApplyAsync(_changes, Masked(Another(out _)));
        bench.Time.Advance(SiteChanges.ProofTime);
        bench.Report(DeviceCondition.Offline);
        await _changes.LookAsync(Eventually.Token);
        Assert.Equal(SiteOutcome.Trying, _changes.Status!.Outcome);
        bench.Report(DeviceCondition.Online);
        await _changes.LookAsync(Eventually.Token);
        Assert.Equal(SiteOutcome.Kept, _changes.Status!.Outcome);
    }

    [Fact]
    public async Task Over_an_edit_that_nobody_saw_nothing_is_written()
    {
        var (seen, old) = (_changes.Seen(), bench.OnDisk);
        var byHand = old + "\n// by hand";
        File.WriteAllText(bench.Gateway.SitePath, byHand);
        var answer = await _changes.ApplyAsync(new SiteChange(Masked(Another(out _)), seen.State, "technician-1"), Eventually.Token);
        Assert.Equal((SiteAnswerKind.Stale, byHand, 0), (answer.Kind, bench.OnDisk, Settled.Length));
        File.WriteAllText(bench.Gateway.SitePath, old);
    }

    [Fact]
    public async Task Every_problem_has_its_line_and_nothing_is_written()
    {
        var old = bench.OnDisk;
        var answer = await SiteBench.ApplyAsync(_changes, _changes.Seen().Text
            .Replace("\"pin\": 2 }", "\"pin\": 1 }", StringComparison.Ordinal)
            .Replace("\"perimeter\": {", "\"perimeter\": { \"loiterSecond\": 3,", StringComparison.Ordinal));
        Assert.Equal((SiteAnswerKind.Problems, old, 0), (answer.Kind, bench.OnDisk, Settled.Length));
        Assert.Equal([8, 11], answer.Problems.Select(problem => problem.Line));
        Assert.Contains("loiterSeconds", answer.Problems[1].Remedy.En, StringComparison.Ordinal);
        Assert.Equal(6, Assert.Single(_changes.Check(string.Join('\n', old.Split('\n').Take(5)) + "\n  oops").Problems).Line);
    }

    [Fact]
    public async Task Where_only_a_comment_differs_the_file_is_written_and_nothing_is_on_trial()
    {
        var text = bench.OnDisk + "\n// a remark";
        Assert.Equal(SiteAnswerKind.Kept, (await SiteBench.ApplyAsync(_changes, Masked(text))).Kind);
        Assert.Equal((text, SiteOutcome.Kept, "technician-1"), (bench.OnDisk, Settled.Single().Outcome, Settled.Single().Operator));
        Assert.Empty(bench.Get<ChangedFiles>().Now());
    }

    [Fact]
    public async Task A_door_s_option_says_before_which_doors_would_stand_still_and_waits_for_a_moment_when_none_is_open()
    {
        var old = bench.OnDisk;
        var text = Masked(old).Replace("\"unlockSeconds\": 5", "\"unlockSeconds\": 7", StringComparison.Ordinal);
        var asked = await SiteBench.ApplyAsync(_changes, text);
        Assert.Equal((SiteAnswerKind.NeedsRestart, old), (asked.Kind, bench.OnDisk));
        Assert.Equal(["doors"], asked.Plan!.Restart);
        Assert.Equal(["gate", "unit"], asked.Plan.Doors);
        Assert.InRange(asked.Plan.Seconds, 5, 60);

        await bench.OpenAsync(true);
        await Eventually.IsAsync(() => bench.Get<OpenDoors>().Now.Count == 1);
        Assert.Equal(SiteAnswerKind.Waits, (await SiteBench.ApplyAsync(_changes, text, mayRestart: true)).Kind);
        await _changes.LookAsync(Eventually.Token);
        Assert.Equal((old, "gate", false), (bench.OnDisk, _changes.Status!.Waits!.Single(), bench.Life.ApplicationStopping
            .IsCancellationRequested));

        await bench.OpenAsync(false);
        await Eventually.IsAsync(() => bench.Get<OpenDoors>().Now.Count == 0);
        await _changes.LookAsync(Eventually.Token);
        Assert.Equal((true, 75), (bench.Life.ApplicationStopping.IsCancellationRequested, bench.Exit.Value));
        Assert.Contains("\"unlockSeconds\": 7", bench.OnDisk, StringComparison.Ordinal);
        Assert.Equal(SiteOutcome.Trying, Settled.Single().Outcome);

        // The next start goes on with the trial; given up there, it starts anew once more, by the file before.
        using var next = bench.Begin();
        Assert.Equal(SiteOutcome.Trying, next.Status!.Outcome);
        Assert.True(await next.GiveUpAsync("technician-2"));
        Assert.Equal(old, bench.OnDisk);
        await next.LookAsync(Eventually.Token);
        Assert.Equal((true, 75), (bench.Life.ApplicationStopping.IsCancellationRequested, bench.Exit.Value));
    }

    [Fact]
    public async Task Where_no_such_moment_comes_it_is_dropped_and_that_is_on_record()
    {
        var old = bench.OnDisk;
        await bench.OpenAsync(true);
        await Eventually.IsAsync(() => bench.Get<OpenDoors>().Now.Count == 1);
        await SiteBench.ApplyAsync(_changes, Masked(old).Replace("\"unlockSeconds\": 5", "\"unlockSeconds\": 9", StringComparison.Ordinal),
            mayRestart: true);
        bench.Time.Advance(TimeSpan.FromMinutes(10));
        await _changes.LookAsync(Eventually.Token);
        await bench.OpenAsync(false);
        await Eventually.IsAsync(() => bench.Get<OpenDoors>().Now.Count == 0);
        Assert.Equal((old, SiteOutcome.GivenUp, 0), (bench.OnDisk, Settled.Single().Outcome, bench.Exit.Value));
        Assert.Contains("gate", Settled.Single().Reason!.En, StringComparison.Ordinal);
        Assert.Null(_changes.Status!.Waits);
    }

    /// <summary>People, accounts and the journal would stay behind.</summary>
    [Fact]
    public void Another_data_folder_is_a_problem_of_its_line()
    {
        var (problems, plan) = _changes.Check(bench.OnDisk.Replace("\"dataFolder\": \".\"", "\"dataFolder\": \"other\"",
            StringComparison.Ordinal));
        Assert.Equal((2, true), (Assert.Single(problems).Line, plan is null));
    }

    /// <summary>Nobody may be able to come any more: it is the one change that nobody's silence makes good.</summary>
    [Fact]
    public async Task Another_address_of_the_pages_is_given_up_unless_somebody_keeps_it()
    {
        var old = bench.OnDisk;
        var text = Masked(old).Replace("\"web\": { \"port\": 0 }", "\"web\": { \"port\": 0, \"names\": [\"gate.estate\"] }",
            StringComparison.Ordinal);
        Assert.Contains(SitePlanFormatter.Words(_changes.Check(text).Plan!), words => words.En.StartsWith("The address of these pages",
            StringComparison.Ordinal));
        await SiteBench.ApplyAsync(_changes, text, mayRestart: true);
        await _changes.LookAsync(Eventually.Token);
        using var next = bench.Begin();
        bench.Time.Advance(SiteChanges.ProofTime);
        await next.LookAsync(Eventually.Token);
        Assert.Equal((old, SiteOutcome.GivenUp, null), (bench.OnDisk, Settled[^1].Outcome, Settled[^1].Operator));
    }

    /// <summary>The file with another perimeter ring.</summary>
    private string Another(out int seconds)
    {
        seconds = ++_seconds;
        return System.Text.RegularExpressions.Regex.Replace(bench.OnDisk, "\"loiterSeconds\": [0-9]+", $"\"loiterSeconds\": {seconds}");
    }

    /// <summary>As the page shows it, sent back as a browser does.</summary>
    private static string Masked(string text) => SecretMask.Hide(text).Replace("\n", "\r\n", StringComparison.Ordinal);
}
