using Zhuhui.Edge.Gateway.Admin;
using Zhuhui.Edge.Gateway.Events;

namespace Zhuhui.Edge.Gateway.Outside;

internal sealed record OutsideListRequest;

/// <summary>What goes outside over the <see cref="AdminSocket"/>.</summary>
internal static class OutsideEndpoint
{
    private const string ListPath = "/admin/outside/list";
    private const string TestPath = "/admin/outside/test";

    public static void MapOutside(this WebApplication app)
    {
        app.MapPost(ListPath, async (HttpContext context, OutsideBoard board, CancellationToken cancellationToken) =>
            !AdminSocket.IsOver(context) ? Results.NotFound()
            : await AdminSocket.ReadAsync<OutsideListRequest>(context, cancellationToken) is null ? Results.BadRequest()
            : Results.Json(board.Now, EventJson.Options));
        app.MapPost(TestPath, async (HttpContext context, OutsideBoard board, CancellationToken cancellationToken) =>
            !AdminSocket.IsOver(context) ? Results.NotFound()
            : await AdminSocket.ReadAsync<OutsideTestRequest>(context, cancellationToken) is
            {
                Target: not null, Operator.Length: > 0 and <= AdminSocket.LongestOperator
            } request ? Results.Json(await board.TestAsync(request), EventJson.Options) : Results.BadRequest());
    }

    /// <returns>Null where no gateway runs on this data folder.</returns>
    public static Task<OutsideStatus?> TryListAsync(string dataFolder, CancellationToken cancellationToken) =>
        AdminSocket.TryAskAsync<OutsideListRequest, OutsideStatus>(dataFolder, ListPath, new OutsideListRequest(), cancellationToken);

    /// <returns>Null where no gateway runs on this data folder.</returns>
    public static Task<OutsideTestAnswer?> TryTestAsync(string dataFolder, OutsideTestRequest request,
        CancellationToken cancellationToken) =>
        AdminSocket.TryAskAsync<OutsideTestRequest, OutsideTestAnswer>(dataFolder, TestPath, request, cancellationToken);
}
