using Zhuhui.Edge.Gateway.Events;

namespace Zhuhui.Edge.Gateway.Admin.Office;

/// <summary>The office's people over the <see cref="AdminSocket"/>.</summary>
internal static class PeopleEndpoint
{
    private const string PeoplePath = "/admin/people";

    public static void MapPeople(this WebApplication app) => app.MapPost(PeoplePath, async (HttpContext context, PeopleLookup people,
        CancellationToken cancellationToken) => !AdminSocket.IsOver(context) ? Results.NotFound()
            : await AdminSocket.ReadAsync<PeopleRequest>(context, cancellationToken) is { } request ? Results.Json(people.Find(request),
                EventJson.Options)
            : Results.BadRequest());

    /// <returns>Null where no gateway runs on this data folder.</returns>
    public static Task<PeopleAnswer?> TryAskAsync(string dataFolder, PeopleRequest request, CancellationToken cancellationToken) =>
        AdminSocket.TryAskAsync<PeopleRequest, PeopleAnswer>(dataFolder, PeoplePath, request, cancellationToken);
}
