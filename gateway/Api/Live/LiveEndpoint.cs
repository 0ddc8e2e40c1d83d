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
        .WithSummary("The live state as server-sent events: snapshot, then doors, alarms, alarmCounts, "
            + "silenced, onDuty, places, devices, cameras, health, happened, heartbeat")
        .Produces<string>(StatusCodes.Status200OK, "text/event-stream").DisableRateLimiting()
        .For(Roles.Readers);

    private static async Task<Results<EmptyHttpResult, ProblemHttpResult>> WatchAsync(HttpContext context, LiveBoard board,
        AccountStore accounts, AccountSessions sessions, IHostApplicationLifetime life, TimeProvider time, SiteFile site)
    {
        var caller = context.Caller();
        var session = await SessionEndpoints.SessionOfAsync(context);
        using var stream = board.Open(context.Request.Headers["Last-Event-ID"], Roles.Unnamed.HasFlag(caller.Role));
        if (stream is null)
        {
            context.Response.Headers.RetryAfter = "5";
            return ApiProblem.Of(StatusCodes.Status503ServiceUnavailable, "tooManyStreams", ApiTexts.TooManyStreams(LiveBoard.MostStreams),
                site.Language);
        }

        await StreamAnswer.SendAsync(context, () => session is null ? accounts.StillHolds(caller)
            : sessions.Check(session)?.Caller == caller, board.LongestStream, life, time, () =>
        {
            var (messages, changed) = stream.Next();

            // The whole state comes before any other word.
            return (messages.Count > 0 ? messages : stream.HasBegun ? [Heartbeat(time)] : [], changed);
        });
        return TypedResults.Empty;
    }

    /// <summary>A comment would reach no script.</summary>
    private static byte[] Heartbeat(TimeProvider time) => Encoding.ASCII.GetBytes("event: heartbeat\ndata: {\"at\":\""
        + time.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture) + "\"}\n\n");
}
