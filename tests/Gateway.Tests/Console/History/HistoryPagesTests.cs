using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Tests.Api.Office;

namespace Zhuhui.Edge.Gateway.Tests.Console.History;

/// <summary>What happened, looked through page by page, one by one, and taken away as a file.</summary>
public sealed class HistoryPagesTests(OfficeBench office) : IClassFixture<OfficeBench>
{
    private EventLedger Ledger => office.Gateway.Services.GetRequiredService<EventLedger>();

    private PageVisitor Clerk(string language = "en") => new(office.Gateway, Role.Office, language);

    [Fact]
    public async Task Events_are_found_by_door_kind_person_and_text_in_the_readers_language_and_each_look_is_on_record()
    {
        var person = await office.AddAsync("辛过客", "3-2-601");
        Ledger.Append(new PassageCompleted("gate", DoorSide.Entry, person, null));
        Ledger.Append(new PassageCompleted("unit", DoorSide.Exit, person, null));
        Ledger.Append(new ExitRequested("gate", 3));
        var clerk = Clerk();
        var all = await clerk.GetAsync("/events?kind=passage.completed&person=" + person);
        Assert.Equal(2, Regex.Count(all.Html, "<li class=\"line"));
        var one = await clerk.GetAsync("/events?kind=passage.completed&door=unit&text=" + Uri.EscapeDataString("辛过客"));
        Assert.Equal(1, Regex.Count(one.Html, "<li class=\"line"));
        Assert.Contains("辛过客", one.Text, StringComparison.Ordinal);
        Assert.Contains("Unit 3-2", one.Text, StringComparison.Ordinal);
        Assert.Empty(Regex.Matches((await clerk.GetAsync("/events?text=nobodysaysthis")).Html, "<li class=\"line"));
        var chinese = await Clerk("zh").GetAsync($"/events?kind=passage.completed&person={person}&door=gate");
        Assert.Matches("辛过客[^<]*进|进[^<]*辛过客", chinese.Html);
        var looked = office.Gateway.Happened.All.OfType<EventsLookedUp>().Last(look => look.Person == person);
        Assert.Equal(("machine-Office", 1), (looked.Operator, looked.Count));
        var shown = await clerk.GetAsync(Regex.Match(one.Html, "href=\"(/events/passages/[0-9]+)\"").Groups[1].Value);
        Assert.Contains($"\"person\": \"{person}\"", shown.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_guard_post_sees_what_happened_and_to_nobody()
    {
        var person = await office.AddAsync("壬无名", "3-2-602");
        Ledger.Append(new PassageCompleted("gate", DoorSide.Entry, person, null));
        var guard = new PageVisitor(office.Gateway, Role.Guard);
        var list = await guard.GetAsync("/events?kind=passage.completed");
        Assert.Contains("Gate", list.Text, StringComparison.Ordinal);
        foreach (var page in new[]
        {
            list, await guard.GetAsync($"/events?kind=passage.completed&person={person}&text={Uri.EscapeDataString("壬无名")}"),
            await guard.GetAsync(Regex.Match(list.Html, "href=\"(/events/passages/[0-9]+)\"").Groups[1].Value),
        })
        {
            Assert.Equal(HttpStatusCode.OK, page.Status);
            Assert.DoesNotContain(person, page.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("name=\"person\"", page.Html, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("壬无名", list.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await guard.GetAsync("/events/export.csv")).Status);
    }

    [Fact]
    public async Task The_pages_go_on_where_the_one_before_ended_and_a_cursor_that_nobody_made_leads_to_the_newest()
    {
        var person = await office.AddAsync("癸多次", "3-2-603");
        for (var at = 0; at < 120; at++)
        {
            Ledger.Append(new PassageCompleted("gate", at % 2 == 0 ? DoorSide.Entry : DoorSide.Exit, person, null));
        }

        var clerk = Clerk();
        List<string> seen = [];
        for (var path = $"/events?kind=passage.completed&person={person}"; path.Length > 0;)
        {
            var page = await clerk.GetAsync(path);
            seen.AddRange(Regex.Matches(page.Html, "href=\"(/events/passages/[0-9]+)\"").Select(match => match.Groups[1].Value));
            path = WebUtility.HtmlDecode(Regex.Match(page.Html, "href=\"(/events\\?[^\"]*cursor=[^\"]*)\"").Groups[1].Value);
        }

        Assert.Equal(120, seen.Count);
        Assert.Equal(120, seen.Distinct().Count());
        Assert.Equal(HttpStatusCode.OK, (await clerk.GetAsync("/events?cursor='drop")).Status);
        var wrong = await clerk.GetAsync("/events?from=yesterday");
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "yesterday"), (wrong.Status, wrong.Field("from")));
    }

    [Theory]
    [InlineData("kind=foo", "“foo”")]
    [InlineData("kind=pass", "“pass”")]
    [InlineData("door=nosuch", "“nosuch”")]
    public async Task A_kind_or_a_door_that_there_is_not_is_told_in_the_readers_language_and_does_not_read_as_nothing(string filter,
        string named)
    {
        var looks = office.Gateway.Happened.All.OfType<EventsLookedUp>().Count();
        foreach (var path in new[] { $"/events?{filter}", $"/events/export.csv?{filter}" })
        {
            var page = await Clerk("zh").GetAsync(path);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
            Assert.Contains(named, page.Text, StringComparison.Ordinal);
            Assert.Contains("role=\"alert\"", page.Html, StringComparison.Ordinal);
            Assert.DoesNotContain("role=\"status\"", page.Html, StringComparison.Ordinal);
        }

        Assert.Equal(looks, office.Gateway.Happened.All.OfType<EventsLookedUp>().Count());
    }

    [Theory]
    [InlineData("/people?show=foo")]
    [InlineData("/passages?month=foo")]
    [InlineData("/passages?month=2999-01")]
    [InlineData("/duty/handover?from=yesterday")]
    [InlineData("/audit?from=yesterday")]
    public async Task A_choice_that_a_page_does_not_know_is_refused_and_not_passed_over(string path)
    {
        var page = await new PageVisitor(office.Gateway, Role.Administrator, "en").GetAsync(path);
        Assert.InRange((int)page.Status, 400, 499);
        Assert.Contains("role=\"alert\"", page.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("role=\"status\"", page.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_for_a_spreadsheet_holds_no_formula_and_who_took_it_is_on_record()
    {
        var person = await office.AddAsync("=癸公式", "3-2-604");
        Ledger.Append(new PassageCompleted("gate", DoorSide.Entry, person, null));
        var file = await Clerk().GetAsync("/events/export.csv?kind=passage.completed&person=" + person);
        Assert.Equal("text/csv", file.Type);
        Assert.Equal(Encoding.UTF8.Preamble.ToArray(), file.Body[..3]);
        var lines = Encoding.UTF8.GetString(file.Body[3..]).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, lines.Length);
        Assert.Contains(",'=癸公式,", lines[1], StringComparison.Ordinal);
        Assert.Contains(office.Gateway.Happened.All.OfType<EventsLookedUp>(), look => look.Person == person
            && look.Operator == "machine-Office");
    }
}
