using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Api.Access;
using Zhuhui.Edge.Gateway.Api.Problems;
using Zhuhui.Edge.Gateway.Outside;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Site.Outside;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Api.Operations;

/// <summary>Somebody who is told of alarms outside the console.</summary>
/// <param name="Where">The host; no address, for that may hold a key.</param>
/// <param name="Waiting">How many wait to be told.</param>
/// <param name="Problem">Why the last try failed, with what helps.</param>
/// <param name="Refused">It will not take them: somebody has to do something.</param>
internal sealed record OutsideTarget(string Id, TargetKind Kind, string Where, long Waiting, DateTimeOffset? LastSuccess, string? Problem,
    DateTimeOffset? ProblemAt, bool Refused);

/// <param name="Sounding">As its relay was read back.</param>
/// <param name="Problem">Why it does not do as it is told.</param>
internal sealed record OutsideSiren(bool Sounding, string? Problem);

/// <param name="Siren">Nothing where the site has none.</param>
internal sealed record OutsideAnswer(IReadOnlyList<OutsideTarget> Targets, OutsideSiren? Siren);

/// <param name="Delivered">It was taken; of the siren, that its relay was seen to move.</param>
/// <param name="Problem">Why not, with what helps.</param>
internal sealed record OutsideTestResult(bool Delivered, string? Problem);

internal static class OutsideEndpoints
{
    public static void MapOutsideTargets(this IEndpointRouteBuilder api)
    {
        api.MapGet("/outside", (OutsideBoard board, SiteFile site) => TypedResults.Ok(Answer(board.Now, site.Language)))
            .WithName("listOutside").WithSummary("Who is told of alarms outside the console, and how that fares").For(Roles.Technics);
        api.MapPost("/outside/{target}/test", TestAsync).WithName("testOutside")
            .WithSummary("Sends a message that says it is a test, or sounds the siren for a second")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status429TooManyRequests)
            .For(Roles.Technics);
    }

    private static OutsideAnswer Answer(OutsideStatus status, Language language) => new(
        [.. status.Targets.Select(one => new OutsideTarget(one.Id, one.Kind, one.Where, one.Waiting, one.LastSuccess,
            one.Problem?.In(language), one.ProblemAt, one.IsRefused))],
        status.Siren is { } siren ? new OutsideSiren(siren.Sounding, siren.Problem?.In(language)) : null);

    private static async Task<Results<Ok<OutsideTestResult>, ProblemHttpResult>> TestAsync(string target, HttpContext context,
        OutsideBoard board, SiteFile site)
    {
        var answer = await board.TestAsync(new OutsideTestRequest(target, context.Caller().Name));
        return answer is { Code: { } code, Why: { } why }
            ? ApiProblem.Of(code == "noSuchTarget" ? StatusCodes.Status404NotFound : StatusCodes.Status429TooManyRequests, code, why,
                site.Language)
            : TypedResults.Ok(new OutsideTestResult(answer.Delivered, answer.Why?.In(site.Language)));
    }
}
