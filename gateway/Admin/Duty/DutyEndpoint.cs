using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Projections.Duty;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Admin.Duty;

internal sealed record DutyRequest(string Operator, bool OnDuty);

internal sealed record DutyAnswer(IReadOnlyList<Shift> OnDuty);

/// <inheritdoc cref="GuardDuty.List"/>
internal sealed record HandoverRequest(string Operator, DateTimeOffset? From, DateTimeOffset? To);

internal sealed record HandoverAnswer(HandoverList? List, Wording? Refused);

/// <summary>Shifts over the <see cref="AdminSocket"/>: recorded before it is answered.</summary>
internal static class DutyEndpoint
{
    private const string DutyPath = "/admin/duty";
    private const string HandoverPath = "/admin/duty/handover";

    public static void MapDuty(this WebApplication app)
    {
        app.MapPost(DutyPath, async (HttpContext context, GuardDuty duty, SiteFile site,
            CancellationToken cancellationToken) =>
            !AdminSocket.IsOver(context) ? Results.NotFound()
                : await AdminSocket.ReadAsync<DutyRequest>(context, cancellationToken) is
                {
                    Operator.Length: > 0 and <= AdminSocket.LongestOperator
                } request
                    ? Results.Json(new DutyAnswer(request.OnDuty ? duty.Start(request.Operator) : duty.End(request.Operator)),
                        EventJson.Options)
                : Results.BadRequest());
        app.MapPost(HandoverPath, async (HttpContext context, GuardDuty duty, SiteFile site,
            CancellationToken cancellationToken) =>
        {
            if (!AdminSocket.IsOver(context))
            {
                return Results.NotFound();
            }

            if (await AdminSocket.ReadAsync<HandoverRequest>(context, cancellationToken) is not { Operator: not null } request)
            {
                return Results.BadRequest();
            }

            var (list, refused) = duty.List(request.Operator, request.From, request.To, site.Language);
            return Results.Json(new HandoverAnswer(list, refused), EventJson.Options);
        });
    }

    /// <returns>Null where no gateway runs on this data folder.</returns>
    public static Task<DutyAnswer?> TryAskAsync(string dataFolder, DutyRequest request, CancellationToken cancellationToken) =>
        AdminSocket.TryAskAsync<DutyRequest, DutyAnswer>(dataFolder, DutyPath, request, cancellationToken);

    /// <returns>Null where no gateway runs on this data folder.</returns>
    public static Task<HandoverAnswer?> TryAskAsync(string dataFolder, HandoverRequest request, CancellationToken cancellationToken) =>
        AdminSocket.TryAskAsync<HandoverRequest, HandoverAnswer>(dataFolder, HandoverPath, request, cancellationToken);
}
