using System.Globalization;
using Zhuhui.Edge.Gateway.Events;

namespace Zhuhui.Edge.Gateway.Admin;

/// <summary>The past, over the <see cref="AdminSocket"/> with names, and on the local status's port without them.</summary>
internal static class EventsEndpoint
{
    private const string RecordsPath = "/admin/events";
    private const int UsualLimit = 100;

    public static void MapRecords(this WebApplication app)
    {
        app.MapPost(RecordsPath, async (HttpContext context, EventLookup records, CancellationToken cancellationToken) =>
            !AdminSocket.IsOver(context) ? Results.NotFound()
            : await AdminSocket.ReadAsync<EventsRequest>(context, cancellationToken) is { } request ? Results.Json(records.Find(request),
                EventJson.Options)
            : Results.BadRequest());
        app.MapGet("/events.json", (HttpContext context, EventLookup records) =>
        {
            if (Request(context.Request.Query) is not { } request)
            {
                return Results.Text("from and to are times such as 2026-11-22T08:00:00Z, limit is a whole number; the others are door, "
                    + "person, kind, stream and before\n", statusCode: 400);
            }

            var answer = records.Find(request);
            return answer.Refused is { } refused ? Results.Text(refused + "\n", statusCode: 400) : Results.Json(answer, EventJson.Options);
        });
    }

    /// <returns>Null where no gateway runs on this data folder.</returns>
    public static Task<EventsAnswer?> TryAskAsync(string dataFolder, EventsRequest request, CancellationToken cancellationToken) =>
        AdminSocket.TryAskAsync<EventsRequest, EventsAnswer>(dataFolder, RecordsPath, request, cancellationToken);

    private static EventsRequest? Request(IQueryCollection query)
    {
        string? Of(string name) => query[name] is [{ Length: > 0 } value] ? value : null;
        return Time(Of("from"), out var from) && Time(Of("to"), out var to) && Number(Of("limit"), out var limit)
            ? new EventsRequest(null, from, to, Of("door"), Of("person"), Of("kind"), Of("stream"), Of("before"), limit)
            : null;
    }

    private static bool Time(string? text, out DateTimeOffset? time)
    {
        var isTime = DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var parsed);
        time = isTime ? parsed : null;
        return text is null || isTime;
    }

    private static bool Number(string? text, out int number)
    {
        number = UsualLimit;
        return text is null || int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }
}
