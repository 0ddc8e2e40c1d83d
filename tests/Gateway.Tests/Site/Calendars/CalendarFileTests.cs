using Xunit;
using Zhuhui.Edge.Gateway.Cli.Commands;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Site.Calendars;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Gateway.Tests.Site.Calendars;

public sealed class CalendarFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    internal static Calendar China2026 { get; } = CalendarFile.Read(Repository.At("deploy", "calendars", "cn-2026.json")).Calendar!;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_calendar_of_2026_has_33_days_of_holidays_and_six_worked_weekend_days()
    {
        Assert.Equal(33, China2026.Holidays.Sum(h => h.To.DayNumber - h.From.DayNumber + 1));
        Assert.Equal(["01-04", "02-14", "02-28", "05-09", "09-20", "10-10"], China2026.WorkingDays.Select(d => d.ToString("MM-dd", null)));
        Assert.True(China2026.Covers(2026));
        Assert.False(China2026.Covers(2027));
        Assert.False(Calendar.Empty.Covers(2026));
    }

    [Theory]
    [InlineData("""{ "holidays": [{ "from": "2026-10-07", "to": "2026-10-01", "name": "x" }] }""",
        "Calendar.Holidays[0] goes from 2026-10-07 to 2026-10-01")]
    [InlineData("""{ "holidays": [{ "from": "2026-02-30", "to": "2026-03-01", "name": "x" }] }""", "Calendar.Holidays[0].From 2026-02-30 "
        + "is not a day of the calendar")]
    [InlineData("""{ "holidays": [{ "from": "1 May", "to": "2026-05-05", "name": "x" }] }""", "Calendar.Holidays[0].From must be "
        + "a date such as 2026-10-01")]
    [InlineData("""{ "workingDays": ["2026-10-09"] }""", "Calendar.WorkingDays[0] 2026-10-09 is a Friday")]
    [InlineData("""{ "holidays": [{ "from": "2026-10-01", "to": "2026-10-10", "name": "x" }], "workingDays": ["2026-10-10"] }""",
        "Calendar.WorkingDays[0] 2026-10-10 lies in a holiday")]
    [InlineData("""{ "holiday": [] }""", "Calendar.holiday is not a known key")]
    [InlineData("""{ "holidays": """, "calendar.json, line 1")]
    public void A_wrong_calendar_gets_one_clear_line(string json, string expected)
    {
        File.WriteAllText(_folder.At("calendar.json"), json);
        var (calendar, problems) = CalendarFile.Read(_folder.At("calendar.json"));
        Assert.Null(calendar);
        Assert.Contains(expected, Assert.Single(problems).Line.En, StringComparison.Ordinal);
    }

    [Fact]
    public void The_calendar_is_meant_from_the_site_file_s_place_and_its_problems_are_the_site_file_s()
    {
        var site = File.ReadAllText(Repository.At("deploy", "site.sample.jsonc"));
        File.WriteAllText(_folder.At("site.jsonc"), site.Replace("\"calendarFile\": \"\"", "\"calendarFile\": \"days/cn.json\"",
            StringComparison.Ordinal));
        Assert.Contains(SiteFiles.Read(_folder.At("site.jsonc")).Problems, p => p.Line.En.StartsWith($"Site.CalendarFile: there is no file "
            + $"{_folder.At("days", "cn.json")}", StringComparison.Ordinal));
        Directory.CreateDirectory(_folder.At("days"));
        File.WriteAllText(_folder.At("days", "cn.json"), """{ "workingDays": ["2026-10-09"] }""");
        Assert.Contains(SiteFiles.Read(_folder.At("site.jsonc")).Problems, p => p.Line.En.StartsWith("Calendar.WorkingDays[0]",
            StringComparison.Ordinal));
        File.Copy(Repository.At("deploy", "calendars", "cn-2026.json"), _folder.At("days", "cn.json"), overwrite: true);
        Assert.DoesNotContain(SiteFiles.Read(_folder.At("site.jsonc")).Problems,
            p => p.Line.En.Contains("Calendar", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("2026-12-31T15:59:00Z", false)]
    [InlineData("2026-12-31T16:00:00Z", true)]
    public void Check_says_when_the_holidays_of_the_year_are_not_known_by_the_site_s_clock(string now, bool says)
    {
        var site = new SiteFile
        {
            CalendarFile = Repository.At("deploy", "calendars", "cn-2026.json"),
            Schedules = [new ScheduleOptions { Id = "day" }],
        };
        using var output = new StringWriter();
        Assert.Equal(0, CheckCommand.Run(site, output, new Microsoft.Extensions.Time.Testing.FakeTimeProvider(DateTimeOffset.Parse(
            now, null))));
        Assert.Equal(says, output.ToString().Contains("note: no holidays of 2027 are known", StringComparison.Ordinal));
    }
}
