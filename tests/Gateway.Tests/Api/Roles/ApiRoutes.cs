using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Api.Access;

namespace Zhuhui.Edge.Gateway.Tests.Api.Roles;

/// <summary>An endpoint of the running gateway.</summary>
/// <param name="Path">Below <c>/api/v1/</c>.</param>
/// <param name="Answers">The statuses that its document names.</param>
internal sealed record ApiRoute(string Method, string Path, string Summary, Role Roles, IReadOnlyList<int> Answers)
{
    public bool IsForAll => Roles == Role.None;

    public override string ToString() => $"{Method} {Path}";
}

/// <summary>All endpoints of the API as they run, and the table of whom each serves.</summary>
internal static class ApiRoutes
{
    public static readonly Role[] Roles = [Role.Administrator, Role.Office, Role.Guard, Role.District, Role.Resident,
        Role.Technician];

    private const string Root = "/api/v1/";

    public static IReadOnlyList<ApiRoute> Of(RunningApi gateway) =>
    [
        .. gateway.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(one => one.Metadata.GetMetadata<EndpointAccess>() is not null)
            .SelectMany(one => (one.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET"]).Select(method => new ApiRoute(
                method, PathOf(one), one.Metadata.GetMetadata<IEndpointSummaryMetadata>()?.Summary ?? "",
                one.Metadata.GetMetadata<EndpointAccess>()!.Roles,
                [.. one.Metadata.GetOrderedMetadata<IProducesResponseTypeMetadata>().Select(answer => answer.StatusCode)])))
            .DistinctBy(one => one.ToString()).OrderBy(one => one.Path, StringComparer.Ordinal)
            .ThenBy(one => one.Method, StringComparer.Ordinal),
    ];

    /// <summary>The table as the page has it.</summary>
    public static IReadOnlyList<string> Table(IEnumerable<ApiRoute> routes) =>
    [
        $"| endpoint | what | {string.Join(" | ", Roles.Select(role => role.ToString().ToLowerInvariant()))} |",
        $"|---|---|{string.Concat(Roles.Select(_ => "---|"))}",
        .. routes.Select(route => $"| `{route}` | {WhatOf(route)} | " + string.Join(" | ", Roles.Select(role =>
            route.IsForAll || route.Roles.HasFlag(role) ? "yes" : "-")) + " |"),
    ];

    private static string WhatOf(ApiRoute route) => (route.Summary.Length == 0 ? "-" : route.Summary) + (route.IsForAll
        ? " (also without a login)" : "");

    private static string PathOf(RouteEndpoint endpoint)
    {
        var path = "/" + (endpoint.RoutePattern.RawText ?? "").TrimStart('/');
        return path.StartsWith(Root, StringComparison.Ordinal) ? path[Root.Length..] : path;
    }
}
