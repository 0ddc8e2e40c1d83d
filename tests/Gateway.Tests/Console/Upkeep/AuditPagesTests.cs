using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Admin.Audit;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.Tests.Api;

namespace Zhuhui.Edge.Gateway.Tests.Console.Upkeep;

public sealed class AuditPagesTests(SharedApi shared) : IClassFixture<SharedApi>
{
    private readonly RunningApi _gateway = shared.Gateway;

    private EventLedger Ledger => _gateway.Services.GetRequiredService<EventLedger>();

    private AuditLookup Audit => _gateway.Services.GetRequiredService<AuditLookup>();

    [Fact]
    public async Task Who_looked_and_what_was_done_is_shown_page_by_page_and_the_look_is_on_record()
    {
        for (var i = 0; i < 120; i++)
        {
            Ledger.Append(new PeopleLookedUp("Clerk", "find", i));
            Ledger.Append(new PersonBlocked("p-nobody", true));
        }

        using var chief = await PageSession.AsAsync(_gateway, Role.Administrator, "Chief");
        List<string> seen = [];
        for (var path = "/audit?by=clerk"; path.Length > 0;)
        {
            var page = await chief.GetAsync(path);
            Assert.Equal(HttpStatusCode.OK, page.Status);
            var rows = System.Text.RegularExpressions.Regex.Matches(page.Html, "<strong>Clerk</strong> <span>([^<]*)</span>");
            seen.AddRange(rows.Select(row => row.Groups[1].Value));
            path = WebUtility.HtmlDecode(System.Text.RegularExpressions.Regex.Match(page.Html, "href=\"(/audit\\?[^\"]*before=[^\"]*)\"")
                .Groups[1].Value);
            Assert.True(seen.Count <= 120);
        }

        Assert.Equal(Enumerable.Range(0, 120).Reverse().Select(i => $"Clerk looked at the data of {i} people"), seen);
        Assert.Contains(_gateway.Happened.All.OfType<EventsLookedUp>(), one => one is
        { Operator: "Chief", Journal: "registry", Count: 50 });
    }

    [Fact]
    public async Task Accounts_and_logins_are_there_and_an_account_that_did_nothing_has_nothing()
    {
        using var chief = await PageSession.AsAsync(_gateway, Role.Administrator, "Chief of all");
        var all = await chief.GetAsync("/audit");
        Assert.Contains("Chief of all", all.Text, StringComparison.Ordinal);
        Assert.Contains("Nothing on record.", (await chief.GetAsync("/audit?by=nobody-here")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_what_lies_within_the_time_is_found()
    {
        Ledger.Append(new PeopleLookedUp("Timely", "show", 1));
        var now = Ledger.Time.GetUtcNow();
        Assert.Single(Audit.Find(new AuditRequest("me", "Timely", now.AddHours(-1), now.AddHours(1), null, 10)).Lines);
        Assert.Empty(Audit.Find(new AuditRequest("me", "Timely", now.AddHours(1), null, null, 10)).Lines);
        Assert.Empty(Audit.Find(new AuditRequest("me", "Timely", null, now.AddHours(-1), null, 10)).Lines);
    }

    [Fact]
    public async Task A_day_that_is_none_is_said_beside_what_was_typed()
    {
        using var chief = await PageSession.AsAsync(_gateway, Role.Administrator, "Chief of days");
        var page = await chief.GetAsync("/audit?by=Li&from=2026-13-41");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Contains("value=\"Li\"", page.Html, StringComparison.Ordinal);
        Assert.Contains("2026-12-31", page.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await chief.GetAsync("/audit?from=2026-01-01&to=2026-12-31")).Status);
    }
}
