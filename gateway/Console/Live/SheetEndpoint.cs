using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Routing;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Api.Access;
using Zhuhui.Edge.Gateway.Console.Views;
using Zhuhui.Edge.Gateway.Site;

namespace Zhuhui.Edge.Gateway.Console.Live;

/// <summary>The one event stream of a page: all of its parts first, then each that has changed, and a word every second where none has, so
/// that the page knows how old it is.</summary>
internal static class SheetEndpoint
{
    /// <summary>A browser that takes nothing for so long has gone without a word.</summary>
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(20);

    public static void MapSheets(this IEndpointRouteBuilder pages)
    {
        // Whether a session still holds: an EventSource says only that it was refused.
        pages.MapGet("/live", () => TypedResults.NoContent()).For(Roles.Anybody);
        pages.MapGet("/live/{sheet}", WatchAsync).DisableRateLimiting().For(Roles.Anybody);
    }

    private static async Task WatchAsync(string sheet, HttpContext context, SheetBoard board, PageAnswers answers, AccountStore accounts,
        AccountSessions sessions, IHostApplicationLifetime life, SiteFile site, TimeProvider time)
    {
        var caller = context.Caller();
        if (board.Named(sheet) is not { } named || !named.Roles.HasFlag(caller.Role))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        var session = await SessionEndpoints.SessionOfAsync(context);
        if (board.Open(sheet, answers.LanguageOf(context), caller.Role) is not { } drawn)
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return;
        }

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, life.ApplicationStopping);
        try
        {
            context.Response.ContentType = "text/event-stream";
            var (seen, isFirst) = (0L, true);
            while ((session is null ? accounts.StillHolds(caller) : sessions.Check(session)?.Caller == caller) && !drawn.IsBroken)
            {
                var (parts, isDrawn, changed) = drawn.After(ref seen);
                if (isDrawn)
                {
                    var at = $"{site.LocalTime(time.GetUtcNow()):HH:mm:ss}";
                    await SendAsync(context, Message(parts, at, isFirst), stop.Token);
                    isFirst = false;
                }

                await changed.WaitAsync(stop.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // The browser has gone, or takes nothing any more, or the gateway stops.
            context.Abort();
        }
        finally
        {
            board.Close(drawn);
        }
    }

    private static byte[] Message(IReadOnlyList<DrawnPart> parts, string at, bool isFirst) => Encoding.UTF8.GetBytes(
        (isFirst ? $"retry: 2000\nevent: hello\ndata: {Json(new { version = Assets.ConsoleAssets.Instance.Version })}\n\n" : "")
        + string.Concat(parts.Select(part => $"event: part\ndata: {Json(new { name = part.Name, html = part.Html })}\n\n"))
        + $"event: word\ndata: {Json(new { at })}\n\n");

    private static string Json<T>(T value) => JsonSerializer.Serialize(value);

    private static async Task SendAsync(HttpContext context, byte[] message, CancellationToken stop)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
        patience.CancelAfter(_patience);
        await context.Response.Body.WriteAsync(message, patience.Token);
        await context.Response.Body.FlushAsync(patience.Token);
    }
}
