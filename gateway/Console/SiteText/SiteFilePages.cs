using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Admin.SiteEdits;
using Zhuhui.Edge.Gateway.Api.Access;
using Zhuhui.Edge.Gateway.Api.Limits;
using Zhuhui.Edge.Gateway.Console.Views;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Console.SiteText;

/// <summary>The site file: edited, checked, compared, applied, watched.</summary>
internal static class SiteFilePages
{
    private const string Page = "/site";

    /// <summary>The button of the second press.</summary>
    private const string Apply = "apply";

    private const string TrialPath = Page + "/trial";

    /// <summary>A letter may take nine bytes of a form.</summary>
    private const long MostForm = SiteChanges.MostBytes * 3L;

    public static void MapSiteFile(this IEndpointRouteBuilder pages)
    {
        pages.MapGet(Page, (HttpContext context, SiteFileDesk desk, PageAnswers answers) =>
            answers.Show<SiteFilePage>(context, desk.Show(answers.LanguageOf(context)))).For(Roles.Technics);
        pages.MapPost(Page, SendAsync).TakesUpTo(MostForm).For(Roles.Technics);
        pages.MapGet(TrialPath, (HttpContext context, SiteFileDesk desk, PageAnswers answers) =>
        {
            var trial = desk.Trial(answers.LanguageOf(context));
            if (trial is { IsOn: true, Restarts: false })
            {
                // Without a script it comes again by itself; while the gateway starts anew nobody would answer.
                context.Response.Headers["Refresh"] = "3";
            }

            return answers.Show<SiteTrialPage>(context, trial);
        }).For(Roles.Technics);
        pages.MapPost(TrialPath + "/keep", async (HttpContext context, SiteChanges changes, PageAnswers answers) =>
            await changes.KeepAsync(context.Caller().Name) ? answers.Go(TrialPath, context, SiteTexts.KeptNow)
                : answers.Go(TrialPath, context, SiteTexts.NoTrial, isBad: true)).For(Roles.Technics);
        pages.MapPost(TrialPath + "/give-up", async (HttpContext context, SiteChanges changes, PageAnswers answers) =>
            await changes.GiveUpAsync(context.Caller().Name) ? answers.Go(TrialPath, context, SiteTexts.GivenUpNow)
                : answers.Go(TrialPath, context, SiteTexts.NoTrial, isBad: true)).For(Roles.Technics);
    }

    private static IResult Checked(string text, string state, HttpContext context, SiteFileDesk desk, PageAnswers answers,
        Wording? problem = null)
    {
        var language = answers.LanguageOf(context);
        var model = desk.Check(text, state, language);
        model = problem is null ? model : model with { Problem = problem.In(language) };
        return answers.Show<SiteFilePage>(context, model, model.IsRight && model.Problem is null ? StatusCodes.Status200OK
            : StatusCodes.Status422UnprocessableEntity);
    }

    /// <summary>Only what was compared on the page is applied.</summary>
    private static async Task<IResult> SendAsync([FromForm] string? text, [FromForm] string? state, [FromForm(Name = "checked")]
        string? compared, [FromForm] string? restart, [FromForm] string? act, HttpContext context, SiteFileDesk desk, SiteChanges changes,
        PageAnswers answers, CancellationToken cancellationToken)
    {
        if (act != Apply)
        {
            return Checked(text ?? "", state ?? "", context, desk, answers);
        }

        if (!SiteFileDesk.IsChecked(text ?? "", compared ?? ""))
        {
            return Checked(text ?? "", state ?? "", context, desk, answers, SiteTexts.LookAgain);
        }

        var answer = await changes.ApplyAsync(new SiteChange(text ?? "", state ?? "", context.Caller().Name, restart is "yes"),
            cancellationToken);
        return answer.Kind switch
        {
            SiteAnswerKind.OnTrial => answers.Go(TrialPath, context, SiteTexts.OnTrialNow),
            SiteAnswerKind.Kept => answers.Go(Page, context, SiteTexts.Written),
            SiteAnswerKind.Waits => answers.Go(TrialPath, context, SiteTexts.Waits),
            SiteAnswerKind.Stale => Checked(text ?? "", state ?? "", context, desk, answers),
            SiteAnswerKind.Busy => Checked(text ?? "", state ?? "", context, desk, answers, SiteTexts.Busy),
            SiteAnswerKind.NeedsRestart => Checked(text ?? "", state ?? "", context, desk, answers, SiteTexts.LookAgain),
            _ => Checked(text ?? "", state ?? "", context, desk, answers, answer.Detail),
        };
    }
}
