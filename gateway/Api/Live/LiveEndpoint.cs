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
    /// <summary>A line so slow that it does not take a few words in this time shows nothing that is live.</summary>
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(10);

    public static void MapLive(this IEndpointRouteBuilder api) => api.MapGet("/live", WatchAsync).WithName("watchLive")
        .WithSummary("The live state as server-sent events: snapshot, then doors, alarms, alarmCounts, "
            + "silenced, onDuty, places, devices, cameras, health, happened, heartbeat")
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
        var begun = time.GetTimestamp();
        try
        {
            context.Response.ContentType = "text/event-stream";
            await SendAsync(context, ["retry: 2000\n\n"u8.ToArray()], time, stop.Token);
            while (session is null ? accounts.StillHolds(caller) : sessions.Check(session)?.Caller == caller)
            {
                var (messages, changed) = stream.Next();
                if (time.GetElapsedTime(begun) >= board.LongestStream)
                {
                    // What is left goes with the next connection, which a browser makes at once.
                    await SendAsync(context, [.. messages, "retry: 100\n\n"u8.ToArray()], time, stop.Token);
                    break;
                }

                await SendAsync(context, messages.Count > 0 ? messages : [Heartbeat(time)], time, stop.Token);
                await changed.WaitAsync(stop.Token);
            }
        }
        catch (TimeoutException)
        {
            // Whoever takes nothing holds a place for nothing.
            context.Abort();
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The caller has gone, or the gateway stops.
        }

        return TypedResults.Empty;
    }

    /// <exception cref="TimeoutException">The caller does not take it.</exception>
    private static async Task SendAsync(HttpContext context, IReadOnlyList<byte[]> messages, TimeProvider time,
        CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(_patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            foreach (var message in messages)
            {
                await context.Response.Body.WriteAsync(message, either.Token);
            }

            await context.Response.Body.FlushAsync(either.Token);
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException();
        }
    }

    /// <summary>A comment would reach no script.</summary>
    private static byte[] Heartbeat(TimeProvider time) => Encoding.ASCII.GetBytes("event: heartbeat\ndata: {\"at\":\""
        + time.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture) + "\"}\n\n");
}
