using Zhuhui.Edge.Gateway.Admin.Duty;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.Perimeter;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Admin;

/// <summary>An operator arms or disarms.</summary>
/// <param name="What">A camera or <c>camera/zone</c>; null for all.</param>
/// <param name="Minutes">Null: until an operator says otherwise.</param>
internal sealed record WatchRequest(WatchOrder Order, Ring? Ring, string? What, int? Minutes, string Operator);

/// <param name="Places">What it held for; none: nothing is called so.</param>
internal sealed record WatchAnswer(IReadOnlyList<string> Places);

internal sealed record AcknowledgeAnswer(IReadOnlyList<string> Alarms);

/// <param name="Refused">Why it was not done to some, in words.</param>
internal sealed record AlarmActAnswer(IReadOnlyList<string> Alarms, IReadOnlyList<Wording> Refused);

internal sealed record WatchListRequest;

internal sealed record WatchList(IReadOnlyList<PlaceStatus> Places, IReadOnlyList<AlarmStatus> Alarms);

/// <summary>Arming, disarming and acknowledging over the <see cref="AdminSocket"/>: recorded before it is answered.</summary>
internal static class WatchEndpoint
{
    public const int MostMinutes = 7 * 24 * 60;

    private const string OrderPath = "/admin/watch/order";
    private const string ActPath = "/admin/watch/act";
    private const string ListPath = "/admin/watch/list";

    public static void MapWatch(this WebApplication app)
    {
        app.MapPost(OrderPath, (HttpContext context, PerimeterWatch watch, EventLedger ledger, CancellationToken cancellationToken) =>
            AnswerAsync<WatchRequest>(context, ledger, request =>
            Enum.IsDefined(request.Order) && request is
            {
                Operator.Length: > 0 and <= AdminSocket.LongestOperator, Minutes: null
                or (>= 1 and <= MostMinutes)
            }
                ? new WatchAnswer(watch.Order(request.Order, request.Ring, request.What, request.Minutes is { } minutes
                    ? TimeSpan.FromMinutes(minutes) : null, request.Operator))
                : null, cancellationToken));
        app.MapPost(ActPath, (HttpContext context, SiteAlarms alarms, EventFormatter text, EventLedger ledger,
            CancellationToken cancellationToken) => AnswerAsync<AlarmAct>(context, ledger, act =>
            act is { Operator.Length: > 0 and <= AdminSocket.LongestOperator, Alarms: null or { Count: <= AlarmAct.MostAlarms } }
                && AlarmAct.IsNote(act.Note) ? Answer(alarms.Act(act), text) : null, cancellationToken));
        app.MapPost(ListPath, (HttpContext context, PerimeterWatch watch, AlarmBoard alarms, EventLedger ledger,
            CancellationToken cancellationToken) =>
            AnswerAsync<WatchListRequest>(context, ledger, _ => new WatchList(watch.Places, alarms.All), cancellationToken));
    }

    /// <returns>Null where no gateway runs on this data folder.</returns>
    public static Task<WatchAnswer?> TryAskAsync(string dataFolder, WatchRequest request, CancellationToken cancellationToken) =>
        AdminSocket.TryAskAsync<WatchRequest, WatchAnswer>(dataFolder, OrderPath, request, cancellationToken);

    /// <returns>Null where no gateway runs on this data folder.</returns>
    public static Task<AlarmActAnswer?> TryAskAsync(string dataFolder, AlarmAct act, CancellationToken cancellationToken) =>
        AdminSocket.TryAskAsync<AlarmAct, AlarmActAnswer>(dataFolder, ActPath, act, cancellationToken);

    /// <returns>Null where no gateway runs on this data folder.</returns>
    public static Task<WatchList?> TryListAsync(string dataFolder, CancellationToken cancellationToken) =>
        AdminSocket.TryAskAsync<WatchListRequest, WatchList>(dataFolder, ListPath, new WatchListRequest(), cancellationToken);

    private static AlarmActAnswer Answer(AlarmActResult result, EventFormatter text) => new(result.Alarms,
        [.. result.Refused.Select(one => WatchFormatter.Format(one, text.TimeOfDay))]);

    /// <param name="answer">Null where the request is not in order.</param>
    private static async Task<IResult> AnswerAsync<T>(HttpContext context, EventLedger ledger, Func<T, object?> answer,
        CancellationToken cancellationToken)
        where T : class
    {
        if (!AdminSocket.IsOver(context))
        {
            return Results.NotFound();
        }

        var answered = await AdminSocket.ReadAsync<T>(context, cancellationToken) is { } request ? answer(request) : null;

        // The operator hears of nothing that a power cut could take back.
        ledger.FlushAlarms();
        return answered is null ? Results.BadRequest() : Results.Json(answered, EventJson.Options);
    }
}
