using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Admin;
using Zhuhui.Edge.Gateway.Api.Access;
using Zhuhui.Edge.Gateway.Api.Problems;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.Perimeter;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Api.Operations;

internal sealed record PlaceList(IReadOnlyList<PlaceStatus> Places);

/// <summary>Arms or disarms places, or gives them back to the site file.</summary>
/// <param name="What">A camera, which means all of its places, or camera/zone; nothing for all.</param>
/// <param name="Minutes">1 to 10080; nothing: until somebody says otherwise.</param>
internal sealed record PlaceOrder(WatchOrder Order, Ring? Ring = null, string? What = null, int? Minutes = null);

internal static class PlaceEndpoints
{
    public static void MapPlaces(this IEndpointRouteBuilder api)
    {
        api.MapGet("/places", (PerimeterWatch watch) => TypedResults.Ok(new PlaceList(watch.Places)))
            .WithName("listPlaces").WithSummary("What is watched, and what of it is armed").For(Roles.Staff);
        api.MapPost("/places/orders", Order).WithName("orderPlaces").WithSummary("Arms or disarms, or ends that")
            .ProducesProblem(StatusCodes.Status404NotFound).For(Roles.Duty);
    }

    private static Results<Ok<WatchAnswer>, ProblemHttpResult> Order(PlaceOrder order, HttpContext context, PerimeterWatch watch,
        EventLedger ledger, SiteFile site)
    {
        if (order.Minutes is < 1 or > WatchEndpoint.MostMinutes)
        {
            return ApiProblem.Of(StatusCodes.Status400BadRequest, "badMinutes", ApiTexts.Minutes(WatchEndpoint.MostMinutes),
                site.Language);
        }

        var places = watch.Order(order.Order, order.Ring, order.What, order.Minutes is { } minutes ? TimeSpan.FromMinutes(minutes) : null,
            context.Caller().Name);
        ledger.FlushAlarms();
        return places.Count == 0 && (order.What is not null || order.Ring is not null)
            ? ApiProblem.Of(StatusCodes.Status404NotFound, "noSuchPlace", ApiTexts.NoSuchPlace(order.What ?? $"{order.Ring}"),
                site.Language)
            : TypedResults.Ok(new WatchAnswer(places));
    }
}
