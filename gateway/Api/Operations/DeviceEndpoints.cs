using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Admin.Duty;
using Zhuhui.Edge.Gateway.Api.Access;
using Zhuhui.Edge.Gateway.Api.Problems;
using Zhuhui.Edge.Gateway.Devices;
using Zhuhui.Edge.Gateway.Projections.Duty;
using Zhuhui.Edge.Gateway.Site;

namespace Zhuhui.Edge.Gateway.Api.Operations;

internal sealed record DeviceList(IReadOnlyList<DeviceStatus> Devices);

/// <summary>Alarms of a device that floods the guard post.</summary>
/// <param name="Device">A camera, camera/zone, a door or a reader.</param>
/// <param name="Minutes">How long they are silent, as long as the site file lets; nothing: they sound again.</param>
/// <param name="Reason">Why, in one line; needed where they are silenced.</param>
internal sealed record SilenceOrder(string Device, int? Minutes = null, string? Reason = null);

internal sealed record SilenceList(IReadOnlyList<Silence> Silenced);

internal static class DeviceEndpoints
{
    public static void MapDevices(this IEndpointRouteBuilder api)
    {
        api.MapGet("/devices", (DeviceHealth health) => TypedResults.Ok(new DeviceList(health.Devices)))
            .WithName("listDevices").WithSummary("How boards, buses and readers fare").For(Roles.Staff | Role.Technician);
        api.MapGet("/devices/silences", (SilenceOrders orders) => TypedResults.Ok(new SilenceList(orders.Standing)))
            .WithName("listSilences").WithSummary("Devices whose alarms are recorded and do not sound").For(Roles.Staff);
        api.MapPost("/devices/silences", Silence).WithName("silenceDevice")
            .WithSummary("Silences the alarms of a device for a while, or lets them sound again")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict).For(Roles.Duty);
    }

    private static Results<Ok<SilenceList>, ProblemHttpResult> Silence(SilenceOrder order, HttpContext context, SilenceOrders orders,
        SiteFile site)
    {
        var answer = orders.Handle(new SilenceRequest(order.Device, order.Minutes, order.Reason, context.Caller().Name));
        return answer is { Code: { } code, Refused: { } refused }
            ? ApiProblem.Of(code switch
            {
                "noSuchDevice" => StatusCodes.Status404NotFound,
                "notSilenced" => StatusCodes.Status409Conflict,
                _ => StatusCodes.Status400BadRequest,
            }, code, refused, site.Language)
            : TypedResults.Ok(new SilenceList(answer.Silenced));
    }
}
