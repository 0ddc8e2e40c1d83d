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

/// <summary>An order that is on record and was handed to its doors. What they made of it has records of its own.</summary>
/// <param name="Door">Null for all.</param>
internal sealed record DoorOrderTaken(DoorOrderKind Order, string? Door);

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
        api.MapPost("/doors/{id}/orders", Results<Accepted<DoorOrderTaken>, ProblemHttpResult> (string id, DoorOrder order,
            HttpContext context, OperatorCommands commands, SiteFile site, CancellationToken cancellationToken) =>
            site.Doors.Any(door => door.Id == id) ? Submit(order, id, context, commands, site, cancellationToken) : NoSuchDoor(id, site))
            .WithName("orderDoor").WithSummary("Unlocks a door once, holds it open, locks it down, or ends that")
            .ProducesProblem(StatusCodes.Status409Conflict).For(Roles.Duty);
        api.MapPost("/doors/orders", (DoorOrder order, HttpContext context, OperatorCommands commands, SiteFile site,
            CancellationToken cancellationToken) => Submit(order, null, context, commands, site, cancellationToken))
            .WithName("orderAllDoors").WithSummary("The same for all doors")
            .ProducesProblem(StatusCodes.Status409Conflict).For(Roles.Duty);
    }

    /// <summary>An order is as old as the connection it came over: one whose sender has gone is not carried out.</summary>
    private static Results<Accepted<DoorOrderTaken>, ProblemHttpResult> Submit(DoorOrder order, string? door, HttpContext context,
        OperatorCommands commands, SiteFile site, CancellationToken cancellationToken)
    {
        if (order.Minutes is < 1 or > MostMinutes)
        {
            return ApiProblem.Of(StatusCodes.Status400BadRequest, "badMinutes", ApiTexts.Minutes(MostMinutes), site.Language);
        }

        cancellationToken.ThrowIfCancellationRequested();
        var request = new OrderRequest((CommandKind)order.Order, door, context.Caller().Name, order.Minutes, null);
        return commands.SubmitLocal(request.ToCommand) is { } refusal
            ? ApiProblem.Of(StatusCodes.Status409Conflict, refusal.Code, refusal.Because, site.Language)
            : TypedResults.Accepted((string?)null, new DoorOrderTaken(order.Order, door));
    }

    private static ProblemHttpResult NoSuchDoor(string id, SiteFile site) => ApiProblem.Of(StatusCodes.Status404NotFound, "noSuchDoor",
        ApiTexts.NoSuchDoor(id), site.Language);
}
