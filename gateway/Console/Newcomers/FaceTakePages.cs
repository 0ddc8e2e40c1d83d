using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Admin;
using Zhuhui.Edge.Gateway.Api.Access;
using Zhuhui.Edge.Gateway.Api.Office;
using Zhuhui.Edge.Gateway.Api.Records;
using Zhuhui.Edge.Gateway.Cameras;
using Zhuhui.Edge.Gateway.Console.Forms;
using Zhuhui.Edge.Gateway.Console.Residents;
using Zhuhui.Edge.Gateway.Console.Views;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.People.Enrolments;
using Zhuhui.Edge.Gateway.Texts;
using Zhuhui.Edge.Gateway.Texts.Pages;
using Zhuhui.Edge.Vision.Models;

namespace Zhuhui.Edge.Gateway.Console.Newcomers;

/// <summary>A face by the camera of a door: whoever works here sees what the camera sees, calls out what is to be done, and takes it. Each
/// time the page is drawn is one look; it comes again by itself every second, with or without a script.</summary>
internal static class FaceTakePages
{
    private static readonly TimeSpan _longestLook = TimeSpan.FromSeconds(3);

    public static void MapFaceTakes(this IEndpointRouteBuilder pages)
    {
        pages.MapPost("/people/{id}/camera", BeginAt).For(Roles.Desk);
        pages.MapGet("/people/{id}/camera", ShowAsync).For(Roles.Desk);
        pages.MapPost("/people/{id}/camera/take", TakeAsync).For(Roles.Desk);
        pages.MapPost("/people/{id}/camera/stop", (string id, HttpContext context, [FromForm] IFormCollection form, FaceTakes takes,
            PageAnswers answers) =>
        {
            takes.End(form.Text("take"), context.Caller().Name);
            return answers.Go($"/people/{id}", context, FaceTakeTexts.Stopped);
        }).For(Roles.Desk);
        pages.MapGet("/people/{id}/camera/still", StillAsync).For(Roles.Desk);
    }

    /// <summary>Where a face that was agreed to is taken now, by one of the site's cameras.</summary>
    /// <returns>The page's address, or why there is none.</returns>
    public static (string? Path, Wording? Problem) Begin(HttpContext context, string person, string camera, FaceAgreement agreement,
        FaceTakes takes, CamerasService cameras) =>
        cameras.Health.All(one => one.Id != camera) ? (null, FaceTakeTexts.NoCamera)
        : takes.Begin(camera, person, context.Caller().Name, agreement) is { } take ? ($"/people/{person}/camera?take={take.Id}", null)
        : (null, FaceTakeTexts.InUse(takes.Operator ?? ""));

    private static IResult BeginAt(string id, HttpContext context, [FromForm] IFormCollection form, FaceTakes takes, FaceTaking faces,
        CamerasService cameras, PersonActs acts, ResidentDirectory residents, PageAnswers answers)
    {
        if (residents.WithId(new PersonId(id)) is not { } person)
        {
            return Results.NotFound();
        }

        // Once more, by what was agreed to a minute ago.
        var before = form.Said("again") is { } again ? takes.Find(again, context.Caller().Name) : null;
        var born = form.Day("born") ?? person.Details.BirthDate;
        var lack = before is null ? faces.LackOf(form, born) : null;
        var (path, problem) = lack is not null ? (null, lack)
            : Begin(context, id, before?.Camera ?? form.Text("camera"), before?.Agreement ?? FaceTaking.AgreementOf(form, born), takes,
                cameras);
        return path is not null ? PageAnswers.Go(path) : acts.Again(context, id, TypedForm.Of("camera", form,
            [problem!.In(answers.LanguageOf(context))]));
    }

    private static async Task<IResult> ShowAsync(string id, HttpContext context, FaceTakes takes, ResidentDirectory residents,
        OfficeRecords records, PageAnswers answers, TimeProvider time, CancellationToken cancellationToken, string? take = null,
        string? alike = null)
    {
        if (residents.WithId(new PersonId(id)) is not { } person)
        {
            return Results.NotFound();
        }

        var (language, by) = (answers.LanguageOf(context), context.Caller().Name);
        var problem = await LookAsync(takes, take, by, cancellationToken);
        var now = take is not null && takes.Find(take, by) is { } found && found.Person == id ? found : null;
        var left = now is { IsOpen: true } ? (int)Math.Ceiling((now.Until - time.GetUtcNow()).TotalSeconds) : 0;
        return answers.Show<FaceTakePage>(context, new FaceTakeModel(id, person.Name, now,
            (problem ?? FaceHints.Of(now?.News, now?.Views ?? 0)).In(language), problem is null && FaceHints.IsGood(now?.News),
            Math.Max(0, left), now?.Best is { } best ? $"data:image/jpeg;base64,{Convert.ToBase64String(best)}" : null, alike is not null,
            records.Person(id)?.Tag ?? ""));
    }

    /// <returns>What is in the way of any look; null where nothing is.</returns>
    private static async Task<Wording?> LookAsync(FaceTakes takes, string? take, string by, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        stop.CancelAfter(_longestLook);
        try
        {
            await takes.LookAsync(take ?? "", by, stop.Token);
            return null;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return FaceTakeTexts.NoPicture;
        }
        catch (Exception inTheWay) when (inTheWay is ModelPackException or IOException)
        {
            return ResidentTexts.NoFaces(inTheWay.Message);
        }
    }

    private static async Task<IResult> TakeAsync(string id, HttpContext context, [FromForm] IFormCollection form, FaceTakes takes,
        FaceTaking faces, OfficeRecords records, PageAnswers answers, CancellationToken cancellationToken)
    {
        var (language, by) = (answers.LanguageOf(context), context.Caller().Name);
        if (takes.Find(form.Text("take"), by) is not { } take || take.Person != id)
        {
            return Results.NotFound();
        }

        context.Carry(form);
        var seen = context.Request.Seen();
        var (problems, isStale) = await faces.TakeAsync(context, form, take, () => seen.IsStill(records.Person(id)), language,
            cancellationToken);
        if (problems.Count == 0 && !isStale)
        {
            takes.End(take.Id, by);
            return answers.Go($"/people/{id}", context, ResidentTexts.FaceTaken);
        }

        return answers.Go($"/people/{id}/camera?take={take.Id}&alike=1", context, isStale ? FrameTexts.ChangedMeanwhile
            : Wording.Same(string.Join(' ', problems)), isBad: true);
    }

    /// <summary>To whoever takes the face, while they do; the look is on record.</summary>
    private static async Task<IResult> StillAsync(string id, HttpContext context, FaceTakes takes, CamerasService cameras,
        CameraLooks looks, string take, CancellationToken cancellationToken)
    {
        var by = context.Caller().Name;
        if (takes.Find(take, by) is not { IsOpen: true } open || open.Person != id
            || await cameras.StillAsync(open.Camera, cancellationToken) is not { } still)
        {
            return Results.Text("", statusCode: StatusCodes.Status404NotFound);
        }

        looks.Look(by, open.Camera);
        context.Response.Headers.CacheControl = "no-store";
        return Results.Bytes(still, "image/jpeg");
    }
}
