using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Access;

/// <summary>A schedule as people say it: "working days 06:00-22:00, rest days 07:00-23:00".</summary>
internal static class ScheduleFormatter
{
    private const int DaysOfAWeek = 7;
    private const int ShortestStretch = 3;

    /// <returns>Null where the policy has no such schedule, or it has no periods.</returns>
    public static Wording? Format(AccessPolicy policy, string schedule) =>
        policy.Schedules.FirstOrDefault(s => s.Id == schedule) is { Periods: { Count: > 0 } periods }
            ? Wording.Join(ScheduleTexts.BetweenPeriods, periods.Select(Format))
            : null;

    private static Wording Format(PeriodOptions period) => Schedules.MinuteOf(period.From) < Schedules.MinuteOf(period.To)
        ? ScheduleTexts.Hours(Format(period.Days), period.From, period.To)
        : ScheduleTexts.Overnight(Format(period.Days), period.From, period.To);

    /// <summary>Three or more days of the week in a row are said as a stretch.</summary>
    private static Wording Format(IReadOnlyList<DayKind> days)
    {
        var weekdays = days.Where(d => d <= DayKind.Sun).Distinct().Order().ToList();
        if (weekdays.Count == DaysOfAWeek)
        {
            return ScheduleTexts.EveryDay;
        }

        List<Wording> said = [];
        for (var i = 0; i < weekdays.Count;)
        {
            var last = i;
            while (last + 1 < weekdays.Count && weekdays[last + 1] == weekdays[last] + 1)
            {
                last++;
            }

            said.AddRange(last - i >= ShortestStretch - 1
                ? [ScheduleTexts.Stretch(Format(weekdays[i]), Format(weekdays[last]))]
                : weekdays[i..(last + 1)].Select(Format));
            i = last + 1;
        }

        said.AddRange(days.Where(d => d > DayKind.Sun).Distinct().Order().Select(Format));
        return Wording.Join(ScheduleTexts.BetweenDays, said);
    }

    private static Wording Format(DayKind day) => day switch
    {
        DayKind.Mon => ScheduleTexts.Mon,
        DayKind.Tue => ScheduleTexts.Tue,
        DayKind.Wed => ScheduleTexts.Wed,
        DayKind.Thu => ScheduleTexts.Thu,
        DayKind.Fri => ScheduleTexts.Fri,
        DayKind.Sat => ScheduleTexts.Sat,
        DayKind.Sun => ScheduleTexts.Sun,
        DayKind.WorkingDay => ScheduleTexts.WorkingDays,
        DayKind.RestDay => ScheduleTexts.RestDays,
        _ => ScheduleTexts.Holidays,
    };
}
