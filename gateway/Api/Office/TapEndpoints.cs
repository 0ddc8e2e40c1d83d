using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Api.Access;
using Zhuhui.Edge.Gateway.Api.Problems;
using Zhuhui.Edge.Gateway.Api.Records;
using Zhuhui.Edge.Gateway.Devices;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Api.Office;

/// <summary>How far a card is that is to be tapped.</summary>
/// <param name="Until">When nobody waits any more.</param>
/// <param name="Open">The next card that nobody has is the one.</param>
/// <param name="Card">As <c>giveCard</c> takes it; null where none was read.</param>
internal sealed record TapView(string Id, string Reader, DateTimeOffset Until, bool Open, string? Card)
{
    public static TapView Of(CardTap tap) => new(tap.Id, tap.Reader, tap.Until, tap.IsOpen, tap.Read is { } read ? CardTaps.Print(read)
        : null);
}

/// <summary>A card by tapping it at a reader: it opens nothing, and gives nobody anything before <c>giveCard</c> does.</summary>
internal static class TapEndpoints
{
    public static void MapTaps(this IEndpointRouteBuilder api)
    {
        api.MapPost("/readers/{reader}/taps", Results<Created<TapView>, ProblemHttpResult> (string reader, HttpContext context,
            CardTaps taps, SiteFile site) => !CardTaps.ReadersOf(site).Contains(reader, StringComparer.Ordinal)
                ? Refusals.NotHere(site.Language)
                : taps.Begin(reader, context.Caller().Name) is { } tap
                    ? TypedResults.Created($"/api/v1/readers/{reader}/taps/{tap.Id}", TapView.Of(tap))
                : ApiProblem.Of(StatusCodes.Status409Conflict, "readerInUse", RecordTexts.ReaderInUse(reader), site.Language))
            .WithName("awaitCard").WithSummary("For a minute the next card at the reader that nobody has is the office's")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict).For(Roles.Desk);
        api.MapGet("/readers/{reader}/taps/{tap}", Results<Ok<TapView>, ProblemHttpResult> (string reader, string tap,
            HttpContext context, CardTaps taps, SiteFile site) => taps.Find(tap, context.Caller().Name) is { } found
                && found.Reader == reader ? TypedResults.Ok(TapView.Of(found)) : Refusals.NotHere(site.Language))
            .WithName("getAwaitedCard").WithSummary("The card that was read at the reader, if one was")
            .ProducesProblem(StatusCodes.Status404NotFound).For(Roles.Desk);
    }
}
