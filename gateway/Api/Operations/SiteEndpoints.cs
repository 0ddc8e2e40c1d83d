using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Admin.SiteEdits;
using Zhuhui.Edge.Gateway.Api.Access;
using Zhuhui.Edge.Gateway.Api.Limits;
using Zhuhui.Edge.Gateway.Api.Problems;
using Zhuhui.Edge.Gateway.Api.Records;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Api.Operations;

/// <summary>The site file.</summary>
/// <param name="Text">Passwords in it are masked.</param>
/// <param name="CannotWrite">Why nothing can be applied, in words; null where it can.</param>
internal sealed record SiteRecord(string Text, string? CannotWrite);

/// <param name="Text">The whole file; a masked password comes back where its line was not touched.</param>
internal sealed record SiteText(string Text);

/// <summary>What is wrong with an edited site file.</summary>
/// <param name="Line">From 1 on; 0 where it is about none.</param>
/// <param name="What">With the path of the option, as <c>check</c> says it.</param>
/// <param name="Remedy">Empty where it says none.</param>
internal sealed record SiteProblem(int Line, string What, string Remedy)
{
    public static IReadOnlyList<SiteProblem> From(IReadOnlyList<SiteFinding> findings, Language language) =>
        [.. findings.Select(one => new SiteProblem(one.Line, one.What.In(language), one.Remedy.In(language)))];
}

/// <param name="Problems">None where it is right.</param>
/// <param name="Plan">What it would change; null where it is not right.</param>
internal sealed record SiteVerdict(IReadOnlyList<SiteProblem> Problems, SitePlan? Plan);

/// <param name="Taken">It is in force, or about to be.</param>
internal sealed record SiteTaken(SiteAnswerKind Taken, SitePlan? Plan);

/// <summary>How the last change stands.</summary>
/// <param name="Outcome">Null where nothing was changed yet.</param>
/// <param name="Left">Of the trial, in seconds; null where none is on.</param>
/// <param name="Waits">For these doors, before the gateway starts anew; null where it waits for nothing.</param>
/// <param name="Missing">What was there before and is not now.</param>
internal sealed record SiteTrialRecord(SiteOutcome? Outcome, string? Operator, DateTimeOffset? At, IReadOnlyList<string> Parts,
    string? Reason, int? Left, IReadOnlyList<string>? Waits, IReadOnlyList<string> Missing);

/// <summary>The site file over the API: read, checked, applied, kept or given up.</summary>
internal static class SiteEndpoints
{
    public static void MapSiteFile(this IEndpointRouteBuilder api)
    {
        api.MapGet("/site", (HttpContext context, SiteChanges changes, SiteFile site) =>
        {
            var seen = changes.Seen();
            context.Response.Headers.ETag = $"\"{seen.State}\"";
            return TypedResults.Ok(new SiteRecord(seen.Text, seen.CannotWrite?.In(site.Language)));
        }).WithName("getSite").WithSummary("The site file, its passwords masked").For(Roles.Technics);
        api.MapPost("/site/check", (SiteText edited, SiteChanges changes, SiteFile site) =>
        {
            var (problems, plan) = changes.Check(edited.Text);
            return TypedResults.Ok(new SiteVerdict(SiteProblem.From(problems, site.Language), plan));
        }).WithName("checkSite").WithSummary("Everything that is wrong with an edited site file, or what it would change")
            .TakesUpTo(Most).For(Roles.Technics);
        api.MapPut("/site", ApplyAsync).WithName("applySite")
            .WithSummary("Puts an edited site file in force, on trial; If-Match says which was edited").TakesUpTo(Most)
            .ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status412PreconditionFailed)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity).ProducesProblem(StatusCodes.Status428PreconditionRequired)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable).For(Roles.Technics);
        api.MapGet("/site/trial", (SiteChanges changes, SiteFile site) => TypedResults.Ok(Trial(changes, site)))
            .WithName("getSiteTrial").WithSummary("How the last change of the site file stands").For(Roles.Technics);
        api.MapPost("/site/trial/keep", async (HttpContext context, SiteChanges changes, SiteFile site) =>
            await EndAsync(changes, site, changes.KeepAsync(context.Caller().Name))).WithName("keepSite")
            .WithSummary("The changed site file is good: its trial ends").ProducesProblem(StatusCodes.Status409Conflict)
            .For(Roles.Technics);
        api.MapPost("/site/trial/give-up", async (HttpContext context, SiteChanges changes, SiteFile site) =>
            await EndAsync(changes, site, changes.GiveUpAsync(context.Caller().Name))).WithName("giveUpSite")
            .WithSummary("The site file before comes back").ProducesProblem(StatusCodes.Status409Conflict).For(Roles.Technics);
    }

    /// <summary>JSON writes some letters as six bytes.</summary>
    private const long Most = SiteChanges.MostBytes * 2L;

    private static async Task<Results<Ok<SiteTaken>, ProblemHttpResult>> ApplyAsync(SiteText edited, HttpContext context,
        SiteChanges changes, SiteFile site, bool restart = false, CancellationToken cancellationToken = default)
    {
        if (context.Request.Seen() is not [var tag])
        {
            return Preconditions.Unsaid(site.Language);
        }

        var answer = await changes.ApplyAsync(new SiteChange(edited.Text, tag.Trim('"'), context.Caller().Name, restart),
            cancellationToken);
        return answer.Kind switch
        {
            _ when answer.IsTaken => TypedResults.Ok(new SiteTaken(answer.Kind, answer.Plan)),
            SiteAnswerKind.Problems => Refused(StatusCodes.Status422UnprocessableEntity, "siteProblems",
                SiteTexts.Problems(answer.Problems.Count), new() { ["problems"] = SiteProblem.From(answer.Problems, site.Language) }),
            SiteAnswerKind.NeedsRestart => Refused(StatusCodes.Status409Conflict, "needsRestart", SiteTexts.NeedsStart(
                string.Join(", ", answer.Plan!.Restart), string.Join(", ", answer.Plan.Doors), answer.Plan.Seconds),
                new() { ["plan"] = answer.Plan }),
            SiteAnswerKind.Stale => Refused(StatusCodes.Status412PreconditionFailed, "stale", RecordTexts.StaleUnseen, []),
            SiteAnswerKind.Busy => Refused(StatusCodes.Status409Conflict, "trialOn", SiteTexts.Busy, []),
            _ => Refused(StatusCodes.Status503ServiceUnavailable, ApiProblem.DiskCode, answer.Detail ?? SiteTexts.NoFile, []),
        };

        ProblemHttpResult Refused(int status, string code, Wording words, Dictionary<string, object?> beside) =>
            ApiProblem.Of(status, code, words, site.Language, beside);
    }

    private static async Task<Results<Ok<SiteTrialRecord>, ProblemHttpResult>> EndAsync(SiteChanges changes, SiteFile site,
        Task<bool> ending) => await ending ? TypedResults.Ok(Trial(changes, site))
            : ApiProblem.Of(StatusCodes.Status409Conflict, "noTrial", SiteTexts.NoTrial, site.Language);

    private static SiteTrialRecord Trial(SiteChanges changes, SiteFile site) => changes.Status is { } status
        ? new SiteTrialRecord(status.Outcome, status.Operator, status.At, status.Parts, status.Reason?.In(site.Language), status.Left,
            status.Waits, status.Missing)
        : new SiteTrialRecord(null, null, null, [], null, null, null, []);
}
