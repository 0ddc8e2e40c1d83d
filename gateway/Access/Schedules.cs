using System.Globalization;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Site;
using Calendar = Zhuhui.Edge.Gateway.Site.Calendars.Calendar;

namespace Zhuhui.Edge.Gateway.Access;

/// <summary>Which times are in a schedule. Pure: the same policy and time give the same answer, for ever.</summary>
internal static class Schedules
{
    /// <summary>Whether the time is in one of the schedule's periods, by the policy's time zone and calendar. A schedule that the policy
    /// does not have is never in force.</summary>
    public static bool IsInForce(AccessPolicy policy, string schedule, DateTimeOffset at)
    {
        if (policy.Schedules.FirstOrDefault(s => s.Id == schedule) is not { } wanted)
        {
            return false;
        }

        var local = Local(policy, at);
        var today = DateOnly.FromDateTime(local);
        var minute = local.TimeOfDay.TotalMinutes;
        return wanted.Periods.Any(period => Holds(period, policy.Calendar, today, minute));
    }

    /// <summary>The time on the site's clocks. The system keeps the zones it has read, so looking one up by its name costs less than 0.1
    /// microseconds.</summary>
    public static DateTime Local(AccessPolicy policy, DateTimeOffset at) => TimeZoneInfo.ConvertTime(at,
        TimeZoneInfo.FindSystemTimeZoneById(policy.TimeZone)).DateTime;

    /// <summary>All that a day is.</summary>
    public static IReadOnlyList<DayKind> KindsOf(DateOnly day, Calendar calendar)
    {
        var weekday = (DayKind)(((int)day.DayOfWeek + 6) % 7);
        var holiday = calendar.Holidays.Any(h => h.From <= day && day <= h.To);
        var works = calendar.WorkingDays.Contains(day) || (!holiday && weekday <= DayKind.Fri);
        return holiday ? [weekday, works ? DayKind.WorkingDay : DayKind.RestDay, DayKind.Holiday] : [weekday, works ? DayKind.WorkingDay
            : DayKind.RestDay];
    }

    /// <summary>Minutes since midnight.</summary>
    internal static int MinuteOf(string time) => (int.Parse(time.AsSpan(0, 2), CultureInfo.InvariantCulture) * 60) + int.Parse(
        time.AsSpan(3), CultureInfo.InvariantCulture);

    private static bool Holds(PeriodOptions period, Calendar calendar, DateOnly today, double minute)
    {
        var (from, to) = (MinuteOf(period.From), MinuteOf(period.To));
        return from < to
            ? minute >= from && minute < to && IsOn(period, today, calendar)
            : (minute >= from && IsOn(period, today, calendar)) || (minute < to && IsOn(period, today.AddDays(-1), calendar));
    }

    private static bool IsOn(PeriodOptions period, DateOnly day, Calendar calendar) => KindsOf(day, calendar).Any(period.Days.Contains);
}
