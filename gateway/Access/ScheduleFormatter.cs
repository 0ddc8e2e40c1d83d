using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Site;

namespace Zhuhui.Edge.Gateway.Access;

/// <summary>A schedule as people say it: "working days 06:00-22:00, rest days 07:00-23:00".</summary>
internal static class ScheduleFormatter
{
    private static readonly string[] English = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun", "working days", "rest days", "holidays"];
    private static readonly string[] Chinese = ["周一", "周二", "周三", "周四", "周五", "周六", "周日", "工作日", "休息日", "节假日"];

    /// <returns>Null where the policy has no such schedule, or it has no periods.</returns>
    public static Wording? Format(AccessPolicy policy, string schedule) => policy.Schedules.FirstOrDefault(s => s.Id == schedule) is { Periods: { Count: > 0 } periods }
        ? new Wording(
            string.Join(", ", periods.Select(p => $"{Days(p.Days, English, "-", "/", "every day")} {Hours(p, " to ", " next day")}")),
            string.Join("，", periods.Select(p => $"{Days(p.Days, Chinese, "至", "、", "每天")} {Hours(p, "至次日", "")}")))
        : null;

    private static string Hours(PeriodOptions period, string overnight, string after) => Schedules.MinuteOf(period.From) < Schedules.MinuteOf(period.To)
        ? $"{period.From}-{period.To}"
        : $"{period.From}{overnight}{period.To}{after}";

    /// <summary>Three or more days of the week in a row are said as a stretch.</summary>
    private static string Days(IReadOnlyList<DayKind> days, string[] names, string to, string and, string all)
    {
        var weekdays = days.Where(d => d <= DayKind.Sun).Distinct().Order().ToList();
        if (weekdays.Count == 7)
        {
            return all;
        }

        List<string> said = [];
        for (var i = 0; i < weekdays.Count;)
        {
            var last = i;
            while (last + 1 < weekdays.Count && weekdays[last + 1] == weekdays[last] + 1)
            {
                last++;
            }

            said.AddRange(last - i >= 2 ? [$"{names[(int)weekdays[i]]}{to}{names[(int)weekdays[last]]}"] : weekdays[i..(last + 1)].Select(d => names[(int)d]));
            i = last + 1;
        }

        said.AddRange(days.Where(d => d > DayKind.Sun).Distinct().Order().Select(d => names[(int)d]));
        return string.Join(and, said);
    }
}
