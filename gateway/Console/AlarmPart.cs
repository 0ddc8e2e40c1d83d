using System.Text;
using Zhuhui.Edge.Gateway.Admin;
using Zhuhui.Edge.Gateway.Perimeter;
using static Zhuhui.Edge.Gateway.Console.StatusPage;

namespace Zhuhui.Edge.Gateway.Console;

/// <summary>The page's part about alarms and what is armed. To look at alone: who acknowledges, arms or disarms does it by the command line, under a name.</summary>
internal static class AlarmPart
{
    public static void Append(StringBuilder page, Status status, bool zh, TimeZoneInfo zone)
    {
        var words = new WatchFormatter(zh);
        string Say(string english, string chinese) => zh ? chinese : english;
        if (status.Alarms.Count > 0)
        {
            Table(page, Say("Alarms", "报警"), [Say("Since", "开始时间"), Say("Ring", "区域"), Say("Place", "位置"), Say("Alarm", "报警"), Say("Count", "数量"), Say("State", "状态"), Say("Acknowledged", "确认")],
                status.Alarms.Select(a => new[]
                {
                    $"{zone.At(a.Since):MM-dd HH:mm:ss}", words.Ring(a.Ring), Html(words.Where(a.Camera, a.Zone)), $"{words.Kind(a.Kind)}<br><small>{Html(a.Alarm)}</small>",
                    $"{a.Count}{(a.Repeats == 0 ? "" : $" (+{a.Repeats})")}", StateOf(a, Say),
                    a.AcknowledgedBy is null ? $"<span class=\"bad\">{Say("by nobody", "未确认")}</span>" : Html(a.AcknowledgedBy),
                }));
        }

        Table(page, Say("Armed places", "布防状态"), [Say("Place", "位置"), Say("Ring", "区域"), Say("State", "状态"), Say("Schedule", "时间表"), Say("Ordered by", "指令")], status.Places.Select(p => new[]
        {
            Html(p.Place), words.Ring(p.Ring), p.Armed ? $"<span class=\"good\">{Say("armed", "已布防")}</span>" : Say("not armed", "未布防"),
            p.Schedule.Length == 0 ? Say("always", "始终") : Html(p.Schedule),
            p.OrderedBy is null ? "" : $"{Html(p.OrderedBy)}{(p.Until is { } until ? $" {Say("until", "至")} {zone.At(until):MM-dd HH:mm}" : "")}",
        }));
    }

    private static string StateOf(AlarmStatus alarm, Func<string, string, string> say) => alarm switch
    {
        { EndedAt: not null } => say("ended", "已结束"),
        { GoesOn: true } => $"<span class=\"bad\">{say("goes on", "进行中")}</span>",
        _ => say("quiet for now", "暂时平静"),
    };
}
