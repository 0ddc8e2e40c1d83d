using System.Text;
using Zhuhui.Edge.Gateway.Admin;
using Zhuhui.Edge.Gateway.Admin.Health;
using Zhuhui.Edge.Gateway.Perimeter;
using Zhuhui.Edge.Gateway.Texts;
using static Zhuhui.Edge.Gateway.Console.StatusPage;

namespace Zhuhui.Edge.Gateway.Console;

/// <summary>The page's part about alarms and what is armed. To look at alone: operators acknowledge, arm and disarm by the command line,
/// under a name.</summary>
internal static class AlarmPart
{
    public static void Append(StringBuilder page, Status status, Language language, TimeZoneInfo zone, Func<string, string> doorName)
    {
        string Say(Wording words) => words.In(language);
        if (status.Alarms.Count > 0)
        {
            string[] heads =
            [
                Say(PageTexts.Since), Say(PageTexts.Ring), Say(PageTexts.Place), Say(PageTexts.Alarm), Say(PageTexts.Count),
                    Say(PageTexts.State),
                Say(PageTexts.Acknowledged),
            ];
            Table(page, Say(PageTexts.Alarms), heads, status.Alarms.Select(a => new[]
            {
                $"{zone.At(a.Since):MM-dd HH:mm:ss}", a.Ring is { } ring ? Say(WatchFormatter.Format(ring)) : "",
                Html(Say(a.Camera is { } camera ? WatchFormatter.Where(camera, a.Zone) : WatchFormatter.Place(a.Where, doorName))),
                Say(a.Kind is { } kind ? WatchFormatter.Format(kind) : WatchFormatter.FormatType(a.Type))
                    + $"<br><small>{Html(a.Alarm)}</small>",
                $"{a.Count}{(a.Repeats == 0 ? "" : $" (+{a.Repeats})")}", StateOf(a, Say),
                a.AcknowledgedBy is { } by ? Html(by) : $"<span class=\"bad\">{Say(PageTexts.ByNobody)}</span>"
                    + (a.TakenBy is { } taker ? $" ({Html(taker)})" : ""),
            }));
        }

        string[] placeHeads = [Say(PageTexts.Place), Say(PageTexts.Ring), Say(PageTexts.State), Say(PageTexts.Schedule),
            Say(PageTexts.OrderedBy)];
        Table(page, Say(PageTexts.ArmedPlaces), placeHeads, status.Places.Select(p => new[]
        {
            Html(p.Place), Say(WatchFormatter.Format(p.Ring)), p.Armed ? $"<span class=\"good\">{Say(PageTexts.Armed)}</span>"
                : Say(PageTexts.NotArmed),
            p.Schedule.Length == 0 ? Say(PageTexts.Always) : Html(p.Schedule),
            (p.OrderedBy, p.Until) switch
            {
                (null, _) => "",
                ({ } who, { } until) => Say(PageTexts.OrderedUntil(Html(who), $"{zone.At(until):MM-dd HH:mm}")),
                ({ } who, null) => Html(who),
            },
        }));
    }

    private static string StateOf(AlarmStatus alarm, Func<Wording, string> say) => alarm switch
    {
        { EndedAt: not null } => say(PageTexts.Ended),
        { GoesOn: true } => $"<span class=\"bad\">{say(PageTexts.GoesOn)}</span>",
        _ => say(PageTexts.Quiet),
    };
}
