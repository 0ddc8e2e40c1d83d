using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Api.Access;
using Zhuhui.Edge.Gateway.Api.Limits;
using Zhuhui.Edge.Gateway.Api.Office;
using Zhuhui.Edge.Gateway.Api.Records;
using Zhuhui.Edge.Gateway.Cameras;
using Zhuhui.Edge.Gateway.Console.Forms;
using Zhuhui.Edge.Gateway.Console.Residents;
using Zhuhui.Edge.Gateway.Console.Views;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.People.Enrolments;
using Zhuhui.Edge.Gateway.People.Finding;
using Zhuhui.Edge.Gateway.People.Profiles;
using Zhuhui.Edge.Gateway.People.Rights;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Texts;
using Zhuhui.Edge.Gateway.Texts.Pages;

namespace Zhuhui.Edge.Gateway.Console.Newcomers;

/// <summary>The form for somebody new.</summary>
/// <param name="FaceProblems">Of them those that are about the photo.</param>
internal sealed record NewPersonModel(NoticeShown Notice, IReadOnlyList<FaceCamera> Cameras, TypedForm Typed,
    IReadOnlyList<string> FaceProblems)
{
    /// <summary>Of the act: sent twice it is done once.</summary>
    public string Key { get; } = Guid.NewGuid().ToString("N");

    public string Value(string field) => Typed.Values.GetValueOrDefault(field, "");

    public bool IsTicked(string field) => Typed.Values.ContainsKey(field);
}

/// <summary>Somebody new, with card and face in one form; and a face for somebody who is here.</summary>
internal static class NewPersonPages
{
    private const string New = "new";

    public static void MapNewPerson(this IEndpointRouteBuilder pages)
    {
        pages.MapGet("/people/new", (HttpContext context, PersonModels models, SiteFile site, PageAnswers answers, string? home = null) =>
            answers.Show<NewPersonPage>(context, new NewPersonModel(models.NoticeOf(null), FaceCamera.Of(site), new TypedForm(New,
                new Dictionary<string, string> { ["home"] = home ?? "", ["kind"] = nameof(PersonKind.Owner) }, []), [])))
            .For(Roles.Desk);
        pages.MapPost("/people/new", AddAsync).TakesUpTo(FaceTaking.MostBytes).For(Roles.Desk);
        pages.MapPost("/people/{id}/face", TakeFaceAsync).TakesUpTo(FaceTaking.MostBytes).For(Roles.Desk);
    }

    /// <summary>Everything is looked at before anything is done: a photo that will not do leaves nobody half made.</summary>
    private static async Task<IResult> AddAsync(HttpContext context, [FromForm] IFormCollection form, PersonModels models, Acts acts,
        OfficeRecords records, FaceTaking faces, FaceTakes takes, CamerasService cameras, SiteFile site, PageAnswers answers,
        ResidentDirectory residents, CancellationToken cancellationToken)
    {
        var language = answers.LanguageOf(context);
        var (card, born) = (form.Said("card"), form.Day("born"));
        var print = card is null ? null : CardPrint.Read(card);
        if (card is not null && print is null)
        {
            return Again([RecordTexts.NoCard(card).In(language)], []);
        }

        var hasPhoto = FaceTaking.HasPhoto(form);
        if (hasPhoto && await faces.ProblemsAsync(context, form, form.Text("name"), born, null, language, cancellationToken) is
            { Count: > 0 } unfit)
        {
            return Again([], unfit);
        }

        var camera = form.Said("camera");
        if (camera is not null && faces.LackOf(form, born) is { } lack)
        {
            return Again([], [lack.In(language)]);
        }

        context.Carry(form);
        var request = new RightsRequest.PersonAddition(form.Text("name"), form.IsTicked("another"), form.Said("home"),
            new RightsRequest.DetailsChange("", As: Enum.TryParse<PersonKind>(form.Text("kind"), out var kind) ? kind : null,
                BirthDate: form.DayText("born"), Phone: form.Said("phone")), null, print is null ? [] : [print.Card]);
        var outcome = FormActs.Read(await acts.DoAsync(context, new Act("add", null, request)
        {
            After = records.Person,
            Answer = static (said, id) => TypedResults.Created($"/people/{id}", new ActAnswer(id, said)),
        }, request), language);
        if (!outcome.IsDone)
        {
            return Again(outcome.Problems, []);
        }

        var person = outcome.Subject!;
        var isFaceWanted = hasPhoto && residents.WithId(new PersonId(person)) is { Consent: null };
        var (problems, _) = isFaceWanted ? await faces.TakeAsync(context, form, person, born, null, language, cancellationToken)
            : ([], false);
        if (camera is not null && problems.Count == 0)
        {
            var (path, problem) = FaceTakePages.Begin(context, person, camera, FaceTaking.AgreementOf(form, born), takes, cameras);
            return path is not null ? PageAnswers.Go(path) : answers.Go($"/people/{person}", context,
                ResidentTexts.AddedFaceNot(outcome.Said, problem!.In(language)), isBad: true);
        }

        return answers.Go($"/people/{person}", context, problems.Count == 0 ? Wording.Same(outcome.Said)
            : ResidentTexts.AddedFaceNot(outcome.Said, string.Join(' ', problems)), isBad: problems.Count > 0);

        IResult Again(IReadOnlyList<string> reasons, IReadOnlyList<string> ofFace) => answers.Show<NewPersonPage>(context,
            new NewPersonModel(models.NoticeOf(null), FaceCamera.Of(site), TypedForm.Of(New, form, reasons), ofFace),
            StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task<IResult> TakeFaceAsync(string id, HttpContext context, [FromForm] IFormCollection form, FaceTaking faces,
        PersonActs acts, OfficeRecords records, ResidentDirectory residents, PageAnswers answers, CancellationToken cancellationToken)
    {
        var language = answers.LanguageOf(context);
        if (residents.WithId(new PersonId(id)) is not { } person)
        {
            return Results.NotFound();
        }

        context.Carry(form);
        var (seen, born) = (context.Request.Seen(), form.Day("born") ?? person.Details.BirthDate);
        var problems = !FaceTaking.HasPhoto(form) ? [ResidentTexts.PhotoMissing.In(language)]
            : FaceTaking.Lack(form) is { } lack ? [lack.In(language)] : (IReadOnlyList<string>)[];
        var isStale = false;
        if (problems.Count == 0)
        {
            (problems, isStale) = await faces.TakeAsync(context, form, id, born, () => seen.IsStill(records.Person(id)), language,
                cancellationToken);
        }

        return isStale || problems.Count > 0
            ? acts.Again(context, id, TypedForm.Of("face", form, isStale ? [FrameTexts.ChangedMeanwhile.In(language)] : problems),
                isStale ? StatusCodes.Status412PreconditionFailed : StatusCodes.Status422UnprocessableEntity)
            : answers.Go($"/people/{id}", context, ResidentTexts.FaceTaken);
    }
}
