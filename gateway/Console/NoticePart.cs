using System.Text;
using Zhuhui.Edge.Gateway.Admin;
using Zhuhui.Edge.Gateway.Admin.Health;
using Zhuhui.Edge.Gateway.Texts;
using static Zhuhui.Edge.Gateway.Console.StatusPage;

namespace Zhuhui.Edge.Gateway.Console;

/// <summary>The page's part of quiet notices: below the alarms, in no colour of theirs. Where there is none there is nothing.</summary>
internal static class NoticePart
{
    public static void Append(StringBuilder page, Status status, EventFormatter text, TimeZoneInfo zone)
    {
        string Say(Wording words) => words.In(text.Language);
        if (status.Notices is { Count: > 0 } notices)
        {
            Table(page, Say(CareTexts.Notices), [Say(PageTexts.Since), Say(CareTexts.Notice), Say(CareTexts.ToTell)],
                notices.Select(notice => new[]
                {
                    $"{zone.At(notice.At):MM-dd HH:mm:ss}",
                    $"{Html(Say(text.Notices.Format(notice)))}<br><small>{Html(notice.Notice)}</small>",
                    Html(Say(text.Notices.Carers(notice))),
                }), wide: true);
        }
    }
}
