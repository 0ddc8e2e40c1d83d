using Zhuhui.Edge.Gateway.Care;
using Zhuhui.Edge.Gateway.Events;

namespace Zhuhui.Edge.Gateway.Admin.Office;

/// <param name="Notice">Null for all.</param>
internal sealed record NoticeRequest(string? Notice, string Operator);

/// <param name="Notices">Which somebody has seen to now; none: there is no such notice.</param>
internal sealed record NoticeAnswer(IReadOnlyList<string> Notices);

/// <summary>Seeing to quiet notices: recorded before it is answered.</summary>
internal sealed class NoticeBook(CareWatch care)
{
    public NoticeAnswer Acknowledge(string? notice, string by) => new(care.Acknowledge(notice, by));
}

/// <summary>Seeing to quiet notices over the <see cref="AdminSocket"/>.</summary>
internal static class NoticesEndpoint
{
    private const string NoticesPath = "/admin/notices/acknowledge";

    public static void MapNotices(this WebApplication app) => app.MapPost(NoticesPath, async (HttpContext context, NoticeBook notices,
        CancellationToken cancellationToken) => !AdminSocket.IsOver(context) ? Results.NotFound()
            : await AdminSocket.ReadAsync<NoticeRequest>(context, cancellationToken) is
            {
                Operator.Length: > 0
                and <= AdminSocket.LongestOperator
            } request
                ? Results.Json(notices.Acknowledge(request.Notice, request.Operator), EventJson.Options)
            : Results.BadRequest());

    /// <returns>Null where no gateway runs on this data folder.</returns>
    public static Task<NoticeAnswer?> TryAskAsync(string dataFolder, NoticeRequest request, CancellationToken cancellationToken) =>
        AdminSocket.TryAskAsync<NoticeRequest, NoticeAnswer>(dataFolder, NoticesPath, request, cancellationToken);
}
