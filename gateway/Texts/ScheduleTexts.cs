using static Zhuhui.Edge.Gateway.Texts.TextResource;

namespace Zhuhui.Edge.Gateway.Texts;

/// <summary>A schedule as people say it: "working days 06:00-22:00, rest days 07:00-23:00".</summary>
internal static class ScheduleTexts
{
    public static Wording Mon => Words("schedule.mon");
    public static Wording Tue => Words("schedule.tue");
    public static Wording Wed => Words("schedule.wed");
    public static Wording Thu => Words("schedule.thu");
    public static Wording Fri => Words("schedule.fri");
    public static Wording Sat => Words("schedule.sat");
    public static Wording Sun => Words("schedule.sun");
    public static Wording WorkingDays => Words("schedule.workingDays");
    public static Wording RestDays => Words("schedule.restDays");
    public static Wording Holidays => Words("schedule.holidays");
    public static Wording EveryDay => Words("schedule.everyDay");
    public static Wording Stretch(Wording first, Wording last) => Words("schedule.stretch", ("first", first), ("last", last));
    public static Wording BetweenDays => Words("schedule.betweenDays");
    public static Wording BetweenPeriods => Words("schedule.betweenPeriods");

    public static Wording Hours(Wording days, string from, string to) =>
        Words("schedule.hours", ("days", days), ("from", from), ("to", to));

    public static Wording Overnight(Wording days, string from, string to) =>
        Words("schedule.overnight", ("days", days), ("from", from), ("to", to));
}
