using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Admin.Office;
using Zhuhui.Edge.Gateway.Api.Access;
using Zhuhui.Edge.Gateway.Api.Imports;
using Zhuhui.Edge.Gateway.Api.Limits;
using Zhuhui.Edge.Gateway.Api.Office;
using Zhuhui.Edge.Gateway.Api.Records;
using Zhuhui.Edge.Gateway.Console.Forms;
using Zhuhui.Edge.Gateway.Console.Views;
using Zhuhui.Edge.Gateway.Loops;
using Zhuhui.Edge.Gateway.People.Imports;
using Zhuhui.Edge.Gateway.People.Imports.Photos;
using Zhuhui.Edge.Gateway.People.Imports.Tables;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Texts;
using Zhuhui.Edge.Gateway.Texts.Pages;

namespace Zhuhui.Edge.Gateway.Console.Lists;

/// <summary>A list of people is handed in, looked at as it would be taken up, taken up as one act, and taken back as one.</summary>
internal static class ListPages
{
    private const string Start = "/imports";

    /// <summary>What stands around the file in the form.</summary>
    private const long Around = 64 << 10;

    public static void MapLists(this IEndpointRouteBuilder pages)
    {
        pages.MapGet(Start, (HttpContext context, PageAnswers answers) => answers.Show<HandInPage>(context, new HandInModel()))
            .For(Roles.Desk);
        pages.MapPost(Start, HandInAsync).TakesUpTo(TableReader.MostBytes + PhotoLimits.MostArchiveBytes + Around).Quietly()
            .For(Roles.Desk);
        pages.MapPost(Start + "/undo", UndoAsync).Quietly().For(Roles.Desk);
        pages.MapGet(Start + "/runs/{id}", IResult (string id, HttpContext context, ImportActs imports, PageAnswers answers) =>
        {
            var (language, answer) = (answers.LanguageOf(context), imports.Show(context, id));
            return answer is Ok<ImportProgress> { Value: { } run } ? (IResult)answers.Show<RunPage>(context, RunOf(run, language))
                : answers.Go(Start, context, Wording.Same(FormActs.Read(answer, language).Problem), isBad: true);
        }).For(Roles.Desk);
        pages.MapGet(Start + "/{id}", (string id, HttpContext context, HeldLists lists, UploadGate gate, ListDesk desk, SiteFile site,
            PageAnswers answers) => WithAsync(id, context, lists, gate, site, answers, list => Task.FromResult<IResult>(
                answers.Show<ListPage>(context, desk.Look(context, answers.LanguageOf(context), list))))).Quietly().For(Roles.Desk);
        pages.MapPost(Start + "/{id}/map", (string id, [FromForm] IFormCollection form, HttpContext context, HeldLists lists,
            PageAnswers answers) =>
        {
            if (lists.Find(context.Caller().Account, id) is { } list)
            {
                lists.Change(list with
                {
                    Map = ListColumns.Map(form["heading"].Zip(form["field"], (heading, field) => ($"{heading}", $"{field}")),
                    $"{form["form"]}"),
                });
            }

            return PageAnswers.Go($"{Start}/{id}");
        }).For(Roles.Desk);
        pages.MapPost(Start + "/{id}/apply", ApplyAsync).Quietly().For(Roles.Desk);
        pages.MapPost(Start + "/{id}/drop", (string id, HttpContext context, HeldLists lists, PageAnswers answers) =>
        {
            lists.Drop(context.Caller().Account);
            return answers.Go(Start, context, ListPageTexts.Dropped);
        }).For(Roles.Desk);
    }

    private static async Task<IResult> HandInAsync([FromForm] IFormCollection form, HttpContext context, HeldLists lists,
        PageAnswers answers, CancellationToken cancellationToken)
    {
        var language = answers.LanguageOf(context);
        if (form.Files["file"] is not { Length: > 0 } file)
        {
            return Refused(ListPageTexts.NoFile, StatusCodes.Status422UnprocessableEntity);
        }

        if (file.Length > TableReader.MostBytes)
        {
            return Refused(ImportTexts.TooBig(TableReader.MostBytes >> 20), StatusCodes.Status413PayloadTooLarge);
        }

        var archive = form.Files["photos"] is { Length: > 0 } sent ? sent : null;
        if (archive?.Length > PhotoLimits.MostArchiveBytes)
        {
            return Refused(ImportTexts.PhotosTooBig(TableReader.MostBytes >> 20, PhotoLimits.MostArchiveBytes >> 20),
                StatusCodes.Status413PayloadTooLarge);
        }

        return lists.Hold(context.Caller().Account, Path.GetFileName(file.FileName), await ReadAsync(file, cancellationToken),
            archive is null ? null : await ReadAsync(archive, cancellationToken)) is { } held
            ? PageAnswers.Go($"{Start}/{held.Id}")
            : Refused(ListPageTexts.TooManyHeld(HeldLists.Most), StatusCodes.Status503ServiceUnavailable);

        IResult Refused(Wording why, int status) => answers.Show<HandInPage>(context, new HandInModel(why.In(language)), status);
    }

    private static async Task<byte[]> ReadAsync(IFormFile file, CancellationToken cancellationToken)
    {
        using var content = new MemoryStream((int)file.Length);
        await file.CopyToAsync(content, cancellationToken);
        return content.ToArray();
    }

    private static RunModel RunOf(ImportProgress run, Language language) => new(run.State == ImportState.UnderWay,
        run.State == ImportState.Stopped, (run.State switch
        {
            ImportState.UnderWay => ListPageTexts.RunUnderWay(run.PhotosDone, run.Photos),
            ImportState.Done => ListPageTexts.RunDone(run.Enrolled, run.WereThere, run.Refused, run.LeftOut),
            _ => ListPageTexts.RunStopped(run.Because ?? ""),
        }).In(language), run.PhotosDone, run.Photos, [.. ListDesk.Photos(run.Problems)]);

    private static Task<IResult> ApplyAsync(string id, [FromForm] IFormCollection form, HttpContext context, HeldLists lists,
        UploadGate gate, ListDesk desk, ImportActs imports, SiteFile site, PageAnswers answers) =>
        WithAsync(id, context, lists, gate, site, answers, async list =>
        {
            var language = answers.LanguageOf(context);
            var endGone = form["endGone"] == "true";
            context.Carry(form);
            if (endGone)
            {
                // It is another act than the list alone.
                context.Request.Headers[IdempotencyKey.Header] = $"{form[FormActs.KeyField]}-ends";
            }

            var answer = await imports.TakeUpAsync(context, new ImportUpload(list.File, list.Map, list.Photos), endGone);
            if (answer is Accepted<ImportProgress> { Value: { } run })
            {
                lists.Drop(list.Account);
                return PageAnswers.Go($"{Start}/runs/{run.Id}");
            }

            if (answer is Ok<ImportAnswer> { Value: { IsDone: true } done })
            {
                lists.Drop(list.Account);
                return answers.Go(Start, context, done.Said is { } said ? Wording.Same(said) : ListPageTexts.TakenUp);
            }

            var outcome = FormActs.Read(answer, language);
            return answers.Show<ListPage>(context, desk.Look(context, language, list) with
            {
                Problem = outcome.IsDone ? ListPageTexts.NothingNew.In(language) : outcome.Problem,
            }, outcome.IsDone ? StatusCodes.Status422UnprocessableEntity : outcome.Status);
        });

    private static async Task<IResult> UndoAsync([FromForm] IFormCollection form, HttpContext context, ImportActs imports,
        PageAnswers answers)
    {
        var language = answers.LanguageOf(context);
        context.Carry(form);
        var answer = await imports.TakeBackAsync(context);
        var outcome = FormActs.Read(answer, language);
        return outcome.IsDone ? answers.Go(Start, context, outcome.Said.Length > 0 ? Wording.Same(outcome.Said) : ListPageTexts.TakenUp)
            : answers.Show<HandInPage>(context, new HandInModel(outcome.Problem), outcome.Status);
    }

    /// <summary>With the list that the account holds, so many at a time as lists are read at all.</summary>
    private static async Task<IResult> WithAsync(string id, HttpContext context, HeldLists lists, UploadGate gate, SiteFile site,
        PageAnswers answers, Func<HeldList, Task<IResult>> then)
    {
        if (lists.Find(context.Caller().Account, id) is not { } list)
        {
            return answers.Go(Start, context, ListPageTexts.HeldNoMore, isBad: true);
        }

        var outcome = (ActOutcome.Answered)await gate.EnterAsync(site, async () => new ActOutcome.Answered(await then(list)));
        if (outcome.Answer is not ProblemHttpResult)
        {
            return outcome.Answer;
        }

        var refused = FormActs.Read(outcome.Answer, answers.LanguageOf(context));
        return answers.Show<ErrorPage>(context, new ErrorModel(refused.Status, Wording.Same(refused.Problem)), refused.Status);
    }
}
