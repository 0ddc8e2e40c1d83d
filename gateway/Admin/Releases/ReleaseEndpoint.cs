using Zhuhui.Edge.Gateway.Events;

namespace Zhuhui.Edge.Gateway.Admin.Releases;

/// <param name="Operator">Who orders that the gateway goes over to the release on trial.</param>
internal sealed record GoOverRequest(string Operator);

/// <param name="Waits">What it waits for, see <see cref="ReleaseTrial.Waits"/>.</param>
internal sealed record GoOverAnswer(IReadOnlyList<string> Waits);

/// <summary>The gateway is told to go over to a release, over the <see cref="AdminSocket"/>.</summary>
internal static class ReleaseEndpoint
{
    private const string GoOverPath = "/admin/release/go-over";

    public static void MapRelease(this WebApplication app) => app.MapPost(GoOverPath, async (HttpContext context, ReleaseTrial trial,
        CancellationToken cancellationToken) =>
    {
        if (!AdminSocket.IsOver(context))
        {
            return Results.NotFound();
        }

        if (await AdminSocket.ReadAsync<GoOverRequest>(context, cancellationToken) is not
            {
                Operator.Length: > 0 and <= AdminSocket.LongestOperator,
            } request)
        {
            return Results.BadRequest();
        }

        trial.GoOver(request.Operator);
        return Results.Json(new GoOverAnswer(trial.Waits ?? []), EventJson.Options);
    });

    /// <returns>Null where no gateway runs on this data folder.</returns>
    public static Task<GoOverAnswer?> TryAskAsync(string dataFolder, GoOverRequest request, CancellationToken cancellationToken) =>
        AdminSocket.TryAskAsync<GoOverRequest, GoOverAnswer>(dataFolder, GoOverPath, request, cancellationToken);
}
