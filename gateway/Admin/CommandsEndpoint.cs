using System.Text.Json.Serialization;
using Zhuhui.Edge.Gateway.Doors.Commands;
using Zhuhui.Edge.Gateway.Events;

namespace Zhuhui.Edge.Gateway.Admin;

/// <summary>An operator's order on its way to the running gateway, as the socket has it.</summary>
/// <param name="Door">Null for all doors.</param>
/// <param name="Minutes">How long the mode is to hold.</param>
/// <param name="Person">Whom to forgive; null for everybody.</param>
/// <param name="Reason">Why, in the operator's own words; null where none is given.</param>
internal sealed record OrderRequest(CommandKind Kind, string? Door, string Operator, int? Minutes, string? Person, string? Reason = null)
{
    public const int LongestReason = 200;

    /// <summary>A reason that a record, a page and a line of the log can take.</summary>
    public static bool IsReason(string? reason) => reason is null || (reason.Length <= LongestReason && !string.IsNullOrWhiteSpace(reason)
        && !reason.Any(char.IsControl));

    /// <summary>The relay of a door is pulsed by the door itself, so that nothing opens without a record.</summary>
    public static OrderRequest WiringTest(string door, string by, string reason) =>
        new(CommandKind.Unlock, door, by, null, null, reason) { IsTest = true };

    [JsonIgnore]
    public bool IsTest { get; private init; }

    public OperatorCommand ToCommand(DateTimeOffset now) => OperatorCommand.GivenHere(Kind, Door, Operator, now) with
    {
        Until = Minutes is { } minutes ? now.AddMinutes(minutes) : null,
        Person = Person,
        Reason = Reason,
        IsTest = IsTest,
    };
}

/// <param name="Refused">Why it was not ordered; null where it is on record and was handed to its doors.</param>
/// <param name="Doors">What they made of it, each by its own word; none of an order that moves no door.</param>
internal sealed record OrderAnswer(Refusal? Refused, IReadOnlyList<DoorWord> Doors);

/// <summary>Operators' orders over the <see cref="AdminSocket"/>. The operator waits for the answer, so an order is as old as the
/// connection it came over: one whose sender has gone is not carried out.</summary>
internal static class CommandsEndpoint
{
    private const string OrdersPath = "/admin/orders";

    public static void MapOrders(this WebApplication app) => app.MapPost(OrdersPath, async (HttpContext context, OperatorCommands orders,
        TimeProvider time, CancellationToken cancellationToken) =>
    {
        if (!AdminSocket.IsOver(context))
        {
            return Results.NotFound();
        }

        if (await AdminSocket.ReadAsync<OrderRequest>(context, cancellationToken) is not { Operator: not null } request
            || !request.Kind.IsForDoors() || !OrderRequest.IsReason(request.Reason))
        {
            return Results.BadRequest();
        }

        cancellationToken.ThrowIfCancellationRequested();
        return Results.Json(await OrderAsync(orders, request, time, cancellationToken), EventJson.Options);
    });

    /// <summary>Puts the order on record, hands it to its doors, and waits about a second for what they say.</summary>
    public static async Task<OrderAnswer> OrderAsync(OperatorCommands orders, OrderRequest request, TimeProvider time,
        CancellationToken cancellationToken)
    {
        List<DoorReply> replies = [];
        return orders.SubmitLocal(request.ToCommand, replies) is { } refusal ? new OrderAnswer(refusal, [])
            : new OrderAnswer(null, await DoorReply.AllAsync(replies, time, cancellationToken));
    }

    /// <returns>Null where no gateway runs on this data folder.</returns>
    public static Task<OrderAnswer?> TryAskAsync(string dataFolder, OrderRequest request, CancellationToken cancellationToken) =>
        AdminSocket.TryAskAsync<OrderRequest, OrderAnswer>(dataFolder, OrdersPath, request, cancellationToken);
}
