using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Admin.Health;
using Zhuhui.Edge.Gateway.Api.Access;
using Zhuhui.Edge.Gateway.Api.Problems;
using Zhuhui.Edge.Gateway.Doors.Commands;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Api.Operations;

/// <summary>What can be ordered of a door.</summary>
internal enum DoorOrderKind
{
    Unlock = CommandKind.Unlock,
    HoldOpen = CommandKind.HoldOpen,
    Lockdown = CommandKind.Lockdown,
    Normal = CommandKind.Normal,
    Forgive = CommandKind.Forgive,
}

/// <param name="Minutes">How long holdOpen or lockdown is to hold: 1 to 1440; nothing for the others.</param>
/// <param name="Reason">Why, in one line of up to 200 letters; no names of people: the record goes to the district, and stays.</param>
/// <param name="Code">For holdOpen and lockdown of an account with a second factor: a code of the phone that was not used yet.</param>
internal sealed record DoorOrder(DoorOrderKind Order, int? Minutes = null, string? Reason = null, string? Code = null);

/// <summary>An order that is on record, and what its doors made of it within about a second, each by its own word.</summary>
/// <param name="Door">Null for all.</param>
/// <param name="Doors">None of an order that moves no door. One with noAnswer is ordered all the same: what it does is among the events and
/// in the live state.</param>
internal sealed record DoorOrderAnswer(DoorOrderKind Order, string? Door, IReadOnlyList<DoorAnswer> Doors);

/// <param name="Outcome">As it was seen; what was ordered is no outcome.</param>
/// <param name="Reason">Why it is not as was ordered, as far as that is known.</param>
/// <param name="ReasonCode">The same for programs.</param>
internal sealed record DoorAnswer(string Door, DoorOutcome Outcome, string? Reason, string? ReasonCode);

internal sealed record DoorList(IReadOnlyList<DoorStatus> Doors);

internal static class DoorEndpoints
{
    public static void MapDoors(this IEndpointRouteBuilder api)
    {
        api.MapGet("/doors", (StatusBoard board) => TypedResults.Ok(new DoorList(board.Doors)))
            .WithName("listDoors").WithSummary("All doors as they are seen to be").For(Roles.Readers);
        api.MapGet("/doors/{id}", Results<Ok<DoorStatus>, ProblemHttpResult> (string id, StatusBoard board, SiteFile site) =>
            board.Doors.FirstOrDefault(door => door.Id == id) is { } found ? TypedResults.Ok(found) : NoSuchDoor(id, site))
            .WithName("getDoor").WithSummary("One door").For(Roles.Readers);
        api.MapPost("/doors/{id}/orders", (string id, DoorOrder order, HttpContext context, DoorOrders orders, SiteFile site,
            CancellationToken cancellationToken) => SubmitAsync(order, id, context, orders, site, cancellationToken))
            .WithName("orderDoor").WithSummary("Unlocks a door once, holds it open, locks it down, or ends that")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status503ServiceUnavailable).For(Roles.Duty);
        api.MapPost("/doors/orders", (DoorOrder order, HttpContext context, DoorOrders orders, SiteFile site,
            CancellationToken cancellationToken) => SubmitAsync(order, null, context, orders, site, cancellationToken))
            .WithName("orderAllDoors").WithSummary("The same for all doors")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable).For(Roles.Duty);
    }

    /// <summary>An order is as old as the connection it came over: one whose sender has gone is not carried out.</summary>
    private static async Task<Results<Ok<DoorOrderAnswer>, Accepted<DoorOrderAnswer>, ProblemHttpResult>> SubmitAsync(DoorOrder order,
        string? door, HttpContext context, DoorOrders orders, SiteFile site, CancellationToken cancellationToken)
    {
        var result = await orders.SubmitAsync(context.Caller(), door, order, cancellationToken);
        if (result.Again is { } again)
        {
            context.Response.Headers.RetryAfter = Math.Ceiling(again.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        }

        if (result.Refused is { } refusal)
        {
            return ApiProblem.Of(result.Status, refusal.Code, refusal.Because, site.Language);
        }

        var answer = new DoorOrderAnswer(order.Order, door, [.. result.Doors.Select(word => new DoorAnswer(word.Door, word.Outcome,
            word.Refused?.Because.In(site.Language), word.Refused?.Code))]);
        return result.Status == StatusCodes.Status202Accepted ? TypedResults.Accepted((string?)null, answer) : TypedResults.Ok(answer);
    }

    private static ProblemHttpResult NoSuchDoor(string id, SiteFile site) => ApiProblem.Of(StatusCodes.Status404NotFound, "noSuchDoor",
        ApiTexts.NoSuchDoor(id), site.Language);
}
