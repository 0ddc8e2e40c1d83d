using System.Net;
using System.Text;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Admin.Office;

/// <summary>A page to print, whole in one file: the frame that every one of them stands in.</summary>
internal sealed class PrintedPage
{
    private const string Style = "body{font:14px/1.5 sans-serif;margin:2em}table{border-collapse:collapse;margin-bottom:1em}"
        + "th,td{border:1px solid #999;padding:2px 8px;vertical-align:top;text-align:left}";

    private readonly StringBuilder _page = new();

    /// <param name="style">In the place of the usual one.</param>
    public PrintedPage(SiteFile site, string title, string style = Style) => _page.Append("<!doctype html><html lang=\"")
        .Append(site.Language == Language.Zh ? "zh" : "en").Append("\"><head><meta charset=\"utf-8\"><title>").Append(Text(title))
        .Append("</title><style>").Append(style).Append("</style></head><body><h1>").Append(Text(title)).Append("</h1>\n");

    public PrintedPage Heading(string words)
    {
        _page.Append("<h2>").Append(Text(words)).Append("</h2>\n");
        return this;
    }

    public PrintedPage Paragraph(params IEnumerable<string> lines)
    {
        _page.Append("<p>").AppendJoin("<br>", lines.Select(Text)).Append("</p>\n");
        return this;
    }

    /// <param name="head">Null for none.</param>
    public PrintedPage Table(IEnumerable<string>? head, IEnumerable<IEnumerable<string>> rows)
    {
        _page.Append("<table>");
        if (head is not null)
        {
            Row("th", head);
        }

        foreach (var row in rows)
        {
            Row("td", row);
        }

        _page.Append("</table>\n");
        return this;
    }

    /// <summary>What is markup already: a picture.</summary>
    public PrintedPage Picture(string svg)
    {
        _page.Append(svg);
        return this;
    }

    public byte[] ToBytes() => Encoding.UTF8.GetBytes($"{_page}</body></html>\n");

    private void Row(string cell, IEnumerable<string> row) => _page.Append("<tr>").AppendJoin("", row.Select(text =>
        $"<{cell}>{Text(text)}</{cell}>")).Append("</tr>");

    private static string Text(string words) => WebUtility.HtmlEncode(words);
}
