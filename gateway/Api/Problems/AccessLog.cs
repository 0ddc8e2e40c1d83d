using Microsoft.AspNetCore.Routing;
using Zhuhui.Edge.Gateway.Api.Access;

namespace Zhuhui.Edge.Gateway.Api.Problems;

/// <summary>Who called what, for whoever looks for a fault: the route as it is written here and the account's id, so that no name that was
/// searched and no person whose file was opened is in the log. What was seen and done is in the journal.</summary>
internal sealed class AccessLog(RequestDelegate next, TimeProvider time, ILogger<AccessLog> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var begun = time.GetTimestamp();
        try
        {
            await next(context);
        }
        finally
        {
            if (logger.IsEnabled(LogLevel.Debug))
            {
                var (route, account) = (RouteOf(context), context.User.ToCaller()?.Account ?? "nobody");
                var milliseconds = time.GetElapsedTime(begun).TotalMilliseconds;
                logger.Answered(context.Request.Method, route, context.Response.StatusCode, milliseconds, account);
            }
        }
    }

    public static string RouteOf(HttpContext context) => (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "(no endpoint)";
}
