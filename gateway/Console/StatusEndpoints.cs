using System.Text;
using Zhuhui.Edge.Gateway.Admin.Health;
using Zhuhui.Edge.Gateway.Api.Access;
using Zhuhui.Edge.Gateway.Api.Listening;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Texts;
using Zhuhui.Edge.Gateway.Texts.Pages;

namespace Zhuhui.Edge.Gateway.Console;

/// <summary>What programs on this machine ask without a login: how the gateway is, in figures that name nobody and show no picture. People
/// are told where the console is.</summary>
internal static class StatusEndpoints
{
    public static void MapStatus(this WebApplication app)
    {
        app.MapGet("/", (HttpContext context, SiteFile site) => ApiListener.IsOver(context) ? Results.LocalRedirect("~/start")
            : Results.Text(Where(site).In(site.Language) + "\n", "text/plain; charset=utf-8", Encoding.UTF8))
            .WithMetadata(new EveryListener()).ExcludeFromDescription();
        app.MapGet("/status.json", (StatusBoard board) => Results.Json(board.Now(), EventJson.Options));
        app.MapGet("/metrics", (PrometheusPage page, EventLedger ledger) =>
        {
            var figures = page.Format();
            ledger.FlushAlarms();
            return Results.Text(figures, PrometheusPage.ContentType);
        });
        app.MapGet("/healthz", (StatusBoard board) =>
        {
            var status = board.Now();
            return Results.Text(status.Healthy ? "ok\n" : "degraded\n", "text/plain; charset=utf-8", Encoding.UTF8,
                status.LedgerDegraded ? 503 : 200);
        });
    }

    private static Wording Where(SiteFile site) => site.Web is not { } web ? FrameTexts.NoConsole
        : FrameTexts.ConsoleIsAt($"https://{NameOf(web)}:{web.Port}/");

    private static string NameOf(WebOptions web) => web switch
    {
        { Names: [var name, ..] } => name,
        { Host: "" or "0.0.0.0" or "::" } => Environment.MachineName,
        _ => web.Host,
    };
}
