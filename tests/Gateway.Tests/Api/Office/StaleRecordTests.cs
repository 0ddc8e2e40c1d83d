using System.Net;
using Xunit;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Api.Records;
using Zhuhui.Edge.Gateway.Events;

namespace Zhuhui.Edge.Gateway.Tests.Api.Office;

/// <summary>Whoever changes a record has seen it as it is, or says that it does not matter; nobody's change is lost unseen.</summary>
public sealed class StaleRecordTests(OfficeBench office) : IClassFixture<OfficeBench>
{
    [Fact]
    public async Task A_stale_write_is_refused_and_shows_the_other_s_change_alone()
    {
        var person = await office.AddAsync("陈一", "3-2-101", new { phone = "13811112222", notes = "旧" });
        var seen = await office.GetAsync($"people/{person}");
        var other = await office.PatchAsync($"people/{person}", new { phone = "13833334444" }, seen.Tag);
        Assert.Equal(HttpStatusCode.OK, other.Status);
        Assert.NotEqual(seen.Tag, other.Tag);

        var mine = await office.PatchAsync($"people/{person}", new { notes = "新" }, seen.Tag);
        Assert.Equal((HttpStatusCode.PreconditionFailed, "stale", other.Tag), (mine.Status, mine.Code, mine.Tag));
        Assert.Equal("""{"phone":"13833334444"}""", mine["now"].ToJsonString());
        Assert.Contains("phone", (string)mine["detail"]!, StringComparison.Ordinal);
        Assert.Equal("旧", (string)(await office.PersonAsync(person))["notes"]!);

        // The other's state in hand, it goes through, and its answer's tag is good for the next.
        var now = await office.PatchAsync($"people/{person}", new { notes = "新" }, mine.Tag);
        Assert.Equal(HttpStatusCode.OK, (await office.PostAsync($"people/{person}/block", seen: now.Tag)).Status);
        Assert.Equal(HttpStatusCode.OK, (await office.DeleteAsync($"people/{person}", "\"nothing\", *")).Status);
    }

    [Fact]
    public async Task A_change_that_nobody_is_shown_makes_a_record_stale_too()
    {
        var person = await office.AddAsync("陈二", "3-2-102");
        Assert.Equal(HttpStatusCode.OK, (await PinAsync(person, "739165")).Status);
        var seen = await office.GetAsync($"people/{person}");
        Assert.Equal(HttpStatusCode.OK, (await PinAsync(person, "739166")).Status);
        var stale = await office.PostAsync($"people/{person}/unblock", seen: seen.Tag);
        Assert.Equal((HttpStatusCode.PreconditionFailed, "{}"), (stale.Status, stale["now"].ToJsonString()));
        Assert.DoesNotContain("73916", (await office.PersonAsync(person)).ToJsonString(), StringComparison.Ordinal);

        Task<Reply> PinAsync(string id, string pin) => OfficeBench.SendAsync(office.Clerk, HttpMethod.Put, $"people/{id}/pin", new { pin },
            OfficeBench.Any);
    }

    [Fact]
    public async Task Every_change_of_a_record_asks_which_state_was_seen()
    {
        var person = await office.AddAsync("陈三", "3-2-103", null, "31313131");
        var household = (string)(await office.PersonAsync(person))["household"]!;
        var pass = (string)(await office.PostAsync("visits", new { host = person, doors = new[] { "gate" }, hours = 1, uses = 1 }))["id"]!;
        Assert.Equal(HttpStatusCode.OK, (await office.PostAsync($"people/{person}/care", new { witness = "chen" })).Status);
        var mine = office.Gateway.AsResident(person);
        var missing = RoutesOf(office.Gateway).Where(route => route.Status is 200 && route.Metadata == 428).ToArray();
        Assert.True(missing.Length >= 18, $"only {missing.Length} routes change a record");
        foreach (var route in missing)
        {
            var path = route.Path.Replace("people/{id}", $"people/{person}", StringComparison.Ordinal)
                .Replace("households/{id}", $"households/{household}", StringComparison.Ordinal)
                .Replace("{pass}", pass, StringComparison.Ordinal).Replace("{card}", "31313131", StringComparison.Ordinal);
            var body = route.Path switch
            {
                _ when route.Path.EndsWith("/face", StringComparison.Ordinal) && route.Method == "PUT" => null,
                "site" => """{"text":"{}"}""",
                _ when route.Method is "PUT" => """{"pin":"739167"}""",
                _ when route.Path.EndsWith("/move", StringComparison.Ordinal) => """{"home":"3-2-104"}""",
                _ when route.Path.EndsWith("/end", StringComparison.Ordinal) => """{"at":"2030-01-01T00:00:00Z"}""",
                _ when route.Path.EndsWith("/away", StringComparison.Ordinal) && route.Method == "POST" => """{"from":"2030-01-01"}""",
                "people/{id}/care" when route.Method == "POST" => """{"witness":"chen"}""",
                "me/care" when route.Method == "POST" => """{"notice":"0123456789abcdef"}""",
                _ when route.Path.EndsWith("/cards", StringComparison.Ordinal) => """{"card":"1"}""",
                _ when route.Method == "PATCH" => "{}",
                _ => null,
            };
            var who = route.Path.StartsWith("me/", StringComparison.Ordinal) ? mine
                : route.Path == "site" ? office.Gateway.As(Role.Technician) : office.Clerk;
            var isFace = route is { Method: "PUT", Path: "people/{id}/face" };
            var unsaid = await OfficeBench.SendAsync(who, new HttpMethod(route.Method), path, isFace ? Photo() : body);
            Assert.Equal((route.Path, 428, "sayWhichState"), (route.Path, (int)unsaid.Status, unsaid.Code));

            if (route.Path == "site")
            {
                // What is wrong with a site file is said before whether it was seen: SiteChangesTests has stale ones.
                continue;
            }

            // A photo is looked at before it is asked whether the person still is as they were seen.
            var stale = await OfficeBench.SendAsync(who, new HttpMethod(route.Method), path, isFace ? Photo() : body, "\"AAAA\"");
            Assert.True((int)stale.Status is 412 || (isFace && (int)stale.Status is 422 or 503),
                $"{route.Method} {route.Path}: {stale.Status}");
        }

        Assert.False((bool)(await office.PersonAsync(person))["blocked"]!);
        Assert.Equal("3-2-103", (string)(await office.PersonAsync(person))["home"]!);
    }

    [Theory, InlineData("people/{0}"), InlineData("households/{1}"), InlineData("visits/{2}"), InlineData("cards/41414141")]
    public async Task A_record_that_the_reader_has_is_not_sent_again_and_the_look_is_on_record(string path)
    {
        var name = $"陈{path[0]}";
        var person = (string?)(await office.GetAsync($"people?q={name}"))["items"].AsArray().FirstOrDefault()?["id"]
            ?? await office.AddAsync(name, $"4-1-10{path[0] - 'a'}", null, path[0] == 'c' ? ["41414141"] : []);
        var household = (string)(await office.PersonAsync(person))["household"]!;
        var pass = (string)(await office.PostAsync("visits", new { host = person, doors = new[] { "gate" }, hours = 1, uses = 1 }))["id"]!;
        var at = string.Format(System.Globalization.CultureInfo.InvariantCulture, path, person, household, pass);
        var first = await office.GetAsync(at);
        var looks = office.Gateway.Happened.All.OfType<PeopleLookedUp>().Count();
        var second = await office.GetAsync(at, first.Tag);
        Assert.Equal((HttpStatusCode.NotModified, first.Tag, 0), (second.Status, second.Tag, second.Body.Length));
        Assert.Equal(looks + 1, office.Gateway.Happened.All.OfType<PeopleLookedUp>().Count());
    }

    [Fact]
    public async Task Of_many_who_saw_the_same_state_one_changes_it()
    {
        var person = await office.AddAsync("陈四", "3-2-105");
        var seen = (await office.GetAsync($"people/{person}")).Tag;
        var clerk = office.Clerk;
        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => Task.Run(() => OfficeBench.SendAsync(clerk, HttpMethod.Patch,
            $"people/{person}", new { notes = $"n{i}" }, seen))));
        Assert.Equal(1, answers.Count(one => one.Status == HttpStatusCode.OK));
        Assert.Equal(11, answers.Count(one => one.Status == HttpStatusCode.PreconditionFailed));
    }

    [Fact]
    public void A_tag_tells_which_fields_are_others_and_knows_no_tag_of_another_kind()
    {
        var then = RecordState.Of(new { Name = "a", Phone = (string?)null, Cards = new[] { 1 } });
        var now = RecordState.Of(new { Name = "a", Phone = (string?)"1", Cards = new[] { 1, 2 } });
        Assert.Equal(["phone", "cards"], now.ChangedSince(then.Tag)!.Select(field => field.Key));
        Assert.Empty(now.ChangedSince(now.Tag)!);
        Assert.Empty(RecordState.Of(new { Name = "a" }, "pin 2").ChangedSince(RecordState.Of(new { Name = "a" }, "pin 1").Tag)!);
        Assert.False(RecordState.Of(new { Name = "a" }, "pin 2").Is(RecordState.Of(new { Name = "a" }, "pin 1").Tag));
        Assert.Null(now.ChangedSince(RecordState.Of(new { Name = "a" }).Tag));
        Assert.Null(now.ChangedSince("\"!\""));
    }

    private static MultipartFormDataContent Photo() => new("b")
    {
        { new StringContent("x"), "witness" }, { new ByteArrayContent([1]), "photo", "a.jpg" },
    };

    private static IEnumerable<(string Method, string Path, int Status, int Metadata)> RoutesOf(RunningApi gateway) =>
        Roles.ApiRoutes.Of(gateway).Where(route => route.Answers.Contains(428)
            && !route.Path.StartsWith("accounts/", StringComparison.Ordinal)).Select(route => (route.Method, route.Path, 200, 428));
}
