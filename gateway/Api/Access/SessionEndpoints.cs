using Microsoft.AspNetCore.Routing;
using Zhuhui.Edge.Gateway.Accounts;

namespace Zhuhui.Edge.Gateway.Api.Access;

internal static class SessionEndpoints
{
    private const Role Anybody = Role.Administrator | Role.Office | Role.Guard | Role.District | Role.Resident;

    public static void MapSession(this IEndpointRouteBuilder api) => api.MapGet("/session", (HttpContext context) =>
        TypedResults.Ok(context.Caller())).WithName("getSession").WithSummary("Who I am to this gateway").For(Anybody);
}
