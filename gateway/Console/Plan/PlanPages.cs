using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Admin;
using Zhuhui.Edge.Gateway.Admin.Plan;
using Zhuhui.Edge.Gateway.Api.Access;
using Zhuhui.Edge.Gateway.Api.Limits;
using Zhuhui.Edge.Gateway.Console.Views;
using Zhuhui.Edge.Gateway.Console.Zones;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Storage;
using Zhuhui.Edge.Gateway.Texts;
using Zhuhui.Edge.Gateway.Texts.Pages.Technics;

namespace Zhuhui.Edge.Gateway.Console.Plan;

/// <summary>The plan of the compound, live, and where things are put on it.</summary>
internal static class PlanPages
{
    public const string Path = "/plan";
    public const string EditPath = Path + "/edit";

    /// <summary>Beside the picture: the form.</summary>
    private const int Around = 64 << 10;

    private const string ForAnHour = "private, max-age=3600, immutable";

    public static void MapPlan(this IEndpointRouteBuilder pages)
    {
        pages.MapGet(Path, (HttpContext context, PlanSource source, PageAnswers answers) =>
            answers.Show<PlanPage>(context, source.Now(answers.LanguageOf(context), context.Caller().Role)))
            .For(Roles.Staff | Role.Technician);
        pages.MapGet(Path + "/picture/{version}", (string version, HttpContext context, GroundPlan plan) =>
        {
            if (plan.Now.Picture != version || plan.Picture is not { } picture)
            {
                return Results.NotFound();
            }

            context.Response.Headers.CacheControl = ForAnHour;
            return Results.Bytes(picture, "image/jpeg");
        }).For(Roles.Staff | Role.Technician);
        pages.MapGet(EditPath, (HttpContext context, GroundPlan plan, ZoneEdits edits, PageAnswers answers) =>
            answers.Show<PlanEditPage>(context, ModelOf(plan, edits.Site, answers.LanguageOf(context)))).For(Roles.Technics);
        pages.MapPost(EditPath, Place).For(Roles.Technics);
        pages.MapPost(EditPath + "/picture", TakePictureAsync).TakesUpTo(GroundPlan.MostBytes + Around).For(Roles.Technics);
    }

    private static IResult Place(HttpContext context, [FromForm] IFormCollection form, GroundPlan plan, ZoneEdits edits,
        PageAnswers answers)
    {
        var language = answers.LanguageOf(context);
        var known = ModelOf(plan, edits.Site, language);
        Dictionary<string, PlanSpot> spots = new(StringComparer.Ordinal);
        List<PlanRow> typed = [];
        var isWrong = false;
        foreach (var row in known.Rows)
        {
            var at = Enumerable.Range(0, known.Rows.Count).Where(i => form[$"key-{i}"] == row.Key).Select(i => (int?)i).FirstOrDefault();
            var corners = at is { } number ? form[$"corners-{number}"].ToString().Trim() : row.Corners;
            typed.Add(row with { Corners = corners });
            if (ShapeForm.Points(corners) is [>= 0 and <= 1 and var x, >= 0 and <= 1 and var y])
            {
                spots[row.Key] = new PlanSpot(x, y);
            }
            else if (corners.Length > 0)
            {
                isWrong = true;
            }
        }

        if (isWrong)
        {
            return answers.Show<PlanEditPage>(context, known with { Rows = typed, Problem = PlanTexts.BadSpot.In(language) },
                StatusCodes.Status422UnprocessableEntity);
        }

        return Try(() =>
        {
            plan.Place(spots, context.Caller().Name);
            return answers.Go(Path, context, PlanTexts.Saved);
        }, context, answers);
    }

    private static async Task<IResult> TakePictureAsync(HttpContext context, [FromForm] IFormCollection form, GroundPlan plan,
        ZoneEdits edits, PageAnswers answers, CancellationToken cancellationToken)
    {
        var language = answers.LanguageOf(context);
        if (form.Files["file"] is not { Length: > 0 and <= GroundPlan.MostBytes } file)
        {
            return Refused();
        }

        using var content = new MemoryStream((int)file.Length);
        await file.CopyToAsync(content, cancellationToken);
        var isPicture = false;
        try
        {
            isPicture = await plan.TakePictureAsync(content.ToArray(), context.Caller().Name, cancellationToken);
        }
        catch (StorageException refused)
        {
            return answers.Go(EditPath, context, Wording.Same(refused.Message), isBad: true);
        }

        return isPicture ? answers.Go(EditPath, context, PlanTexts.PictureTaken) : Refused();

        IResult Refused() => answers.Show<PlanEditPage>(context, ModelOf(plan, edits.Site, language) with
        {
            Problem = PlanTexts.NotAPicture(GroundPlan.MostBytes >> 20).In(language),
        }, StatusCodes.Status422UnprocessableEntity);
    }

    private static PlanEditModel ModelOf(GroundPlan plan, SiteFile site, Language language)
    {
        var now = plan.Now;
        return new PlanEditModel(now.Picture, now.Width, now.Height,
        [
            .. site.Doors.Select(door => Row($"door/{door.Id}", Wording.Same(door.Name))),
            .. site.Cameras.Select(camera => Row($"camera/{camera.Id}", PlanTexts.Camera(camera.Id))),
            .. site.Cameras.SelectMany(camera => camera.Zones.Select(zone => zone.Id).Concat(camera.Lines.Select(line => line.Id))
                .Select(zone => Row($"zone/{camera.Id}/{zone}", WatchFormatter.Where(camera.Id, zone)))),
        ]);

        PlanRow Row(string key, Wording name) => new(key, name.In(language), GroundPlan.Find(now.Spots, key) is { } spot
            ? string.Create(CultureInfo.InvariantCulture, $"{spot.X:0.###} {spot.Y:0.###}") : "");
    }

    private static IResult Try(Func<IResult> act, HttpContext context, PageAnswers answers)
    {
        try
        {
            return act();
        }
        catch (StorageException refused)
        {
            return answers.Go(EditPath, context, Wording.Same(refused.Message), isBad: true);
        }
    }
}
