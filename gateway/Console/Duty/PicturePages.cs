using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Routing;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Admin;
using Zhuhui.Edge.Gateway.Api.Access;
using Zhuhui.Edge.Gateway.Cameras;
using Zhuhui.Edge.Gateway.Console.Views;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.Texts.Pages;
using Zhuhui.Edge.Vision.Sightings;

namespace Zhuhui.Edge.Gateway.Console.Duty;

/// <param name="Shown">The camera whose picture is on the page; null for none.</param>
/// <param name="At">When the page was made.</param>
internal sealed record PicturesModel(IReadOnlyList<CameraHealth> Cameras, string? Shown, DateTimeOffset At);

/// <param name="Box">Left, top, right and bottom as parts of the picture's width and height.</param>
/// <param name="Label">A person's number while in view, or that the face is a resident's: nobody's name.</param>
internal sealed record PictureMark(bool IsFace, IReadOnlyList<double> Box, string Label);

/// <summary>Pictures on demand, of one camera at a time: each says how old it is, and one that has frozen is marked. Every look is on
/// record.</summary>
internal static class PicturePages
{
    /// <summary>Beside a picture: who is in it, as JSON. The script draws it over the picture.</summary>
    private const string MarksHeader = "X-Marks";

    public static void MapPictures(this IEndpointRouteBuilder pages)
    {
        pages.MapGet("/duty/cameras", (HttpContext context, CamerasService cameras, EventLedger ledger, PageAnswers answers) =>
            answers.Show<PicturesPage>(context, new PicturesModel(cameras.Health, null, ledger.Time.GetUtcNow()))).For(Roles.Pictures);
        pages.MapGet("/duty/cameras/{id}", (string id, HttpContext context, CamerasService cameras, EventLedger ledger,
            PageAnswers answers) => cameras.Health.Any(camera => camera.Id == id)
                ? answers.Show<PicturesPage>(context, new PicturesModel(cameras.Health, id, ledger.Time.GetUtcNow())) : Results.NotFound())
            .For(Roles.Pictures);
        pages.MapGet("/duty/cameras/{id}/still", async (string id, HttpContext context, CamerasService cameras, CameraLooks looks,
            PageAnswers answers, CancellationToken cancellationToken) =>
        {
            if (cameras.Health.All(camera => camera.Id != id) || await cameras.LiveAsync(id, cancellationToken) is not { } live)
            {
                // An image shows nothing of a page that says why.
                return Results.Text("", statusCode: StatusCodes.Status404NotFound);
            }

            looks.Look(context.Caller().Name, id);
            context.Response.Headers[MarksHeader] = JsonSerializer.Serialize(live.Marks.Select(mark => Shown(mark, context, answers)),
                EventJson.Options);
            return Results.Bytes(live.Jpeg, "image/jpeg");
        }).For(Roles.Pictures);
    }

    private static PictureMark Shown(LiveMark mark, HttpContext context, PageAnswers answers) => new(mark.Kind == LiveMarkKind.Face,
        [.. new[] { mark.Box.Left, mark.Box.Top, mark.Box.Right, mark.Box.Bottom }.Select(side => Math.Round(Math.Clamp((double)side, 0, 1),
            4))],
        mark.Known is not null ? DutyTexts.KnownFace.In(answers.LanguageOf(context))
            : mark.Track > 0 ? mark.Track.ToString(CultureInfo.InvariantCulture) : "");
}
