using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Site.Edits;

namespace Zhuhui.Edge.Gateway.Admin;

internal sealed record SiteRequest;

/// <summary>The site file that the running gateway took up, over the <see cref="AdminSocket"/>: the file itself may be half
/// edited.</summary>
internal static class SiteEndpoint
{
    private const string SitePath = "/admin/site";

    public static void MapSite(this WebApplication app) => app.MapPost(SitePath, (HttpContext context, SiteInForce inForce) =>
        AdminSocket.IsOver(context) && inForce.Source is { } source ? Results.Json(source, EventJson.Options) : Results.NotFound());

    /// <returns>Null where no gateway runs on this data folder.</returns>
    public static Task<SiteSource?> TryAskAsync(string dataFolder, CancellationToken cancellationToken) =>
        AdminSocket.TryAskAsync<SiteRequest, SiteSource>(dataFolder, SitePath, new SiteRequest(), cancellationToken);
}
