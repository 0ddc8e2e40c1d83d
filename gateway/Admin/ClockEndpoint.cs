using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.Journals.Clock;

namespace Zhuhui.Edge.Gateway.Admin;

/// <summary>What the machine's clock shows and what the site's time is; or an operator's word that the clock is right.</summary>
/// <param name="ConfirmedBy">The operator; null to look alone.</param>
internal sealed record ClockRequest(string? ConfirmedBy);

/// <param name="Doubt">Why the machine's clock is not believed; null where it is.</param>
/// <param name="LastCertain">Where nobody knows the time: the last moment that is certain.</param>
internal sealed record ClockAnswer(DateTimeOffset Shown, DateTimeOffset Time, ClockDoubtReason? Doubt, DateTimeOffset? LastCertain);

/// <summary>The clock over the <see cref="AdminSocket"/>.</summary>
internal static class ClockEndpoint
{
    private const string ClockPath = "/admin/clock";

    public static void MapClock(this WebApplication app) => app.MapPost(ClockPath, async (HttpContext context, ClockService clock,
        EventLedger ledger, CancellationToken cancellationToken) =>
    {
        if (!AdminSocket.IsOver(context))
        {
            return Results.NotFound();
        }

        if (await AdminSocket.ReadAsync<ClockRequest>(context, cancellationToken) is not
            { ConfirmedBy: null or { Length: > 0 and <= AdminSocket.LongestOperator } } request)
        {
            return Results.BadRequest();
        }

        if (request.ConfirmedBy is { } person)
        {
            clock.Confirm(person);
            ledger.FlushAlarms();
        }

        var time = ledger.Time;
        return Results.Json(new ClockAnswer(time.Machine, time.GetUtcNow(), time.Doubt?.Reason, time.LastCertain), EventJson.Options);
    });

    /// <returns>Null where no gateway runs on this data folder.</returns>
    public static Task<ClockAnswer?> TryAskAsync(string dataFolder, ClockRequest request, CancellationToken cancellationToken) =>
        AdminSocket.TryAskAsync<ClockRequest, ClockAnswer>(dataFolder, ClockPath, request, cancellationToken);
}
