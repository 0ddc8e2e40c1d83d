using System.Text;
using Microsoft.AspNetCore.Routing;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Api.Access;
using Zhuhui.Edge.Gateway.Api.Live;
using Zhuhui.Edge.Gateway.Console.Views;

namespace Zhuhui.Edge.Gateway.Console.Live;

/// <summary>The one event stream of a page: all of its parts first, then each that has changed, and a word where none has, so
/// that the page knows how old it is.</summary>
internal static class SheetEndpoint
{
    private static readonly byte[] _hello = Encoding.UTF8.GetBytes(DrawnSheet.Event("hello",
        new { version = Assets.ConsoleAssets.Instance.Version }));

    public static void MapSheets(this IEndpointRouteBuilder pages)
    {
        // Whether a session still holds: an EventSource says only that it was refused.
        pages.MapGet("/live", () => TypedResults.NoContent()).For(Roles.Anybody);
        pages.MapGet("/live/{sheet}", WatchAsync).DisableRateLimiting().For(Roles.Anybody);
    }

    private static async Task WatchAsync(string sheet, HttpContext context, SheetBoard board, LiveBoard live, PageAnswers answers,
        AccountStore accounts, AccountSessions sessions, IHostApplicationLifetime life, TimeProvider time)
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

        try
        {
            var (seen, isFirst) = (0L, true);
            await StreamAnswer.SendAsync(context, () => session is null ? accounts.StillHolds(caller)
                : sessions.Check(session)?.Caller == caller, live.LongestStream, life, time, () =>
            {
                if (drawn.IsBroken)
                {
                    return null;
                }

                var (word, changed) = drawn.After(ref seen);
                IReadOnlyList<byte[]> messages = word is null ? [] : isFirst ? [_hello, word] : [word];
                isFirst &= word is null;
                return (messages, changed);
            });
        }
        finally
        {
            board.Close(drawn);
        }
    }
}
