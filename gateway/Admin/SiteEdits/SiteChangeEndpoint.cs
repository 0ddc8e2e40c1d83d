using Zhuhui.Edge.Gateway.Events;

namespace Zhuhui.Edge.Gateway.Admin.SiteEdits;

/// <summary>What is to be done with the site file.</summary>
internal enum SiteErrand
{
    /// <summary>Say how the last change stands.</summary>
    Status,
    Apply,
    Keep,
    GiveUp,
}

/// <param name="Text">The whole file, to apply it.</param>
/// <param name="State">That of the file that was edited; null: whichever lies there.</param>
internal sealed record SiteChangeRequest(SiteErrand Errand, string? Operator = null, string? Text = null, string? State = null,
    bool MayRestart = false);

/// <param name="Answer">To what was to be applied.</param>
/// <param name="IsDone">To what was to be kept or given up: false where nothing is on trial.</param>
/// <param name="State">Of the file as it lies there.</param>
internal sealed record SiteChangeAnswer(SiteAnswer? Answer, bool IsDone, SiteTrialStatus? Status, string State);

/// <summary>The site file changed by the command line, over the <see cref="AdminSocket"/>.</summary>
internal static class SiteChangeEndpoint
{
    private const string ChangePath = "/admin/site/change";

    public static void MapSiteChange(this WebApplication app) => app.MapPost(ChangePath,
        async (HttpContext context, SiteChanges changes, CancellationToken cancellationToken) =>
        {
            if (!AdminSocket.IsOver(context))
            {
                return Results.NotFound();
            }

            var request = await AdminSocket.ReadAsync<SiteChangeRequest>(context, cancellationToken);
            if (request is null || !Enum.IsDefined(request.Errand) || (request.Errand != SiteErrand.Status
                && request.Operator is not { Length: > 0 and <= AdminSocket.LongestOperator }))
            {
                return Results.BadRequest();
            }

            var (answer, isDone) = request.Errand switch
            {
                SiteErrand.Apply => (await changes.ApplyAsync(new SiteChange(request.Text ?? "", request.State ?? changes.Seen().State,
                    request.Operator!, request.MayRestart), cancellationToken), true),
                SiteErrand.Keep => (null, await changes.KeepAsync(request.Operator!)),
                SiteErrand.GiveUp => (null, await changes.GiveUpAsync(request.Operator!)),
                _ => ((SiteAnswer?)null, true),
            };
            return Results.Json(new SiteChangeAnswer(answer, isDone, changes.Status, changes.Seen().State), EventJson.Options);
        });

    /// <returns>Null where no gateway runs on this data folder.</returns>
    public static Task<SiteChangeAnswer?> TryAskAsync(string dataFolder, SiteChangeRequest request, CancellationToken cancellationToken) =>
        AdminSocket.TryAskAsync<SiteChangeRequest, SiteChangeAnswer>(dataFolder, ChangePath, request, cancellationToken);
}
