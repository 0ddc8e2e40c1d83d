using System.Net;
using System.Text.RegularExpressions;
using Xunit;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Events;

namespace Zhuhui.Edge.Gateway.Tests.Console.Residents;

/// <summary>People on the office's pages: found, shown, changed by one form an act.</summary>
public sealed class PersonPagesTests(Desk desk) : IClassFixture<Desk>
{
    [Fact]
    public async Task People_are_found_by_whatever_is_known_and_listed_by_the_order_of_their_names()
    {
        var zhou = await desk.AddAsync("周九", "9-1-901", new { phone = "13900004321" }, "9001");
        var an = await desk.AddAsync("安八", "9-1-902");
        foreach (var text in new[] { "周九", "zhou", "zj", "9-1-901", "901", "9001", "4321" })
        {
            var found = await desk.Clerk.GetAsync($"/people?q={Uri.EscapeDataString(text)}");
            Assert.True(found.Html.Contains($"href=\"/people/{zhou}\"", StringComparison.Ordinal), text);
            Assert.DoesNotContain($"href=\"/people/{an}\"", found.Html, StringComparison.Ordinal);
        }

        // A shorter name before a longer one that begins like it.
        var shorter = await desk.AddAsync("安", "9-1-903");
        var all = await desk.Clerk.GetAsync("/people?q=9-1");
        int[] places = [.. new[] { shorter, an, zhou }.Select(id => all.Html.IndexOf($"/people/{id}\"", StringComparison.Ordinal))];
        Assert.True(places[0] > 0 && places[0] < places[1] && places[1] < places[2], string.Join(' ', places));
        Assert.Contains($"/people/{shorter}\"", (await desk.Clerk.GetAsync("/people")).Html, StringComparison.Ordinal);

        // The number is masked in a list, and who looked is on record.
        Assert.DoesNotContain("13900004321", all.Html, StringComparison.Ordinal);
        Assert.Contains(desk.Gateway.Happened.All.OfType<PeopleLookedUp>(), look => look is { Operator: "clerk", What: "list" });
        Assert.Equal(HttpStatusCode.OK, (await desk.Clerk.GetAsync("/people?cursor=p-000000000000")).Status);
    }

    [Fact]
    public async Task A_list_goes_on_where_the_page_before_it_ended()
    {
        for (var i = 0; i < 51; i++)
        {
            await desk.AddAsync($"万{i:00}", "3-2-777");
        }

        var first = await desk.Clerk.GetAsync("/people?q=3-2-777");
        var next = WebUtility.HtmlDecode(Regex.Match(first.Html, "href=\"(/people[^\"]*cursor=[^\"]*)\"").Groups[1].Value);
        var second = await desk.Clerk.GetAsync(next);
        var (before, after) = (Ids(first), Ids(second));
        Assert.Equal((50, 1), (before.Length, after.Length));
        Assert.Empty(before.Intersect(after));

        static string[] Ids(Seen page) => [.. Regex.Matches(page.Html, "id=\"row-([^\"]*)\"").Select(row => row.Groups[1].Value)];
    }

    [Fact]
    public async Task Whether_somebody_may_pass_is_told_by_a_word_and_a_shape_and_is_what_holds()
    {
        var id = await desk.AddAsync("孙一", "3-2-101");
        var page = await desk.Clerk.GetAsync($"/people/{id}");
        Assert.Contains("mark good", page.Html, StringComparison.Ordinal);
        page = await desk.Clerk.PostAsync(page, $"/people/{id}/block");
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Matches("mark bad\"><svg[^>]*><use href=\"[^\"]*#x-lg\" ?/?>", page.Html);
        Assert.True((await desk.PersonAsync(id))["blocked"].GetValue<bool>());
        Assert.Contains("row-" + id, (await desk.Clerk.GetAsync("/people?show=blocked")).Html, StringComparison.Ordinal);
        page = await desk.Clerk.PostAsync(page, $"/people/{id}/unblock");
        Assert.False((await desk.PersonAsync(id))["blocked"].GetValue<bool>());
        page = await desk.Clerk.PostAsync(page, $"/people/{id}/end", ("day", "2020-01-31"));
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains("mark unknown", page.Html, StringComparison.Ordinal);

        // To the end of that day by the site's clocks.
        Assert.Equal(new DateTimeOffset(2020, 1, 31, 16, 0, 0, TimeSpan.Zero),
            (await desk.PersonAsync(id))["to"].GetValue<DateTimeOffset>());
    }

    [Fact]
    public async Task What_is_known_the_home_the_doors_and_the_pin_are_changed_each_by_its_form()
    {
        var id = await desk.AddAsync("李一", "3-2-201", new { kind = "owner", phone = "13811112222", notes = "x" });
        var page = await desk.Clerk.GetAsync($"/people/{id}");
        page = await desk.Clerk.PostAsync(page, $"/people/{id}/edit", ("name", "李一一"), ("kind", "Tenant"), ("sex", "Female"),
            ("phone", ""), ("born", "1950-02-28"), ("plates", "湘D12345，湘D54321"), ("notes", "a\r\nb"), ("alone", "on"));
        Assert.Equal(HttpStatusCode.OK, page.Status);
        var person = await desk.PersonAsync(id);
        Assert.Equal(("李一一", "tenant", "female", "1950-02-28", "a\nb", true), ((string)person["name"]!, (string)person["kind"]!,
            (string)person["sex"]!, (string)person["birthDate"]!, (string)person["notes"]!, person["livesAlone"].GetValue<bool>()));
        Assert.Null(person.Json!["phone"]);
        Assert.Equal(2, person["vehicles"].AsArray().Count);
        page = await desk.Clerk.PostAsync(page, $"/people/{id}/move", ("home", "3-2-202"), ("kind", "Owner"));
        Assert.Equal("3-2-202", (string)(await desk.PersonAsync(id))["home"]!);
        page = await desk.Clerk.PostAsync(page, $"/people/{id}/doors", ("door-gate", "not"), ("door-unit", ""), ("schedule", ""),
            ("longer", "on"));
        person = await desk.PersonAsync(id);
        Assert.Equal((true, "gate"), (person["longer"].GetValue<bool>(), (string)person["notDoors"][0]!));
        page = await desk.Clerk.PostAsync(page, $"/people/{id}/pin", ("pin", "739154"));
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.True((await desk.PersonAsync(id))["hasPin"].GetValue<bool>());
        Assert.DoesNotContain("739154", page.Html, StringComparison.Ordinal);
        await desk.Clerk.PostAsync(page, $"/people/{id}/pin-clear");
        Assert.False((await desk.PersonAsync(id))["hasPin"].GetValue<bool>());
    }

    [Fact]
    public async Task What_is_refused_stands_there_again_as_it_was_typed_and_a_pin_does_not()
    {
        var id = await desk.AddAsync("吴一", "3-2-301");
        var page = await desk.Clerk.GetAsync($"/people/{id}");
        var refused = await desk.Clerk.PostAsync(page, $"/people/{id}/edit", ("name", "吴一"), ("phone", "12<3"), ("notes", "typed words"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        var form = refused.FormOf($"/people/{id}/edit");
        Assert.Contains("value=\"12<3\"", form, StringComparison.Ordinal);
        Assert.Contains("typed words", form, StringComparison.Ordinal);
        Assert.Contains("role=\"alert\"", form, StringComparison.Ordinal);
        Assert.DoesNotContain("role=\"alert\"", refused.FormOf($"/people/{id}/move"), StringComparison.Ordinal);
        var pin = await desk.Clerk.PostAsync(refused, $"/people/{id}/pin", ("pin", "123456"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, pin.Status);
        Assert.DoesNotContain("123456", pin.Html, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await desk.Clerk.PostAsync(page, $"/people/{id}/cards", ("card", "no"))).Status);
    }

    [Fact]
    public async Task What_another_has_changed_meanwhile_is_shown_and_nothing_is_done_over_it()
    {
        var id = await desk.AddAsync("郑一", "3-2-401");
        var old = await desk.Clerk.GetAsync($"/people/{id}");
        await desk.Clerk.PostAsync(old, $"/people/{id}/block");
        var stale = await desk.Clerk.PostAsync(old, $"/people/{id}/edit", ("name", "郑二"), ("phone", "13822223333"));
        Assert.Equal(HttpStatusCode.PreconditionFailed, stale.Status);
        Assert.Contains("value=\"13822223333\"", stale.FormOf($"/people/{id}/edit"), StringComparison.Ordinal);
        Assert.Equal("郑一", (string)(await desk.PersonAsync(id))["name"]!);

        // It shows what is now: sent again it is done.
        Assert.Equal(HttpStatusCode.OK, (await desk.Clerk.PostAsync(stale, $"/people/{id}/edit", ("name", "郑二"))).Status);
        Assert.Equal("郑二", (string)(await desk.PersonAsync(id))["name"]!);
    }

    [Fact]
    public async Task A_form_that_is_sent_twice_is_done_once()
    {
        var page = await desk.Clerk.GetAsync("/people/new");
        (string, string)[] typed = [("name", "冯一"), ("home", "3-2-501"), ("kind", "Owner")];
        var made = await desk.Clerk.PostAsync(page, "/people/new", typed);
        var again = await desk.Clerk.PostAsync(page, "/people/new", typed);
        Assert.Equal((HttpStatusCode.OK, made.Address.AbsolutePath), (again.Status, again.Address.AbsolutePath));
        Assert.Single(Regex.Matches((await desk.Clerk.GetAsync("/people?q=3-2-501")).Html, "id=\"row-"));
    }

    [Fact]
    public async Task A_card_is_lost_found_and_given_back_from_its_own_page_and_from_its_holders()
    {
        var id = await desk.AddAsync("陈一", "3-2-601", null, "188,27678");
        var card = await desk.Clerk.GetAsync("/cards?card=BC6C1E");
        Assert.Contains($"href=\"/people/{id}\"", card.Html, StringComparison.Ordinal);
        card = await desk.Clerk.PostAsync(card, "/cards/lost");
        Assert.Contains("mark bad", card.Html, StringComparison.Ordinal);
        Assert.Contains(desk.Gateway.Happened.All.OfType<CardReported>(), one => one.Person == id && one.Lost);
        var person = await desk.Clerk.PostAsync(await desk.Clerk.GetAsync($"/people/{id}"), "/cards/found");
        Assert.Equal($"/people/{id}", person.Address.AbsolutePath);
        Assert.False((await desk.PersonAsync(id))["cards"][0]!["lost"]!.GetValue<bool>());
        await desk.Clerk.PostAsync(person, "/cards/take");
        Assert.Empty((await desk.PersonAsync(id))["cards"].AsArray());
        Assert.DoesNotContain("/cards/lost", (await desk.Clerk.GetAsync("/cards?card=BC6C1E")).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_is_erased_leaves_a_receipt_for_whoever_did_it_alone()
    {
        var id = await desk.AddAsync("褚一", "3-2-701", null, "70101", "70102");
        using var other = await DeskVisitor.EnterAsync(desk.Gateway, "other", Role.Administrator);
        var receipt = await desk.Clerk.PostAsync(await desk.Clerk.GetAsync($"/people/{id}"), $"/people/{id}/erase");
        Assert.StartsWith("/receipts/", receipt.Address.AbsolutePath, StringComparison.Ordinal);
        Assert.Matches("褚一: cards 2, face templates 0, photos 0", receipt.Html);
        Assert.Contains("clerk", receipt.Html, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await desk.Clerk.GetAsync($"/people/{id}")).Status);
        Assert.DoesNotContain("褚一", (await other.GetAsync(receipt.Address.AbsolutePath)).Html, StringComparison.Ordinal);
        Assert.Contains(desk.Gateway.Happened.All.OfType<PeopleOrdered>(), one => one is { Operator: "clerk", Order: "remove" }
            && one.Subject == id);
    }

    [Fact]
    public async Task A_residents_link_is_shown_once_with_its_address_and_lets_that_resident_in()
    {
        var id = await desk.AddAsync("卫一", "3-2-801");
        var link = await desk.Clerk.PostAsync(await desk.Clerk.GetAsync($"/people/{id}"), $"/people/{id}/link");
        var code = Regex.Match(link.Html, "/link#([0-9A-Z-]{19})").Groups[1].Value;
        Assert.Contains($"https://{desk.Gateway.Api.Authority}/link#{code}", link.Html, StringComparison.Ordinal);
        Assert.Contains("src=\"data:image/png;base64,", link.Html, StringComparison.Ordinal);
        Assert.DoesNotContain(code, (await desk.Clerk.GetAsync($"/people/{id}")).Html, StringComparison.Ordinal);
        using var resident = DeskVisitor.Anybody(desk.Gateway);
        await resident.PostAsync(await resident.GetAsync("/link"), "/link", ("code", code));
        Assert.Contains(desk.Gateway.Happened.All.OfType<AccountLoggedIn>(), one => one.Account == id);
        Assert.Equal(HttpStatusCode.Forbidden, (await resident.GetAsync($"/people/{id}")).Status);
    }

    [Fact]
    public async Task All_that_is_kept_is_handed_out_as_a_file_and_as_a_page_to_print()
    {
        var id = await desk.AddAsync("蒋一", "3-2-802", new { notes = "needs the ramp" });
        var file = await desk.Clerk.GetAsync($"/people/{id}/file");
        Assert.Contains("needs the ramp", file.Html, StringComparison.Ordinal);
        var page = await desk.Clerk.GetAsync($"/people/{id}/print");
        Assert.Contains("needs the ramp", page.Html, StringComparison.Ordinal);
        Assert.Contains("clerk", page.Html, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await desk.Clerk.GetAsync("/people/p-000000000000/print")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await desk.Clerk.GetAsync("/people/p-000000000000")).Status);
    }
}
