using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Admin;
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
internal sealed record DoorOrder(DoorOrderKind Order, int? Minutes = null);

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
    private const int MostMinutes = 24 * 60;

    public static void MapDoors(this IEndpointRouteBuilder api)
    {
        api.MapGet("/doors", (StatusBoard board) => TypedResults.Ok(new DoorList(board.Doors)))
            .WithName("listDoors").WithSummary("All doors as they are seen to be").For(Roles.Readers);
        api.MapGet("/doors/{id}", Results<Ok<DoorStatus>, ProblemHttpResult> (string id, StatusBoard board, SiteFile site) =>
            board.Doors.FirstOrDefault(door => door.Id == id) is { } found ? TypedResults.Ok(found) : NoSuchDoor(id, site))
            .WithName("getDoor").WithSummary("One door").For(Roles.Readers);
        api.MapPost("/doors/{id}/orders", async Task<Results<Ok<DoorOrderAnswer>, Accepted<DoorOrderAnswer>, ProblemHttpResult>> (
            string id, DoorOrder order, HttpContext context, OperatorCommands commands, SiteFile site, TimeProvider time,
            CancellationToken cancellationToken) => site.Doors.Any(door => door.Id == id)
                ? await SubmitAsync(order, id, context, commands, site, time, cancellationToken) : NoSuchDoor(id, site))
            .WithName("orderDoor").WithSummary("Unlocks a door once, holds it open, locks it down, or ends that")
            .ProducesProblem(StatusCodes.Status409Conflict).For(Roles.Duty);
        api.MapPost("/doors/orders", (DoorOrder order, HttpContext context, OperatorCommands commands, SiteFile site,
            TimeProvider time, CancellationToken cancellationToken) =>
            SubmitAsync(order, null, context, commands, site, time, cancellationToken))
            .WithName("orderAllDoors").WithSummary("The same for all doors")
            .ProducesProblem(StatusCodes.Status409Conflict).For(Roles.Duty);
    }

    /// <summary>An order is as old as the connection it came over: one whose sender has gone is not carried out.</summary>
    private static async Task<Results<Ok<DoorOrderAnswer>, Accepted<DoorOrderAnswer>, ProblemHttpResult>> SubmitAsync(DoorOrder order,
        string? door, HttpContext context, OperatorCommands commands, SiteFile site, TimeProvider time,
        CancellationToken cancellationToken)
    {
        if (order.Minutes is < 1 or > MostMinutes)
        {
            return ApiProblem.Of(StatusCodes.Status400BadRequest, "badMinutes", ApiTexts.Minutes(MostMinutes), site.Language);
        }

        cancellationToken.ThrowIfCancellationRequested();
        var request = new OrderRequest((CommandKind)order.Order, door, context.Caller().Name, order.Minutes, null);
        var (refusal, words) = await CommandsEndpoint.OrderAsync(commands, request, time, cancellationToken);
        if (refusal is not null)
        {
            return ApiProblem.Of(StatusCodes.Status409Conflict, refusal.Code, refusal.Because, site.Language);
        }

        var answer = new DoorOrderAnswer(order.Order, door, [.. words.Select(word => new DoorAnswer(word.Door, word.Outcome,
            word.Refused?.Because.In(site.Language), word.Refused?.Code))]);
        return words.Any(word => word.Outcome == DoorOutcome.NoAnswer) ? TypedResults.Accepted((string?)null, answer)
            : TypedResults.Ok(answer);
    }

    private static ProblemHttpResult NoSuchDoor(string id, SiteFile site) => ApiProblem.Of(StatusCodes.Status404NotFound, "noSuchDoor",
        ApiTexts.NoSuchDoor(id), site.Language);
}
