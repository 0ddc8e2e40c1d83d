using Microsoft.AspNetCore.Routing;
using Zhuhui.Edge.Gateway.Api.Listening;

namespace Zhuhui.Edge.Gateway.Api.Access;

/// <summary>Stands between the listeners and the endpoints: the API's listener answers the API's endpoints alone, and no other listener
/// answers them. An endpoint that does not say whom it serves is none of the API's.</summary>
internal static class ApiGate
{
    public static IApplicationBuilder UseApiGate(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        var endpoint = context.GetEndpoint();

        // A wrong method or kind of body at an address of the API: routing's own answer, which is no endpoint of anybody's.
        var isRouting = endpoint is not null and not RouteEndpoint && context.Request.Path.StartsWithSegments("/api");
        var isForApi = isRouting || endpoint?.Metadata.GetMetadata<EndpointAccess>() is not null;
        if (isForApi == ApiListener.IsOver(context) || endpoint?.Metadata.GetMetadata<EveryListener>() is not null)
        {
            return next(context);
        }

        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    });
}

/// <summary>On an endpoint that every listener answers, each in its own way.</summary>
internal sealed class EveryListener;
