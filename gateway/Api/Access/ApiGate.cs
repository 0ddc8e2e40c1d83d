using Zhuhui.Edge.Gateway.Api.Listening;

namespace Zhuhui.Edge.Gateway.Api.Access;

/// <summary>Stands between the listeners and the endpoints: the API's listener answers the API's endpoints alone, and no other listener
/// answers them. An endpoint that does not say whom it serves is none of the API's.</summary>
internal static class ApiGate
{
    public static IApplicationBuilder UseApiGate(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        var isForApi = context.GetEndpoint()?.Metadata.GetMetadata<EndpointAccess>() is not null;
        if (isForApi == ApiListener.IsOver(context))
        {
            return next(context);
        }

        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    });
}
