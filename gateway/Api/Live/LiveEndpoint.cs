using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Api.Access;
using Zhuhui.Edge.Gateway.Api.Problems;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Api.Live;

/// <summary>Server-sent events of the live state: the whole first, then each part that changes and each event that happens, and a heartbeat
/// where there is nothing to say: whoever has heard nothing for 5 s looks at what is old.</summary>
internal static class LiveEndpoint
{
    public static void MapLive(this IEndpointRouteBuilder api) => api.MapGet("/live", WatchAsync).WithName("watchLive")
        .WithSummary("The live state as server-sent events: snapshot, then doors, alarms, places, devices, cameras, health, happened, "
            + "heartbeat")
        .Produces<string>(StatusCodes.Status200OK, "text/event-stream").DisableRateLimiting()
        .For(Roles.Readers);

    private static async Task<Results<EmptyHttpResult, ProblemHttpResult>> WatchAsync(HttpContext context, LiveBoard board,
        AccountStore accounts, AccountSessions sessions, IHostApplicationLifetime life, TimeProvider time, SiteFile site)
    {
        var caller = context.Caller();
        var session = await SessionEndpoints.SessionOfAsync(context);
        using var stream = board.Open(context.Request.Headers["Last-Event-ID"], caller.Role == Role.District);
        if (stream is null)
        {
            context.Response.Headers.RetryAfter = "5";
            return ApiProblem.Of(StatusCodes.Status503ServiceUnavailable, "tooManyStreams", ApiTexts.TooManyStreams(LiveBoard.MostStreams),
                site.Language);
        }

        // A stream must not hold up a gateway that stops.
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, life.ApplicationStopping);
        try
        {
            context.Response.ContentType = "text/event-stream";
            await context.Response.Body.WriteAsync("retry: 2000\n\n"u8.ToArray(), stop.Token);
            await context.Response.Body.FlushAsync(stop.Token);
            while (session is null ? accounts.StillHolds(caller) : sessions.Check(session)?.Caller == caller)
            {
                var (messages, changed) = stream.Next();
                foreach (var message in messages)
                {
                    await context.Response.Body.WriteAsync(message, stop.Token);
                }

                if (messages.Count == 0)
                {
                    // A comment would reach no script.
                    var now = time.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
                    await context.Response.Body.WriteAsync(Encoding.ASCII.GetBytes($"event: heartbeat\ndata: {{\"at\":\"{now}\"}}\n\n"),
                        stop.Token);
                }

                await context.Response.Body.FlushAsync(stop.Token);
                await changed.WaitAsync(stop.Token);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The caller has gone, or the gateway stops.
        }

        return TypedResults.Empty;
    }
}
