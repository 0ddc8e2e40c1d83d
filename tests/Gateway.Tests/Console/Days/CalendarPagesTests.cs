using System.Net;
using System.Text;
using Xunit;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Site.Calendars;
using Zhuhui.Edge.Gateway.Tests.Api;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Gateway.Tests.Console.Days;

/// <summary>The page of schedules and holidays, with the calendar file of the repository and what the office makes of it.</summary>
public sealed class CalendarPagesTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly int _year = DateTimeOffset.UtcNow.AddHours(8).Year;
    private RunningApi _gateway = null!;

    public async ValueTask InitializeAsync()
    {
        var file = System.IO.Path.Combine(_folder.Path, "holidays.json");
        await File.WriteAllTextAsync(file, $$"""
            { "holidays": [{ "from": "{{_year + 1}}-05-01", "to": "{{_year + 1}}-05-05", "name": "劳动节" }], "workingDays": [] }
            """);
        _gateway = await RunningApi.StartAsync(site => site with
        {
            CalendarFile = file,
            Schedules = [new ScheduleOptions { Id = "cleaners", Periods = [new PeriodOptions { Days = [DayKind.WorkingDay], From = "06:00",
                To = "09:00" }] }],
        });
    }

    public async ValueTask DisposeAsync()
    {
        await _gateway.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Schedules_are_in_words_a_year_is_confirmed_by_name_and_a_corrected_file_is_one_that_the_gateway_takes()
    {
        var clerk = new PageVisitor(_gateway, Role.Office);
        var page = await clerk.GetAsync("/calendar");
        Assert.Matches("cleaners working days 06:00.09:00", page.Text);
        Assert.Contains("Lives in 3-2 Unit 3-2", page.Text, StringComparison.Ordinal);
        Assert.Contains($"The holidays of {_year} are not known", page.Text, StringComparison.Ordinal);
        Assert.Contains($"劳动节 {_year + 1}-05-01 to {_year + 1}-05-05 (5 days)", page.Text, StringComparison.Ordinal);

        var unnamed = await clerk.PostAsync($"/calendar/{_year + 1}/confirm", ("digest", page.Field("digest")), ("notice", " "));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, unnamed.Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await clerk.PostAsync($"/calendar/{_year + 1}/confirm", ("digest", "0"),
            ("notice", "国办发明电1号"))).Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await clerk.PostAsync($"/calendar/{_year}/confirm", ("digest",
            page.Field("digest")), ("notice", "国办发明电1号"))).Status);
        var confirmed = await clerk.FollowAsync(await clerk.PostAsync($"/calendar/{_year + 1}/confirm", ("digest", page.Field("digest")),
            ("notice", "国办发明电1号")));
        Assert.Contains("by machine-Office", confirmed.Text, StringComparison.Ordinal);
        Assert.Contains("国办发明电1号", confirmed.Text, StringComparison.Ordinal);
        Assert.Contains(_gateway.Happened.All.OfType<PeopleOrdered>(), one => one.Order == "holidays-confirm"
            && one.Subject == $"{_year + 1}");

        var wrong = await clerk.PostAsync($"/calendar/{_year + 1}/correct", ("days", $"{_year + 1}-05-01 {_year + 1}-06-30 劳动节"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.Status);
        Assert.Contains($"{_year + 1}-06-30 劳动节", wrong.Html, StringComparison.Ordinal);
        var saturday = Enumerable.Range(1, 28).Select(day => new DateOnly(_year + 1, 2, day)).First(day => day.DayOfWeek
            == DayOfWeek.Saturday).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        var file = await clerk.PostAsync($"/calendar/{_year + 1}/correct", ("days",
            $"{_year + 1}-10-01 {_year + 1}-10-07 国庆节\r\n{saturday}\r\n"));
        Assert.Equal("application/json", file.Type);
        Assert.Contains("国庆节", Encoding.UTF8.GetString(file.Body), StringComparison.Ordinal);
        var path = System.IO.Path.Combine(_folder.Path, "new.json");
        await File.WriteAllBytesAsync(path, file.Body);
        var (calendar, problems) = CalendarFile.Read(path);
        Assert.Empty(problems);
        Assert.True(calendar!.Covers(_year + 1));
        Assert.Equal(saturday, calendar.WorkingDays.Single().ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
    }
}
