using Zhuhui.Edge.Gateway.Devices;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Site;

namespace Zhuhui.Edge.Gateway.Admin.Office;

/// <summary>Somebody waits for a card at a reader, or asks what came of it.</summary>
/// <param name="Tap">Null to begin.</param>
internal sealed record TapRequest(string Reader, string Operator, string? Tap = null);

/// <param name="Tap">Null where there is no such reader or wait, or somebody else waits there.</param>
/// <param name="Card">Null where none was read.</param>
internal sealed record TapAnswer(string? Tap, bool IsOpen = false, ulong? Card = null, string? Format = null);

/// <summary>A card by tapping it at a reader, over the <see cref="AdminSocket"/>.</summary>
internal static class TapEndpoint
{
    private const string TapPath = "/admin/readers/taps";

    public static void MapCardTaps(this WebApplication app) =>
        app.MapPost(TapPath, async (HttpContext context, CardTaps taps, SiteFile site,
        CancellationToken cancellationToken) =>
    {
        if (!AdminSocket.IsOver(context))
        {
            return Results.NotFound();
        }

        if (await AdminSocket.ReadAsync<TapRequest>(context, cancellationToken) is not
            {
                Operator.Length: > 0 and <= AdminSocket.LongestOperator,
            } request)
        {
            return Results.BadRequest();
        }

        var tap = request.Tap is { } id ? taps.Find(id, request.Operator)
            : CardTaps.ReadersOf(site).Contains(request.Reader, StringComparer.Ordinal) ? taps.Begin(request.Reader, request.Operator)
                : null;
        return Results.Json(new TapAnswer(tap?.Id, tap?.IsOpen ?? false, tap?.Read?.Card.Value, tap?.Read?.Format), EventJson.Options);
    });

    /// <returns>Null where no gateway runs on this data folder.</returns>
    public static Task<TapAnswer?> TryBeginAsync(string dataFolder, string reader, string by, CancellationToken cancellationToken) =>
        AdminSocket.TryAskAsync<TapRequest, TapAnswer>(dataFolder, TapPath, new TapRequest(reader, by), cancellationToken);

    /// <returns>Null where no gateway runs on this data folder.</returns>
    public static Task<TapAnswer?> TryFindAsync(string dataFolder, string tap, string by, CancellationToken cancellationToken) =>
        AdminSocket.TryAskAsync<TapRequest, TapAnswer>(dataFolder, TapPath, new TapRequest("", by, tap), cancellationToken);
}
