using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Tests.Api.Office;

namespace Zhuhui.Edge.Gateway.Tests.Console.Mine;

/// <summary>A resident's own pages: all of it, and nothing of anybody else.</summary>
public sealed class MinePagesTests(OfficeBench bench) : IClassFixture<OfficeBench>
{
    private ResidentDirectory Residents => bench.Gateway.Services.GetRequiredService<ResidentDirectory>();

    [Fact]
    public async Task A_resident_sees_the_own_passages_page_by_page_and_nobody_elses()
    {
        var (wang, zhao) = (await bench.AddAsync("Wang Passage", "3-2-101"), await bench.AddAsync("Zhao Passage", "3-2-102"));
        var ledger = bench.Gateway.Services.GetRequiredService<EventLedger>();
        for (var i = 0; i < 25; i++)
        {
            ledger.Append(Passage(wang));
            ledger.Append(Passage(zhao));
        }

        using var resident = await PageSession.AsResidentAsync(bench.Gateway, wang);
        var first = await resident.GetAsync("/me");
        Assert.Equal(20, first.Html.Split("<li><div><small><time>").Length - 1);
        Assert.Contains("Wang Passage", first.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Zhao", first.Text, StringComparison.Ordinal);
        var older = await resident.GetAsync(WebUtility.HtmlDecode(System.Text.RegularExpressions.Regex.Match(first.Html,
            "href=\"(/me\\?before=[^\"]*)\"").Groups[1].Value));
        Assert.Equal(5, older.Html.Split("<li><div><small><time>").Length - 1);
        Assert.Equal(HttpStatusCode.NotFound, (await resident.GetAsync("/me?before=anything")).Status);
        Assert.Contains(bench.Gateway.Happened.All.OfType<EventsLookedUp>(), one => one.Operator == wang && one.Person == wang);
    }

    [Fact]
    public async Task A_visitor_is_invited_within_the_limit_and_the_pass_cancelled()
    {
        var wang = await bench.AddAsync("Wang Host", "3-2-201");
        using var resident = await PageSession.AsResidentAsync(bench.Gateway, wang);
        var form = await resident.GetAsync("/me/visitors");
        Assert.DoesNotContain("unit-5", form.Html, StringComparison.Ordinal);
        var made = await resident.SendAsync("/me/visitors", ("name", "Aunt Liu"), ("door", "unit"), ("hours", "4"), ("uses", "2"));
        Assert.StartsWith("/me/visitors/", made.Path, StringComparison.Ordinal);
        Assert.Contains("Aunt Liu", made.Text, StringComparison.Ordinal);
        var picture = await resident.GetAsync(made.Path + "/qr.png");
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], picture.Body[..4]);

        await resident.GetAsync(made.Path);
        var cancelled = await resident.SendAsync(made.Path + "/cancel");
        Assert.Equal("/me/visitors", cancelled.Path);
        Assert.NotNull(Residents.VisitOf(made.Path.Split('/')[^1])!.CancelledAt);
        Assert.Equal(HttpStatusCode.Gone, (await resident.GetAsync(made.Path + "/qr.png")).Status);
    }

    [Fact]
    public async Task What_was_typed_of_a_visitor_is_not_lost_where_it_is_refused()
    {
        var wang = await bench.AddAsync("Wang Limit", "3-2-202");
        using var resident = await PageSession.AsResidentAsync(bench.Gateway, wang);
        await resident.GetAsync("/me/visitors");
        var refused = await resident.SendAsync("/me/visitors", ("name", "Aunt Liu"), ("door", "unit"), ("hours", "48"), ("uses", "2"),
            ("plate", "京A12345"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("value=\"Aunt Liu\"", WebUtility.HtmlDecode(refused.Html), StringComparison.Ordinal);
        Assert.Contains("value=\"京A12345\"", WebUtility.HtmlDecode(refused.Html), StringComparison.Ordinal);
        var elsewhere = await resident.SendAsync("/me/visitors", ("door", "unit-5"), ("hours", "4"), ("uses", "2"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, elsewhere.Status);
        Assert.DoesNotContain(Residents.Visits, visit => visit.Host.Value == wang);
    }

    [Fact]
    public async Task The_same_form_sent_twice_makes_one_pass()
    {
        var wang = await bench.AddAsync("Wang Twice", "3-2-203");
        using var resident = await PageSession.AsResidentAsync(bench.Gateway, wang);
        await resident.GetAsync("/me/visitors");
        (string, string)[] typed = [("key", "0123456789abcdef0123"), ("door", "unit"), ("hours", "4"), ("uses", "1")];
        var first = await resident.ForgeAsync("/me/visitors", typed);
        var second = await resident.ForgeAsync("/me/visitors", typed);
        Assert.Equal(first.Path, second.Path);
        Assert.Single(Residents.Visits, visit => visit.Host.Value == wang);
    }

    [Fact]
    public async Task Nothing_of_anybody_else_is_shown_or_changed()
    {
        var (wang, zhao) = (await bench.AddAsync("Wang Own", "3-2-301"), await bench.AddAsync("Zhao Own", "3-2-302"));
        using var other = await PageSession.AsResidentAsync(bench.Gateway, zhao);
        await other.GetAsync("/me/visitors");
        var pass = (await other.SendAsync("/me/visitors", ("name", "Aunt Liu"), ("door", "unit"), ("hours", "4"), ("uses", "1"))).Path;

        using var resident = await PageSession.AsResidentAsync(bench.Gateway, wang);
        await resident.GetAsync("/me/visitors");
        foreach (var path in new[] { pass, pass + "/qr.png", "/people/" + zhao, "/me/" + zhao, "/me/visitors/" + zhao, "/me/data/" + zhao })
        {
            var shown = await resident.GetAsync(path);
            Assert.Contains(shown.Status, new[] { HttpStatusCode.NotFound, HttpStatusCode.Forbidden });
            Assert.DoesNotContain("Liu", shown.Html, StringComparison.Ordinal);
        }

        Assert.Equal(HttpStatusCode.NotFound, (await resident.GetAsync(pass)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await resident.GetAsync(pass + "/qr.png")).Status);
        await resident.GetAsync("/me/visitors");
        Assert.Equal(HttpStatusCode.NotFound, (await resident.ForgeAsync(pass + "/cancel", ("seen", "*"))).Status);
        Assert.Null(Residents.VisitOf(pass.Split('/')[^1])!.CancelledAt);
        foreach (var act in new[] { "/me/consents/face/withdraw", "/me/consents/photos/withdraw", "/me/consents/care/withdraw",
            "/me/data/erasure" })
        {
            await resident.GetAsync("/me/visitors");
            await resident.ForgeAsync(act, ("seen", "*"), ("id", zhao), ("person", zhao), ("host", zhao));
        }

        await resident.GetAsync("/me/visitors");
        await resident.ForgeAsync("/me/visitors", ("host", zhao), ("door", "unit"), ("hours", "4"), ("uses", "1"));
        Assert.Single(Residents.Visits, visit => visit.Host.Value == zhao);
        Assert.Null(Residents.WithId(new PersonId(zhao))!.Details.Notes);
        Assert.DoesNotContain("Zhao", (await resident.GetAsync("/me/data/file")).Html, StringComparison.Ordinal);
        Assert.DoesNotContain("Zhao", (await resident.GetAsync("/me/data")).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Own_data_is_shown_and_taken_as_a_file_and_erasure_is_asked_for_once()
    {
        var wang = await bench.AddAsync("Wang Data", "3-2-401", new { notes = "likes plums", phone = "13812345678" });
        using var resident = await PageSession.AsResidentAsync(bench.Gateway, wang);
        var page = await resident.GetAsync("/me/data");
        Assert.Contains("13812345678", page.Text, StringComparison.Ordinal);
        Assert.Contains("no door lets you in any more", page.Text, StringComparison.Ordinal);
        Assert.Contains("Wang Data", (await resident.GetAsync("/me/data/file")).Html, StringComparison.Ordinal);

        await resident.GetAsync("/me/data");
        var asked = await resident.SendAsync("/me/data/erasure");
        Assert.Contains("You asked to be erased", asked.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("/me/data/erasure", asked.Html, StringComparison.Ordinal);
        var notes = Residents.WithId(new PersonId(wang))!.Details.Notes!;
        Assert.EndsWith("\nlikes plums", notes, StringComparison.Ordinal);
        var office = new PageVisitor(bench.Gateway, Role.Office);
        Assert.Matches("asked to be erased: [1-9]", (await office.GetAsync("/people")).Text);
        Assert.Contains($"row-{wang}", (await office.GetAsync("/people?show=erasure")).Html, StringComparison.Ordinal);
        Assert.Contains(bench.Gateway.Happened.All.OfType<PeopleOrdered>(), one => one.Operator == wang && one.Order == "erasure-ask");
        await resident.ForgeAsync("/me/data/erasure", ("seen", "*"));
        Assert.Equal(notes, Residents.WithId(new PersonId(wang))!.Details.Notes);
    }

    [Fact]
    public async Task Consents_are_shown_with_the_notice_and_a_stale_page_withdraws_nothing()
    {
        var wang = await bench.AddAsync("Wang Consent", "3-2-402");
        var people = bench.Gateway.Services.GetRequiredService<PeopleWriter>();
        people.Write<object?>(() => (PeopleChange.Of(Residents.WithId(new PersonId(wang))! with
        {
            Consent = new Consent(TimeProvider.System.GetUtcNow(), "2026-11", "Clerk"),
        }), null));
        using var resident = await PageSession.AsResidentAsync(bench.Gateway, wang, "zh");
        var page = await resident.GetAsync("/me/consents");
        Assert.Contains("人脸识别", page.Text, StringComparison.Ordinal);
        Assert.Contains("/me/consents/face/withdraw", page.Html, StringComparison.Ordinal);

        await bench.PatchAsync($"people/{wang}", new { notes = "changed meanwhile" }, OfficeBench.Any);
        Assert.Contains("其他人已先行更改", (await resident.SendAsync("/me/consents/face/withdraw")).Text, StringComparison.Ordinal);
        Assert.NotNull(Residents.WithId(new PersonId(wang))!.Consent);
        await resident.GetAsync("/me/consents");
        var done = await resident.SendAsync("/me/consents/face/withdraw");
        Assert.Contains("已撤回", done.Text, StringComparison.Ordinal);
        Assert.Null(Residents.WithId(new PersonId(wang))!.Consent);
        Assert.DoesNotContain("face/withdraw", done.Html, StringComparison.Ordinal);
        Assert.Contains(bench.Gateway.Happened.All.OfType<ConsentWithdrawn>(), one => one.Person == wang);
    }

    [Fact]
    public async Task Staff_has_no_such_page_and_a_resident_none_of_the_staff()
    {
        using var guard = await PageSession.AsAsync(bench.Gateway, Role.Guard, "Guard of none");
        Assert.Equal(HttpStatusCode.Forbidden, (await guard.GetAsync("/me")).Status);
        var wang = await bench.AddAsync("Wang Alone", "3-2-403");
        using var resident = await PageSession.AsResidentAsync(bench.Gateway, wang);
        foreach (var path in new[] { "/duty", "/accounts", "/system", "/backups", "/audit", "/account" })
        {
            Assert.Equal(HttpStatusCode.Forbidden, (await resident.GetAsync(path)).Status);
        }
    }

    private static PassageCompleted Passage(string person) => new("unit", DoorSide.Entry, person, null);
}
