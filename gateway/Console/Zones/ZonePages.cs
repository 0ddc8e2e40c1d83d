using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Api.Access;
using Zhuhui.Edge.Gateway.Console.Views;

namespace Zhuhui.Edge.Gateway.Console.Zones;

internal sealed record CamerasModel(IReadOnlyList<CameraRow> Cameras);

/// <summary>Cameras, and the zones, lines and masks that are drawn on their pictures.</summary>
internal static class ZonePages
{
    public const string Path = "/cameras";

    public static void MapZones(this IEndpointRouteBuilder pages)
    {
        pages.MapGet(Path, (HttpContext context, ZoneDesk desk, PageAnswers answers) =>
            answers.Show<CamerasPage>(context, new CamerasModel(desk.List(answers.LanguageOf(context))))).For(Roles.Technics);
        pages.MapGet(Path + "/{id}/zones", (string id, HttpContext context, ZoneDesk desk, PageAnswers answers) =>
            Shown(desk.Show(id, answers.LanguageOf(context)), context, answers)).For(Roles.Technics);
        pages.MapPost(Path + "/{id}/zones/look", (string id, [FromForm] IFormCollection form, HttpContext context, ZoneDesk desk,
            PageAnswers answers) => Shown(desk.LookBackOn(id, ShapeForm.Read(form), answers.LanguageOf(context)), context, answers))
            .For(Roles.Technics);
        pages.MapPost(Path + "/{id}/zones", async (string id, [FromForm] IFormCollection form, HttpContext context, ZoneDesk desk,
            PageAnswers answers, CancellationToken cancellationToken) =>
        {
            var (model, done) = await desk.SaveAsync(id, form["state"].ToString(), ShapeForm.Read(form), context.Caller(),
                answers.LanguageOf(context), cancellationToken);
            return done is { } words ? answers.Go(AddressOf(id), context, words) : Shown(model, context, answers);
        }).For(Roles.Technics);
    }

    public static string AddressOf(string camera) => $"{Path}/{Uri.EscapeDataString(camera)}/zones";

    private static IResult Shown(ZoneModel? model, HttpContext context, PageAnswers answers) => model is null ? TypedResults.NotFound()
        : answers.Show<ZonePage>(context, model, model.Problem is null ? StatusCodes.Status200OK
            : StatusCodes.Status422UnprocessableEntity);
}
