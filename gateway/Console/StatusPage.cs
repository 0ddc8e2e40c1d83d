using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using Zhuhui.Edge.CloudBridge.Settings;
using Zhuhui.Edge.Gateway.Admin;
using Zhuhui.Edge.Gateway.Admin.Health;
using Zhuhui.Edge.Gateway.Api.Access;
using Zhuhui.Edge.Gateway.Api.Listening;
using Zhuhui.Edge.Gateway.Cameras;
using Zhuhui.Edge.Gateway.Devices;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.Search;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Site.Edits;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Console;

/// <summary>The status page: doors, cameras, the hub and the last events on one plain page, and the same as JSON. Only this machine can
/// open it.</summary>
internal static class StatusPage
{
    private const int EventsShown = 25;
    private const int MostColumns = 4;

    private const string Style = """
        body{font:15px/1.45 system-ui,sans-serif;margin:0;background:#f4f5f7;color:#1c2330}
        header{background:#16324f;color:#fff;padding:14px 24px;display:flex;gap:16px;align-items:baseline;flex-wrap:wrap}
        header h1{font-size:20px;margin:0}
        main{padding:16px 24px;display:grid;gap:16px;grid-template-columns:repeat(auto-fit,minmax(460px,1fr))}
        section{background:#fff;border:1px solid #dde1e7;border-radius:8px;padding:12px 16px;overflow-x:auto}section.wide{grid-column:1/-1}
        h2{font-size:15px;margin:0 0 8px;color:#445}
        @media(max-width:520px){main{grid-template-columns:1fr;padding:12px}}
        table{border-collapse:collapse;width:100%}
        td,th{text-align:left;padding:4px 10px 4px 0;border-top:1px solid #eef0f3;vertical-align:top}
        th{border-top:0;color:#667;font-weight:600}.good{color:#0a7a3d;font-weight:600}
        .bad{color:#b3261e;font-weight:600}.alarm td{background:#fdecea}
        @media(max-width:520px){
          .many tr:first-child{display:none}.many tr{display:block;padding:6px 0;border-top:1px solid #eef0f3}
          .many td{display:flex;gap:8px;padding:1px 0;border:0}.many td::before{content:attr(data-head);color:#667;min-width:110px}
        }
        img{max-width:100%;border-radius:6px;background:#222;min-height:60px}.num{text-align:right;font-variant-numeric:tabular-nums}
        """;

    public static void MapStatusPage(this WebApplication app)
    {
        app.MapGet("/", (HttpContext context, StatusBoard board, EventBuffer buffer, EventFormatter text, SiteFile site,
            TimeProvider time) => ApiListener.IsOver(context) ? Results.LocalRedirect("~/start")
            : Results.Content(Render(board.Now(), buffer.Latest(EventsShown), text, site, time), "text/html; charset=utf-8"))
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
        app.MapGet("/cameras/{id}.jpg", async (string id, CamerasService cameras, CancellationToken cancellationToken) =>
            await cameras.StillAsync(id, cancellationToken) is { } still ? Results.Bytes(still, "image/jpeg") : Results.NotFound());
    }

    internal static string Render(Status status, IReadOnlyList<BufferedEvent> events, EventFormatter text, SiteFile site, TimeProvider time)
    {
        var language = site.Language;
        var zone = TimeZoneInfo.FindSystemTimeZoneById(site.TimeZone);
        string Say(Wording words) => words.In(language);
        string State(bool good, string yes, string no) => $"<span class=\"{(good ? "good" : "bad")}\">{(good ? yes : no)}</span>";
        var page = new StringBuilder();
        page.Append(CultureInfo.InvariantCulture, $"""
            <!doctype html><html lang="{Say(PageTexts.HtmlLanguage)}"><head><meta charset="utf-8"><meta http-equiv="refresh" content="3">
            <meta name="viewport" content="width=device-width">
            <title>Zhuhui.Edge {Html(site.Compound)}</title><style>{Style}</style></head><body>
            <header><h1>Zhuhui.Edge · {Html(status.Gateway)}</h1><span>{Say(PageTexts.Version)} {Html(status.Version)} ·
            {Say(PageTexts.Up)} {TimeSpan.FromSeconds((long)status.UptimeSeconds):c} ·
            {status.Residents} {Say(PageTexts.Residents)}</span></header><main>
            """);

        if (status.Clock is { Doubt: { } reason } clock)
        {
            page.Append(CultureInfo.InvariantCulture, $"<section class=\"wide\"><b class=\"bad\">"
                + $"{Html(text.Format(new ClockDoubted(reason, clock.Shown, clock.Time)))}</b></section>");
        }

        foreach (var file in status.NotInForce ?? [])
        {
            page.Append(CultureInfo.InvariantCulture,
                $"<section class=\"wide\"><p class=\"bad\">{Html(Say(Format(file, zone)))}</p></section>");
        }

        AlarmPart.Append(page, status, language, zone, text.DoorName);
        NoticePart.Append(page, status, text, zone);
        Table(page, Say(PageTexts.Doors), [Say(PageTexts.Door), Say(PageTexts.State), Say(PageTexts.Lock)], status.Doors.Select(d => new[]
        {
            Html(d.Name), Html(Say(DoorWords.Of(d.State))) + ModeName(d.Mode, Say),
            State(!d.Released && !d.ReleaseFailed, Say(PageTexts.AtRest),
                Say(d.ReleaseFailed ? PageTexts.ReleaseFailed : PageTexts.Released)),
        }));
        if (status.Devices.Count > 0)
        {
            Table(page, Say(PageTexts.Devices), [Say(PageTexts.Device), Say(PageTexts.State), Say(PageTexts.Outages)],
                status.Devices.Select(d => new[]
            {
                Html(d.Id),
                State(d.Online == true && !d.KeyRefused, Say(PageTexts.Online), Say(DeviceFault(d)))
                    + (d.Tampered ? $" {State(false, "", Say(PageTexts.Tampered))}" : ""),
                $"{d.Outages}",
            }));
        }

        Table(page, Say(PageTexts.Cameras), CameraTable.Heads(language), CameraTable.Rows(status.Cameras, language), wide: true);
        FacePart.Append(page, status.Faces, status.FaceRenewal, text.NameOf, text.DoorName, language);
        var kept = status.Link?.Promise == LinkPromise.Broker ? Say(PageTexts.AtBroker) : Say(PageTexts.InHubStore);
        var connected = State(status.HubConnected, Say(PageTexts.Connected), Say(PageTexts.NotConnected));
        Table(page, Say(PageTexts.Hub), [connected, Say(PageTexts.Journaled), Say(PageTexts.Published), kept],
            status.Streams.Select(s => new[] { Html(Say(StreamName(s.Stream))), $"{s.Journaled}", $"{s.Published}", $"{s.Acknowledged}" }));
        foreach (var note in status.Link?.Notes ?? [])
        {
            page.Append(CultureInfo.InvariantCulture, $"<p class=\"bad\">{Html(text.Format(LinkNoted.From(note)))}</p>");
        }

        page.Append(CultureInfo.InvariantCulture, $"<section class=\"wide\"><h2>{Say(PageTexts.LastEvents)}</h2><table>");
        foreach (var row in events)
        {
            page.Append(CultureInfo.InvariantCulture,
                $"<tr{(row.Stream == EventLedger.NameOf(EventStream.Alarms) ? " class=\"alarm\"" : "")}><td>"
                + $"{zone.At(row.At):MM-dd HH:mm:ss}</td><td>{Html(text.Format(row))}</td></tr>");
        }

        page.Append("</table></section>");
        foreach (var camera in status.Cameras.Where(c => c.Online))
        {
            page.Append(CultureInfo.InvariantCulture, $"<section><h2><a href=\"/cameras/{Html(camera.Id)}\">{Html(camera.Id)}</a></h2><img "
                + $"alt=\"{Html(camera.Id)}\" src=\"/cameras/{Html(camera.Id)}.jpg?t={time.GetUtcNow().ToUnixTimeSeconds()}\"></section>");
        }

        return page.Append("</main></body></html>").ToString();
    }

    internal static DateTimeOffset At(this TimeZoneInfo zone, DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, zone);

    internal static void Table(StringBuilder page, string title, string[] heads, IEnumerable<string[]> rows, bool wide = false)
    {
        // On a phone, a row of many columns is shown as lines with their heads before them: what is beyond the edge nobody reads.
        var many = heads.Length > MostColumns;
        page.Append(CultureInfo.InvariantCulture, $"<section{(wide ? " class=\"wide\"" : "")}><h2>{title}</h2><table"
            + $"{(many ? " class=\"many\"" : "")}><tr>{string.Concat(heads.Select(h => $"<th>{h}</th>"))}</tr>");
        foreach (var row in rows)
        {
            var cells = row.Select((cell, i) => many ? $"<td data-head=\"{heads[i]}\"><span>{cell}</span></td>" : $"<td>{cell}</td>");
            page.Append(CultureInfo.InvariantCulture, $"<tr>{string.Concat(cells)}</tr>");
        }

        page.Append("</table></section>");
    }

    private static string ModeName(DoorMode mode, Func<Wording, string> say) => mode switch
    {
        DoorMode.HeldOpen => $" · <b>{say(PageTexts.HeldOpenByOrder)}</b>",
        DoorMode.LockedDown => $" · <b class=\"bad\">{say(PageTexts.LockedDown)}</b>",
        _ => "",
    };

    internal static Wording Format(ChangedFile file, TimeZoneInfo zone) => (file.ChangedAt, file.Problems) switch
    {
        (null, var problems) => PageTexts.MissingFile(file.File, problems is [var first, ..] ? first : ""),
        ({ } at, []) => PageTexts.ChangedFile(file.File, $"{zone.At(at):MM-dd HH:mm}"),
        ({ } at, [var first, ..]) => PageTexts.SpoiltFile(file.File, $"{zone.At(at):MM-dd HH:mm}", first),
    };

    internal static Wording StreamName(string stream) => stream switch
    {
        "alarms" => PageTexts.StreamAlarms,
        "passages" => PageTexts.StreamPassages,
        "registry" => PageTexts.StreamRegistry,
        "health" => PageTexts.StreamHealth,
        _ => Wording.Same(stream),
    };

    private static Wording DeviceFault(DeviceStatus device) => device switch
    {
        { KeyRefused: true } => PageTexts.WrongKey,
        { Online: null } => PageTexts.NotHeardOf,
        _ => PageTexts.Offline,
    };

    internal static string Html(string text) => HtmlEncoder.Default.Encode(text);
}
