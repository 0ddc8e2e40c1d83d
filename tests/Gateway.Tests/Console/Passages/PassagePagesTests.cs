using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Admin.Passages;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.Search;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Tests.Api.Office;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Gateway.Tests.Console.Passages;

/// <summary>In and out, by months, days, hours and people.</summary>
public sealed class PassagePagesTests(OfficeBench office) : IClassFixture<OfficeBench>
{
    [Fact]
    public async Task A_month_by_days_a_day_by_hours_and_a_person_by_days_count_the_same_passages_and_go_on_with_what_is_new()
    {
        var ledger = office.Gateway.Services.GetRequiredService<EventLedger>();
        var person = await office.AddAsync("甲进出", "3-2-801");
        var clerk = new PageVisitor(office.Gateway, Role.Office);
        await clerk.GetAsync("/passages");
        Pass(ledger, person, "gate", DoorSide.Entry);
        Pass(ledger, person, "gate", DoorSide.Exit);
        var month = await clerk.GetAsync("/passages");
        Assert.Contains("in 1, out 1, exit button 0", month.Text, StringComparison.Ordinal);
        Pass(ledger, person, "unit", DoorSide.Entry);
        ledger.Append(new ExitRequested("unit", 3));
        month = await clerk.GetAsync("/passages");
        Assert.Contains("in 2, out 1, exit button 1", month.Text, StringComparison.Ordinal);
        var hours = await clerk.GetAsync(Regex.Match(month.Html, "href=\"(/passages/days/[^\"]+)\"").Groups[1].Value);
        Assert.Contains("1/1", hours.Text, StringComparison.Ordinal);
        Assert.Contains("1/0+1", hours.Text, StringComparison.Ordinal);
        Assert.Contains($"/passages/people/{person}?month=", (await clerk.GetAsync("/passages?text=jjc")).Html, StringComparison.Ordinal);
        var own = await clerk.GetAsync($"/passages/people/{person}");
        Assert.Matches("class=\"today\"><small>[0-9]+</small>\\s*<strong>in 2, out 1</strong>", own.Html);
        Assert.Contains(office.Gateway.Happened.All.OfType<EventsLookedUp>(), look => look.Person == person && look.Operator
            == "machine-Office" && look.Count == 3);
        Assert.Equal(HttpStatusCode.NotFound, (await clerk.GetAsync("/passages/people/p-000000000000")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await clerk.GetAsync("/passages/days/2026-02-30")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await new PageVisitor(office.Gateway, Role.Guard).GetAsync("/passages")).Status);
    }

    [Fact]
    public void What_is_not_counted_yet_is_said_to_be_so_and_is_gone_on_with_and_nothing_is_counted_twice()
    {
        using var folder = new TemporaryFolder();
        using var ledger = EventLedger.OpenQuietly(folder.Path);
        using var events = new EventBuffer(folder.Path, [.. Enum.GetValues<EventStream>().Select(ledger.JournalOf)], TimeProvider.System,
            NullLogger.Instance);
        for (var at = 0; at < 1_300; at++)
        {
            Pass(ledger, "p-ffffffffffff", "gate", at % 2 == 0 ? DoorSide.Entry : DoorSide.Exit);
        }

        events.CatchUp();
        var site = office.Gateway.Site;
        var now = ledger.Time.GetUtcNow();
        var begin = now.AddHours(-2);
        var day = new PassageDay(site.DayOf(now), begin, now.AddHours(2), site);
        List<int> counted = [];
        for (var look = 0; !day.IsWhole; look++)
        {
            Assert.True(look < 100);
            var parts = 0;
            day.Count(events, now, () => parts++ < 1);
            counted.Add(Counted(day));
        }

        Assert.True(counted.Count > 2, string.Create(CultureInfo.InvariantCulture, $"{counted.Count} looks"));
        Assert.Equal(1_300, counted[^1]);
        Pass(ledger, "p-ffffffffffff", "gate", DoorSide.Exit);
        day.Count(events, now, () => true);
        Assert.Equal(1_301, Counted(day));
        day.Count(events, now, () => true);
        Assert.Equal(1_301, Counted(day));
    }

    private static int Counted(PassageDay day) => day.People.TryGetValue("p-ffffffffffff", out var ways) ? ways.In + ways.Out : 0;

    private static void Pass(EventLedger ledger, string person, string door, DoorSide side) =>
        ledger.Append(new PassageCompleted(door, side, person, null));
}
