using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Admin;
using Zhuhui.Edge.Gateway.Api.Access;
using Zhuhui.Edge.Gateway.Api.Problems;
using Zhuhui.Edge.Gateway.Cameras;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Site.Edits;
using Zhuhui.Edge.Gateway.Texts;
using Zhuhui.Edge.Vision.Sightings;

namespace Zhuhui.Edge.Gateway.Api.Operations;

internal sealed record CameraList(IReadOnlyList<CameraHealth> Cameras);

internal static class CameraEndpoints
{
    public static void MapCameras(this IEndpointRouteBuilder api)
    {
        api.MapGet("/cameras", (CamerasService cameras) => TypedResults.Ok(new CameraList(cameras.Health)))
            .WithName("listCameras").WithSummary("How the cameras fare").For(Roles.Staff | Role.Technician);
        api.MapGet("/cameras/{id}/still", Still).WithName("getStill").WithSummary("A camera's picture of this moment")
            .Produces<FileContentHttpResult>(StatusCodes.Status200OK, "image/jpeg").For(Roles.Pictures);
    }

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> Still(string id, HttpContext context,
        CamerasService cameras, CameraLooks looks, SiteInForce inForce, SiteFile site, CancellationToken cancellationToken) =>
        inForce.Now.Cameras.All(camera => camera.Id != id)
            ? ApiProblem.Of(StatusCodes.Status404NotFound, "noSuchCamera", ApiTexts.NoSuchCamera(id), site.Language)
            : await cameras.StillAsync(id, cancellationToken) is { } still ? Shown(still, id, context, looks)
            : ApiProblem.Of(StatusCodes.Status503ServiceUnavailable, "noPicture", ApiTexts.NoPicture(id), site.Language);

    private static FileContentHttpResult Shown(byte[] still, string camera, HttpContext context, CameraLooks looks)
    {
        looks.Look(context.Caller().Name, camera);
        return TypedResults.Bytes(still, "image/jpeg");
    }
}
