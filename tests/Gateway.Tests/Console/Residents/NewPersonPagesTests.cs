using System.Net;
using Xunit;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Tests.Api.Office;
using Zhuhui.Edge.Tests.Support;
using Zhuhui.Edge.Vision.Options;

namespace Zhuhui.Edge.Gateway.Tests.Console.Residents;

/// <summary>Somebody new in one form; a card by tapping it; a family that moves out.</summary>
public sealed class NewPersonPagesTests(Desk desk) : IClassFixture<Desk>
{
    [Fact]
    public async Task Somebody_new_is_made_whole_by_one_form_and_nothing_typed_is_lost_where_it_is_refused()
    {
        var page = await desk.Clerk.GetAsync("/people/new");
        (string Name, string Value)[] typed = [("name", "沈一"), ("home", "3-2-101"), ("kind", "Tenant"), ("phone", "13812340001"),
            ("born", "1980-05-06"), ("card", "188,300")];
        var refused = await desk.Clerk.PostAsync(page, "/people/new", [.. typed.Where(field => field.Name != "home"), ("home", "nowhere")]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        foreach (var value in new[] { "沈一", "nowhere", "13812340001", "1980-05-06", "188,300" })
        {
            Assert.Contains($"value=\"{value}\"", refused.Html, StringComparison.Ordinal);
        }

        var made = await desk.Clerk.PostAsync(refused, "/people/new", typed);
        Assert.Equal(HttpStatusCode.OK, made.Status);
        var person = await desk.PersonAsync(made.Address.AbsolutePath.Split('/')[^1]);
        Assert.Equal(("沈一", "3-2-101", "tenant", "13812340001", "1980-05-06", $"{(188 << 16) + 300}"), ((string)person["name"]!,
            (string)person["home"]!, (string)person["kind"]!, (string)person["phone"]!, (string)person["birthDate"]!,
            (string)person["cards"][0]!["number"]!));

        // Another of the name is another by the clerk's word alone.
        var twin = await desk.Clerk.PostAsync(page, "/people/new", ("name", "沈一"), ("home", "3-2-102"), ("kind", "Owner"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, twin.Status);
        Assert.Equal(HttpStatusCode.OK, (await desk.Clerk.PostAsync(twin, "/people/new", ("name", "沈一"), ("home", "3-2-102"),
            ("kind", "Owner"), ("another", "on"))).Status);
    }

    [Fact]
    public async Task Names_stand_in_the_order_of_their_sound()
    {
        foreach (var name in new[] { "\u5468\u5e8f", "\u8d75\u5e8f", "\u674e\u5e8f" })
        {
            await desk.AddAsync(name, "8-1-101");
        }

        foreach (var path in new[] { "/people", "/households?home=8-1-101" })
        {
            var page = (await desk.Clerk.GetAsync(path)).Html;
            int[] at = [.. new[] { "\u674e\u5e8f", "\u8d75\u5e8f", "\u5468\u5e8f" }.Select(name => page.IndexOf($">{name}</a>",
                StringComparison.Ordinal))];
            Assert.True(at[0] > 0 && at[0] < at[1] && at[1] < at[2], string.Join(' ', at));
        }
    }

    [Fact]
    public async Task A_face_without_consent_leaves_nobody_half_made_and_the_photo_lies_on_no_disk()
    {
        var page = await desk.Clerk.GetAsync("/people/new");
        Assert.Contains("class=\"notice\"", page.Html, StringComparison.Ordinal);
        (string, string)[] typed = [("name", "韩一"), ("home", "3-2-103"), ("kind", "Family"), ("born", "2020-01-31")];
        var photo = new byte[300 << 10];
        var before = Directory.GetFiles(Path.GetTempPath(), "ASPNETCORE_*");
        var without = await desk.Clerk.PostAsync(page, "/people/new", photo, typed);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, without.Status);
        Assert.Contains("value=\"韩一\"", without.Html, StringComparison.Ordinal);
        var child = await desk.Clerk.PostAsync(page, "/people/new", photo, [.. typed, ("agree", "on")]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, child.Status);
        Assert.Contains("guardian", child.Html, StringComparison.Ordinal);
        var noPhoto = await desk.Clerk.PostAsync(page, "/people/new", photo, [.. typed, ("agree", "on"), ("guardian", "韩二")]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, noPhoto.Status);
        Assert.DoesNotContain("id=\"row-", (await desk.Clerk.GetAsync("/people?q=3-2-103")).Html, StringComparison.Ordinal);
        Assert.Equal(before, Directory.GetFiles(Path.GetTempPath(), "ASPNETCORE_*"));
        var large = await desk.Clerk.PostAsync(page, "/people/new", new byte[13 << 20], [.. typed, ("agree", "on")]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, large.Status);
        Assert.Contains("value=\"韩一\"", large.Html, StringComparison.Ordinal);
        Assert.Contains("12 MB.", large.Html, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await desk.Clerk.PostAsync(page, "/people/new", new byte[25 << 20],
            typed)).Status);
    }

    [Fact, Trait("needs", "material"), Trait("needs", "process")]
    public async Task Somebody_new_with_card_and_face_is_one_form_and_the_consent_is_on_record()
    {
        await using var gateway = await Desk.StartAsync(site => site with { Vision = new VisionOptions { ModelFolder = Material.Models } });
        using var clerk = await DeskVisitor.EnterAsync(gateway, "clerk", Role.Office);
        var photo = await File.ReadAllBytesAsync(Material.Resident);
        var made = await clerk.PostAsync(await clerk.GetAsync("/people/new"), "/people/new", photo, ("name", "杨一"), ("home", "3-2-104"),
            ("kind", "Owner"), ("born", "1960-01-02"), ("card", "4711"), ("agree", "on"), ("keep", "on"));
        Assert.Equal(HttpStatusCode.OK, made.Status);
        Assert.Contains("before clerk", made.Html, StringComparison.Ordinal);
        var enrolled = gateway.Happened.All.OfType<ResidentEnrolled>().Last();
        Assert.Equal((1, 1, 1), (enrolled.Templates, enrolled.Cards, enrolled.KeptPhotos));

        // The face alone again, on the person's page: withdrawn, and taken anew.
        var withdrawn = await clerk.PostAsync(made, $"/people/{enrolled.Person}/face-clear");
        Assert.DoesNotContain("before clerk", withdrawn.Html, StringComparison.Ordinal);
        var refused = await clerk.PostAsync(withdrawn, $"/people/{enrolled.Person}/face", photo);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        var taken = await clerk.PostAsync(withdrawn, $"/people/{enrolled.Person}/face", photo, ("agree", "on"));
        Assert.Equal(HttpStatusCode.OK, taken.Status);
        Assert.Contains("before clerk", taken.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_card_that_is_tapped_for_the_office_opens_nothing_is_nobodys_refusal_and_opens_once_it_is_given()
    {
        var id = await desk.AddAsync("朱一", "3-2-105", null, "5001");
        var page = await desk.Clerk.GetAsync($"/people/{id}/tap");
        var waiting = await desk.Clerk.PostAsync(page, $"/people/{id}/tap", ("reader", "gate-card"));
        Assert.Contains("gate-card", waiting.Html, StringComparison.Ordinal);
        Assert.Contains("<progress", waiting.Html, StringComparison.Ordinal);

        // A resident's card is the door's business as always, and the office is told whose it is.
        await desk.TapAsync(5001);
        await Eventually.IsAsync(() => Granted("5001") == 1);
        var held = await desk.Clerk.GetAsync(waiting.Address.PathAndQuery);
        Assert.Contains("朱一", held.Html, StringComparison.Ordinal);
        Assert.Contains("<progress", held.Html, StringComparison.Ordinal);

        await desk.TapAsync(5002);
        await Eventually.IsAsync(() => Tapped("5002"));
        var read = await desk.Clerk.GetAsync(waiting.Address.PathAndQuery);
        Assert.Contains("wiegand-34:5002", read.Html, StringComparison.Ordinal);
        await desk.TapAsync(5002);
        await desk.TapAsync(5003);
        await Eventually.IsAsync(() => desk.Gateway.Happened.All.OfType<PassageDenied>().Any(one => one.Card == "5003"));
        Assert.DoesNotContain(desk.Gateway.Happened.All.OfType<PassageDenied>(), one => one.Card == "5002");
        Assert.Equal([null, "5002"], desk.Gateway.Happened.All.OfType<CardAwaited>().Select(one => one.Card));

        var given = await desk.Clerk.PostAsync(read, $"/people/{id}/cards");
        Assert.Equal($"/people/{id}", given.Address.AbsolutePath);
        await desk.TapAsync(5002);
        await Eventually.IsAsync(() => Granted("5002") == 1);

        using var other = await DeskVisitor.EnterAsync(desk.Gateway, "other", Role.Office);
        await desk.Clerk.PostAsync(page, $"/people/{id}/tap", ("reader", "gate-card"));
        var taken = await other.PostAsync(await other.GetAsync($"/people/{id}/tap"), $"/people/{id}/tap", ("reader", "gate-card"));
        Assert.Contains("clerk", taken.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("<progress", taken.Html, StringComparison.Ordinal);

        // A program does the same: once the reader is free.
        var program = desk.Gateway.As(Role.Office);
        Assert.Equal((HttpStatusCode.Conflict, "readerInUse"), await CodeAsync("readers/gate-card/taps"));
        Assert.Equal((HttpStatusCode.NotFound, "notFound"), await CodeAsync("readers/none/taps"));
        await desk.TapAsync(5004);
        await Eventually.IsAsync(() => Tapped("5004"));
        var begun = await OfficeBench.SendAsync(program, HttpMethod.Post, "readers/gate-card/taps");
        Assert.Equal(HttpStatusCode.Created, begun.Status);
        await desk.TapAsync(5005);
        await Eventually.IsAsync(() => Tapped("5005"));
        var seen = await OfficeBench.SendAsync(program, HttpMethod.Get, $"readers/gate-card/taps/{begun["id"]}");
        Assert.Equal(("wiegand-34:5005", false), ((string)seen["card"]!, seen["open"].GetValue<bool>()));
        Assert.Equal(HttpStatusCode.NotFound, (await OfficeBench.SendAsync(desk.Gateway.As(Role.Administrator), HttpMethod.Get,
            $"readers/gate-card/taps/{begun["id"]}")).Status);

        async Task<(HttpStatusCode Status, string? Code)> CodeAsync(string path)
        {
            var answer = await OfficeBench.SendAsync(program, HttpMethod.Post, path);
            return (answer.Status, answer.Code);
        }

        bool Tapped(string card) => desk.Gateway.Happened.All.OfType<CardAwaited>().Any(one => one.Card == card);

        int Granted(string card) => desk.Gateway.Happened.All.OfType<PassageGranted>().Count(one => one.Card == card);
    }

    [Fact]
    public async Task A_family_moves_and_moves_out_with_a_preview_and_a_receipt()
    {
        var mother = await desk.AddAsync("秦一", "7-1-101", new { kind = "owner" }, "7101");
        await desk.AddAsync("秦二", "7-1-101", new { kind = "family" }, "7102", "7103");
        var list = await desk.Clerk.GetAsync("/households?building=7");
        Assert.Contains("7-1-101", list.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("7-1-101", (await desk.Clerk.GetAsync("/households?building=3")).Html, StringComparison.Ordinal);
        Assert.Contains("role=\"alert\"", (await desk.Clerk.GetAsync("/households?home=7-9-999")).Html, StringComparison.Ordinal);
        var home = await desk.Clerk.GetAsync("/households?home=7-1-101");
        var at = home.Address.AbsolutePath;
        Assert.Contains($"href=\"/people/{mother}\"", home.Html, StringComparison.Ordinal);
        Assert.Contains("秦二: cards 2, face templates 0, photos 0", home.Html, StringComparison.Ordinal);

        var refused = await desk.Clerk.PostAsync(home, $"{at}/move", ("home", "no home"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("value=\"no home\"", refused.Html, StringComparison.Ordinal);
        home = await desk.Clerk.PostAsync(home, $"{at}/move", ("home", "7-1-102"));
        Assert.Equal("7-1-102", (string)(await desk.PersonAsync(mother))["home"]!);
        home = await desk.Clerk.PostAsync(home, $"{at}/edit", ("notes", "quiet"), ("plates", "湘D11111"));
        Assert.Contains("湘D11111", home.Html, StringComparison.Ordinal);

        // On a day: until its end they may pass, and nothing is erased yet.
        home = await desk.Clerk.PostAsync(home, $"{at}/end", ("day", "2099-12-31"));
        Assert.Equal(new DateTimeOffset(2099, 12, 31, 16, 0, 0, TimeSpan.Zero),
            (await desk.PersonAsync(mother))["to"].GetValue<DateTimeOffset>());
        Assert.Contains("mark busy", home.Html, StringComparison.Ordinal);

        var receipt = await desk.Clerk.PostAsync(home, $"{at}/end", ("day", ""));
        Assert.StartsWith("/receipts/", receipt.Address.AbsolutePath, StringComparison.Ordinal);
        Assert.Contains("秦一: cards 1", receipt.Html, StringComparison.Ordinal);
        Assert.Contains("湘D11111", receipt.Html, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await desk.PersonAsync(mother)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await desk.Clerk.GetAsync(at)).Status);
    }
}
