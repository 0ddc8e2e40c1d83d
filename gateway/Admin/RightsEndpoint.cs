using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.People.Rights;
using Zhuhui.Edge.Gateway.Storage;

namespace Zhuhui.Edge.Gateway.Admin;

/// <summary>Changes of rights over the <see cref="AdminSocket"/>. A PIN goes over it in clear and nowhere else: it never leaves the
/// machine's memory.</summary>
internal static class RightsEndpoint
{
    private const string RightsPath = "/admin/rights";

    public static void MapRights(this WebApplication app) => app.MapPost(RightsPath, async (HttpContext context, RightsChanges rights,
        CancellationToken cancellationToken) =>
    {
        if (!AdminSocket.IsOver(context))
        {
            return Results.NotFound();
        }

        if (await AdminSocket.ReadAsync<RightsRequest>(context, cancellationToken) is not { } request)
        {
            return Results.BadRequest();
        }

        try
        {
            return Results.Json(rights.Handle(request), EventJson.Options);
        }
        catch (StorageException inTheWay)
        {
            return Results.Json(new RightsAnswer(null, [inTheWay.Message]), EventJson.Options);
        }
    });

    /// <returns>Null where no gateway runs on this data folder.</returns>
    public static Task<RightsAnswer?> TryAskAsync(string dataFolder, RightsRequest request, CancellationToken cancellationToken) =>
        AdminSocket.TryAskAsync<RightsRequest, RightsAnswer>(dataFolder, RightsPath, request, cancellationToken);
}
