using Microsoft.AspNetCore.Routing;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Api.Access;
using Zhuhui.Edge.Gateway.Devices;

namespace Zhuhui.Edge.Gateway.Api.Operations;

internal sealed record DeviceList(IReadOnlyList<DeviceStatus> Devices);

internal static class DeviceEndpoints
{
    public static void MapDevices(this IEndpointRouteBuilder api) =>
        api.MapGet("/devices", (DeviceHealth health) => TypedResults.Ok(new DeviceList(health.Devices)))
            .WithName("listDevices").WithSummary("How boards, buses and readers fare").For(Roles.Staff);
}
