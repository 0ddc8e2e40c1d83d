using System.Text;
using Zhuhui.Edge.Gateway.Admin.SiteEdits;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Console.SiteText;

/// <summary>What the page of the site file shows, in words.</summary>
internal sealed class SiteFileDesk(SiteChanges changes, SiteFile site)
{
    public SiteFileModel Show(Language language)
    {
        var seen = changes.Seen();
        return ModelOf(seen.Text, seen.State, [], language) with { CannotWrite = seen.CannotWrite?.In(language) };
    }

    /// <summary>What was typed, with all that is wrong, or with what it would change.</summary>
    /// <param name="state">Of the file that was edited.</param>
    public SiteFileModel Check(string text, string state, Language language)
    {
        var seen = changes.Seen();
        text = Plain(text);
        var (problems, plan) = changes.Check(text);
        var model = ModelOf(text, state, problems, language) with { CannotWrite = seen.CannotWrite?.In(language) };
        if (seen.State != state)
        {
            // What it is compared with from here on is the file as it is now; the state goes with that.
            model = model with { Problem = SiteTexts.Stale.In(language), State = seen.State };
        }

        return plan is null ? model : model with
        {
            Checked = SitePlace.StateOf(Encoding.UTF8.GetBytes(text)),
            Compared = [.. LineDifference.Between(seen.Text, text).Select(line => LineOf(line, language))],
            Plan = new ShownPlan([.. SitePlanFormatter.Words(plan).Select(words => words.In(language))], plan.Restarts),
            IsRight = true,
        };
    }

    /// <summary>Whether this is the very text that was checked and compared.</summary>
    public static bool IsChecked(string text, string state) => SitePlace.StateOf(Encoding.UTF8.GetBytes(Plain(text))) == state;

    public TrialModel? Trial(Language language) => changes.Status is not { } status ? null : new TrialModel(
        SitePlanFormatter.Outcome(status).In(language), SiteTexts.By(status.Operator, site.Written(status.At)).In(language),
        string.Join(ListTexts.Comma.In(language), status.Parts), status.Reason?.In(language),
        status.Waits is null ? SitePlanFormatter.Standing(status)?.In(language) : null,
        status.Waits is null ? null : SitePlanFormatter.Standing(status)?.In(language),
        status.Missing.Count == 0 ? null : SiteTexts.MissingNow(string.Join(", ", status.Missing)).In(language),
        status.Left is not null || status.Waits is not null, status.Left is not null, status.Outcome == SiteOutcome.GivenUp,
        status.Waits is not null);

    private SiteFileModel ModelOf(string text, string state, IReadOnlyList<SiteFinding> problems, Language language)
    {
        var lines = text.Split('\n');
        var bad = problems.Select(problem => problem.Line).ToHashSet();
        return new SiteFileModel(text, state, "", [.. lines.Select((_, i) => (i + 1, bad.Contains(i + 1)))],
            [.. problems.Select(problem => new LineProblem(problem.Line, problem.Line > 0 && problem.Line <= lines.Length
                ? lines[problem.Line - 1].Trim() : "", problem.What.In(language), problem.Remedy.In(language)))],
            [], null, null, Trial(language));
    }

    private static ComparedLine LineOf(DiffLine? line, Language language) => line switch
    {
        null => new ComparedLine("", null, "", "…"),
        { IsSame: true } => new ComparedLine($"{line.New}", " ", "", line.Text),
        { New: 0 } => new ComparedLine($"{line.Old}", "-", SiteTexts.Gone.In(language), line.Text),
        _ => new ComparedLine($"{line.New}", "+", SiteTexts.New.In(language), line.Text),
    };

    /// <summary>A browser sends lines with CR and LF.</summary>
    private static string Plain(string text) => text.Replace("\r\n", "\n", StringComparison.Ordinal);
}
