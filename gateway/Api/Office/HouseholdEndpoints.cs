using Microsoft.AspNetCore.Routing;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Admin.Office;
using Zhuhui.Edge.Gateway.Api.Access;
using Zhuhui.Edge.Gateway.Api.Records;
using Zhuhui.Edge.Gateway.People.Profiles;
using Zhuhui.Edge.Gateway.People.Rights;

namespace Zhuhui.Edge.Gateway.Api.Office;

/// <summary>Households: who lives where, who moves together, who moves out.</summary>
internal static class HouseholdEndpoints
{
    private const int UsualLimit = 100;

    public static void MapHouseholds(this IEndpointRouteBuilder api)
    {
        api.MapGet("/households", List).WithName("listHouseholds").WithSummary("Households, by their homes; or that of one home")
            .Produces<Page<HouseholdLine>>().ProducesProblem(StatusCodes.Status400BadRequest).For(Roles.Desk);
        api.MapGet("/households/{id}", Show).WithName("getHousehold").WithSummary("One household").Shows<HouseholdLine>()
            .For(Roles.Desk);
        api.MapPatch("/households/{id}", (string id, HouseholdPatch patch, OfficeActs acts, HttpContext context) =>
            acts.OnHouseholdAsync(context, id, "household-edit", patch.ToRequest(id)))
            .WithName("editHousehold").WithSummary("Changes its notes and vehicles").Changes().For(Roles.Desk);
        api.MapPost("/households/{id}/move", (string id, HouseholdMoveInput move, OfficeActs acts, HttpContext context) =>
            acts.OnHouseholdAsync(context, id, "household-move", new RightsRequest.HouseholdMove(id, move.Home)))
            .WithName("moveHousehold").WithSummary("All move to another home together").Changes().For(Roles.Desk);
        api.MapPost("/households/{id}/end", (string id, HouseholdEndInput end, OfficeActs acts, HttpContext context) =>
            acts.OnHouseholdAsync(context, id, "household-end", new RightsRequest.HouseholdEnd(id, end.At)))
            .WithName("endHousehold").WithSummary("All move out, and are erased after it").Changes().For(Roles.Desk);
    }

    private static IResult List(HttpContext context, PeopleLookup lookup, string? home = null, string? cursor = null,
        int limit = UsualLimit)
    {
        var answer = lookup.Find(new PeopleRequest.Households(context.Caller().Name, home, cursor, limit));
        return answer.Refused is { } refused ? OfficeActs.Refused(refused)
            : TypedResults.Ok(new Page<HouseholdLine>(answer.Households, answer.Total, answer.Next));
    }

    private static IResult Show(string id, HttpContext context, PeopleLookup lookup, OfficeRecords records, OfficeActs acts) =>
        records.Has(new HouseholdId(id)) && lookup.Find(new PeopleRequest.Households(context.Caller().Name, id)).Households is [var found]
            ? Preconditions.Shown(context, found, RecordState.Of(found)) : acts.NotHere();
}
