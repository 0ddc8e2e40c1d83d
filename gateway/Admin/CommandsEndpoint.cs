using Zhuhui.Edge.Gateway.Doors.Commands;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Admin;

/// <summary>An operator's order on its way to the running gateway, as the socket has it.</summary>
/// <param name="Door">Null for all doors.</param>
/// <param name="Minutes">How long the mode is to hold.</param>
/// <param name="Person">Whom to forgive; null for everybody.</param>
internal sealed record OrderRequest(CommandKind Kind, string? Door, string Operator, int? Minutes, string? Person)
{
    public OperatorCommand ToCommand(DateTimeOffset now) => OperatorCommand.GivenHere(Kind, Door, Operator, now) with
    {
        Until = Minutes is { } minutes ? now.AddMinutes(minutes) : null,
        Person = Person,
    };
}

/// <param name="Refused">Why not; null where it was carried out.</param>
internal sealed record OrderAnswer(Wording? Refused);

/// <summary>Operators' orders over the <see cref="AdminSocket"/>. The operator waits for the answer, so an order is as old as the
/// connection it came over: one whose sender has gone is not carried out.</summary>
internal static class CommandsEndpoint
{
    private const string OrdersPath = "/admin/orders";

    public static void MapOrders(this WebApplication app) => app.MapPost(OrdersPath, async (HttpContext context, OperatorCommands orders,
        CancellationToken cancellationToken) =>
    {
        if (!AdminSocket.IsOver(context))
        {
            return Results.NotFound();
        }

        if (await AdminSocket.ReadAsync<OrderRequest>(context, cancellationToken) is not { Operator: not null } request
            || !request.Kind.IsForDoors())
        {
            return Results.BadRequest();
        }

        cancellationToken.ThrowIfCancellationRequested();
        return Results.Json(new OrderAnswer(orders.SubmitLocal(request.ToCommand)?.Because), EventJson.Options);
    });

    /// <returns>Null where no gateway runs on this data folder.</returns>
    public static Task<OrderAnswer?> TryAskAsync(string dataFolder, OrderRequest request, CancellationToken cancellationToken) =>
        AdminSocket.TryAskAsync<OrderRequest, OrderAnswer>(dataFolder, OrdersPath, request, cancellationToken);
}
