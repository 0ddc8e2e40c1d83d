using Microsoft.AspNetCore.Routing;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Admin;
using Zhuhui.Edge.Gateway.Api.Access;
using Zhuhui.Edge.Gateway.Cameras;
using Zhuhui.Edge.Gateway.Console.Views;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Vision.Sightings;

namespace Zhuhui.Edge.Gateway.Console.Duty;

/// <param name="Shown">The camera whose picture is on the page; null for none.</param>
/// <param name="At">When the page was made.</param>
internal sealed record PicturesModel(IReadOnlyList<CameraHealth> Cameras, string? Shown, DateTimeOffset At);

/// <summary>Pictures on demand, of one camera at a time: each says how old it is, and one that has frozen is marked. Every look is on
/// record.</summary>
internal static class PicturePages
{
    public static void MapPictures(this IEndpointRouteBuilder pages)
    {
        pages.MapGet("/duty/cameras", (HttpContext context, CamerasService cameras, EventLedger ledger, PageAnswers answers) =>
            answers.Show<PicturesPage>(context, new PicturesModel(cameras.Health, null, ledger.Time.GetUtcNow()))).For(Roles.Pictures);
        pages.MapGet("/duty/cameras/{id}", (string id, HttpContext context, CamerasService cameras, EventLedger ledger,
            PageAnswers answers) => cameras.Health.Any(camera => camera.Id == id)
                ? answers.Show<PicturesPage>(context, new PicturesModel(cameras.Health, id, ledger.Time.GetUtcNow())) : Results.NotFound())
            .For(Roles.Pictures);
        pages.MapGet("/duty/cameras/{id}/still", async (string id, HttpContext context, CamerasService cameras, CameraLooks looks,
            CancellationToken cancellationToken) =>
        {
            if (cameras.Health.All(camera => camera.Id != id) || await cameras.StillAsync(id, cancellationToken) is not { } still)
            {
                // An image shows nothing of a page that says why.
                return Results.Text("", statusCode: StatusCodes.Status404NotFound);
            }

            looks.Look(context.Caller().Name, id);
            return Results.Bytes(still, "image/jpeg");
        }).For(Roles.Pictures);
    }
}
