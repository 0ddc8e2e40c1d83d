using CsCheck;
using Xunit;
using Zhuhui.Edge.Gateway.Access;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.People.Rights;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Tests.Site.Calendars;

namespace Zhuhui.Edge.Gateway.Tests.Access;

public sealed class SchedulesTests
{
    private static readonly DayKind[] _everyDay = [DayKind.Mon, DayKind.Tue, DayKind.Wed, DayKind.Thu, DayKind.Fri,
        DayKind.Sat, DayKind.Sun];

    private static readonly Gen<string> _minute = Gen.Int[0, 1439].Select(m => $"{m / 60:00}:{m % 60:00}");

    [Theory]
    [InlineData("2026-11-23T05:59:59.999", false)]
    [InlineData("2026-11-23T06:00", true)]
    [InlineData("2026-11-23T11:59:59.999", true)]
    [InlineData("2026-11-23T12:00", false)]
    [InlineData("2026-11-23T13:59:59", false)]
    [InlineData("2026-11-23T14:00", true)]
    [InlineData("2026-11-23T23:59:59.999", true)]
    [InlineData("2026-11-24T00:00", false)]
    public void A_day_can_have_several_periods_and_each_ends_before_its_last_minute(string local, bool inForce) =>
        Assert.Equal(inForce, IsInForce(local, new PeriodOptions { Days = _everyDay, From = "06:00", To = "12:00" },
            new PeriodOptions { Days = _everyDay, From = "14:00", To = "24:00" }));

    [Theory]
    [InlineData("2026-11-27T21:59", false)]
    [InlineData("2026-11-27T22:00", true)]
    [InlineData("2026-11-28T05:59:59", true)]
    [InlineData("2026-11-28T06:00", false)]
    [InlineData("2026-11-28T22:00", false)]
    [InlineData("2026-11-27T05:00", false)]
    public void An_overnight_period_belongs_to_the_day_it_begins_on(string local, bool inForce) =>
        Assert.Equal(inForce, IsInForce(local, new PeriodOptions { Days = [DayKind.Fri], From = "22:00", To = "06:00" }));

    [Theory]
    [InlineData("2026-11-22T21:59:59Z", false)]
    [InlineData("2026-11-22T22:00:00Z", true)]
    [InlineData("2026-11-23T13:59:59Z", true)]
    [InlineData("2026-11-23T14:00:00Z", false)]
    [InlineData("2026-11-23T06:00:00+08:00", true)]
    [InlineData("2026-11-22T23:00:00+01:00", true)]
    public void Hours_are_the_site_s_whatever_the_gateway_s_clock_says(string at, bool inForce) =>
        Assert.Equal(inForce, Schedules.IsInForce(Policy(new PeriodOptions { Days = [DayKind.Mon], From = "06:00", To = "22:00" }), "s",
            DateTimeOffset.Parse(at, null)));

    [Theory]
    [InlineData("2026-11-23", DayKind.WorkingDay)]
    [InlineData("2026-11-22", DayKind.RestDay)]
    [InlineData("2026-10-01", DayKind.RestDay, DayKind.Holiday)]
    [InlineData("2026-10-03", DayKind.RestDay, DayKind.Holiday)]
    [InlineData("2026-10-08", DayKind.WorkingDay)]
    [InlineData("2026-10-10", DayKind.WorkingDay)]
    [InlineData("2026-10-11", DayKind.RestDay)]
    [InlineData("2026-02-14", DayKind.WorkingDay)]
    [InlineData("2026-02-23", DayKind.RestDay, DayKind.Holiday)]
    [InlineData("2026-02-24", DayKind.WorkingDay)]
    internal void Holidays_rest_and_swapped_weekend_days_work(string date, params DayKind[] kinds)
    {
        var day = DateOnly.Parse(date, null);
        Assert.Equal([_everyDay[((int)day.DayOfWeek + 6) % 7], .. kinds], Schedules.KindsOf(day, CalendarFileTests.China2026));
    }

    [Fact]
    public void A_worked_Saturday_is_still_a_Saturday_for_whoever_names_days()
    {
        Assert.True(IsInForce("2026-10-10T10:00", new PeriodOptions { Days = [DayKind.Sat], From = "09:00", To = "17:00" }));
        Assert.True(IsInForce("2026-10-10T10:00", new PeriodOptions { Days = [DayKind.WorkingDay], From = "09:00", To = "17:00" }));
        Assert.False(IsInForce("2026-10-10T10:00", new PeriodOptions { Days = [DayKind.RestDay], From = "09:00", To = "17:00" }));
    }

    [Fact]
    public void A_night_that_begins_on_the_eve_of_a_holiday_lasts_into_it_and_the_holiday_s_own_night_is_another()
    {
        var working = new PeriodOptions { Days = [DayKind.WorkingDay], From = "22:00", To = "02:00" };
        Assert.True(IsInForce("2026-10-01T01:00", working));
        Assert.False(IsInForce("2026-10-02T01:00", working));
    }

    [Fact]
    public void A_schedule_the_policy_does_not_have_is_never_in_force() =>
        Assert.False(Schedules.IsInForce(Policy(new PeriodOptions { Days = _everyDay }), "other", DateTimeOffset.UnixEpoch));

    [Fact]
    public void Any_period_holds_from_its_first_minute_until_before_its_last_and_at_no_other()
    {
        Gen.Select(_minute, _minute, Gen.Int[0, 60 * 24 * 365], Gen.Enum<DayKind>()).Where((from, to, _, _) => from != to).Sample(
            (from, to, minutes, kind) =>
            {
                var local = new DateTime(2026, 1, 2).AddMinutes(minutes);
                var isIn = IsInForce(local.ToString("s"), new PeriodOptions { Days = [kind], From = from, To = to });
                var minute = local.ToString("HH:mm");
                var day = DateOnly.FromDateTime(local);
                var (today, yesterday) = (Schedules.KindsOf(day, CalendarFileTests.China2026).Contains(kind),
                    Schedules.KindsOf(day.AddDays(-1), CalendarFileTests.China2026).Contains(kind));
                var (after, before) = (string.CompareOrdinal(minute, from) >= 0, string.CompareOrdinal(minute, to) < 0);
                return isIn == (string.CompareOrdinal(from, to) < 0 ? today && after && before : (today && after) || (yesterday && before));
            },
            iter: 100_000);
    }

    [Fact]
    public void A_schedule_is_said_as_people_say_it()
    {
        var policy = Policy(
            new PeriodOptions { Days = [DayKind.Mon, DayKind.Tue, DayKind.Wed, DayKind.Fri], From = "06:00", To = "12:00" },
            new PeriodOptions { Days = [DayKind.WorkingDay, DayKind.Sat], From = "22:00", To = "06:00" },
            new PeriodOptions { Days = _everyDay, From = "13:00", To = "24:00" });
        var words = ScheduleFormatter.Format(policy, "s")!;
        Assert.Equal("Mon-Wed/Fri 06:00-12:00, Sat/working days 22:00 to 06:00 next day, every day 13:00-24:00", words.En);
        Assert.Equal("周一至周三、周五 06:00-12:00，周六、工作日 22:00至次日06:00，每天 13:00-24:00", words.Zh);
    }

    private static bool IsInForce(string local, params PeriodOptions[] periods) =>
        Schedules.IsInForce(Policy(periods), "s", new DateTimeOffset(DateTime.Parse(local, null), TimeSpan.FromHours(8)));

    private static AccessPolicy Policy(params PeriodOptions[] periods) =>
        PolicyFactory.From(new SiteFile { Schedules = [new ScheduleOptions { Id = "s", Periods = periods }] }, CalendarFileTests.China2026);
}
