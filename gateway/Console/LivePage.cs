using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Site.Edits;
using Zhuhui.Edge.Gateway.Texts;
using Zhuhui.Edge.Vision.Options;

namespace Zhuhui.Edge.Gateway.Console;

/// <summary>One camera's live page: the picture, its zones and lines, and over them the people in it. Only this machine can open
/// it.</summary>
internal static class LivePage
{
    private const string Style = """
        body{font:15px/1.45 system-ui,"Noto Sans CJK SC",sans-serif;margin:0;background:#10151d;color:#e6ebf2}
        header{padding:10px 20px;display:flex;gap:16px;align-items:baseline}h1{font-size:18px;margin:0}a{color:#8fc1ff}
        div{position:relative;margin:0 20px;max-width:1280px}
        img{display:block;width:100%;min-height:200px;background:#222;border-radius:6px}
        svg{position:absolute;inset:0;width:100%;height:100%}svg *{vector-effect:non-scaling-stroke}
        .zone{fill:#ffb30022;stroke:#ffb300;stroke-width:2}.line{stroke:#ff5a4f;stroke-width:3}
        .mask{fill:#000a;stroke:#888;stroke-dasharray:6}
        .person{fill:none;stroke:#43d17c;stroke-width:2}.face{fill:none;stroke:#53b4ff;stroke-width:2}
        span{position:absolute;background:#10151dcc;padding:0 6px;border-radius:3px;font-size:14px;white-space:nowrap}
        """;

    /// <summary>Draws each set of marks over the picture; names come as text and are set as text.</summary>
    private const string Script = """
        const marks=document.getElementById('marks'),labels=document.getElementById('labels');
        new EventSource(document.body.dataset.marks).onmessage=e=>{
          marks.replaceChildren();labels.replaceChildren();
          for(const {kind,box:[l,t,r,b],label} of JSON.parse(e.data)){
            const box=document.createElementNS('http://www.w3.org/2000/svg','rect');
            box.setAttribute('class',kind);
            for(const [k,v] of [['x',l*1000],['y',t*1000],['width',(r-l)*1000],['height',(b-t)*1000]])box.setAttribute(k,v);
            marks.append(box);
            if(!label)continue;
            const text=document.createElement('span');
            text.textContent=label;
            text.style.left=l*100+'%';
            text.style.top='calc('+t*100+'% - 24px)';
            labels.append(text);
          }
        };
        """;

    public static void MapLiveView(this WebApplication app)
    {
        app.MapGet("/cameras/{id}", (string id, SiteInForce inForce, SiteFile site) =>
            inForce.Now.Cameras.FirstOrDefault(c => c.Id == id) is { } camera
                ? Results.Content(Render(camera, site.Language), "text/html; charset=utf-8")
                : Results.NotFound());
        app.MapGet("/cameras/{id}.mjpeg", async (string id, LiveView live, HttpContext context) => await live.PicturesAsync(id, context)
            ?? Results.Empty);
        app.MapGet("/cameras/{id}/marks", async (string id, LiveView live, HttpContext context) => await live.MarksAsync(id, context)
            ?? Results.Empty);
    }

    internal static string Render(CameraOptions camera, Language language)
    {
        var page = new StringBuilder();
        page.Append(CultureInfo.InvariantCulture, $"""
            <!doctype html><html lang="{PageTexts.HtmlLanguage.In(language)}"><head><meta charset="utf-8">
            <meta name="viewport" content="width=device-width"><title>{camera.Id}</title><style>{Style}</style></head>
            <body data-marks="/cameras/{camera.Id}/marks"><header><h1>{camera.Id}</h1><a href="/">{PageTexts.Back.In(language)}</a></header>
            <div><img alt="{camera.Id}" src="/cameras/{camera.Id}.mjpeg"><svg viewBox="0 0 1000 1000" preserveAspectRatio="none">
            """);
        foreach (var mask in camera.Masks)
        {
            page.Append(CultureInfo.InvariantCulture, $"<polygon class=\"mask\" points=\"{Corners(mask.Points)}\"/>");
        }

        foreach (var zone in camera.Zones)
        {
            page.Append(CultureInfo.InvariantCulture, $"<polygon class=\"zone\" points=\"{Corners(zone.Points)}\"/>");
        }

        foreach (var line in camera.Lines)
        {
            page.Append(CultureInfo.InvariantCulture, $"<polyline class=\"line\" points=\"{Corners([.. line.From, .. line.To])}\"/>");
        }

        page.Append("<g id=\"marks\"></g></svg>");
        foreach (var (name, x, y) in camera.Zones.Select(z => (z.Id, z.Points[0], z.Points[1]))
            .Concat(camera.Lines.Select(l => (l.Id, l.From[0], l.From[1]))))
        {
            page.Append(CultureInfo.InvariantCulture, $"<span style=\"left:{x * 100:0.#}%;top:{y * 100:0.#}%\">"
                + $"{HtmlEncoder.Default.Encode(name)}</span>");
        }

        return page.Append(CultureInfo.InvariantCulture, $"<section id=\"labels\"></section></div><script>{Script}</script></body></html>")
            .ToString();
    }

    private static string Corners(IReadOnlyList<double> points) => string.Join(' ', points.Select(p => (p * 1000).ToString("0.#",
        CultureInfo.InvariantCulture)));
}
