using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Admin.Duty;
using Zhuhui.Edge.Gateway.Api.Access;
using Zhuhui.Edge.Gateway.Api.Problems;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Api.Operations;

internal sealed record AreaCounts(IReadOnlyList<AreaCount> Areas);

internal static class InsideEndpoints
{
    public static void MapInside(this IEndpointRouteBuilder api)
    {
        api.MapGet("/inside", (InsideBoard board) => TypedResults.Ok(new AreaCounts(board.Counts)))
            .WithName("countInside").WithSummary("How many people are in each area").For(Roles.Staff);
        api.MapGet("/inside/people", Results<Ok<InsideList>, ProblemHttpResult> (HttpContext context, InsideBoard board, SiteFile site,
            string? area = null) => area is null || board.IsArea(area) ? TypedResults.Ok(board.List(context.Caller().Name, area))
            : ApiProblem.Of(StatusCodes.Status404NotFound, "noSuchArea", ApiTexts.NoSuchArea(area), site.Language))
            .WithName("listInside").WithSummary("Who is inside, and since when; the look is on record")
            .ProducesProblem(StatusCodes.Status404NotFound).For(Roles.Staff);
    }
}
