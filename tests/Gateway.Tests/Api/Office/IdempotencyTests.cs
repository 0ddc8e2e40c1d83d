using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Api.Records;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.Projections;
using Zhuhui.Edge.Gateway.Projections.Keys;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Gateway.Tests.Api.Office;

/// <summary>An act that was sent twice is done once.</summary>
public sealed class IdempotencyTests(OfficeBench office) : IClassFixture<OfficeBench>
{
    [Fact]
    public async Task The_same_key_gives_the_same_answer_and_does_nothing_again()
    {
        var host = await office.AddAsync("林一", "3-2-101");
        var (key, body) = (OfficeBench.Key(), new { host, doors = new[] { "gate" }, hours = 2, uses = 1 });
        var first = await office.PostAsync("visits", body, seen: null, key);
        var again = await office.PostAsync("visits", """{"uses":1,"hours":2, "doors":["gate"],"host":"HOST"}""".Replace("HOST", host,
            StringComparison.Ordinal), seen: null, key);
        Assert.Equal((first.Status, (string)first["id"]!, (string)first["pass"]!),
            (again.Status, (string)again["id"]!, (string)again["pass"]!));
        Assert.Equal(first.Headers.Location, again.Headers.Location);
        Assert.Equal("true", Assert.Single(again.Headers.GetValues(IdempotencyKey.ReplayedHeader)));
        Assert.Single(office.Gateway.Happened.All.OfType<VisitorPassIssued>(), one => one.Host == host);

        // A new key is a new act.
        Assert.NotEqual((string)first["id"]!, (string)(await office.PostAsync("visits", body, seen: null, OfficeBench.Key()))["id"]!);
    }

    [Fact]
    public async Task The_same_key_with_anything_else_asked_is_refused_and_another_s_key_is_another()
    {
        var (one, other) = (await office.AddAsync("林二", "3-2-102"), await office.AddAsync("林三", "3-2-103"));
        var key = OfficeBench.Key();
        Assert.Equal(HttpStatusCode.OK, (await office.PostAsync($"people/{one}/move", new { home = "3-2-104" }, key: key)).Status);
        foreach (var (path, body) in new (string, object?)[] { ($"people/{one}/move", new { home = "3-2-105" }),
            ($"people/{other}/move", new { home = "3-2-104" }), ($"people/{one}/block", null) })
        {
            var answer = await office.PostAsync(path, body, key: key);
            Assert.Equal((HttpStatusCode.UnprocessableEntity, "keyUsed"), (answer.Status, answer.Code));
        }

        Assert.Equal(HttpStatusCode.OK, (await OfficeBench.SendAsync(office.Gateway.As(Role.Administrator), HttpMethod.Post,
            $"people/{one}/block", seen: "*", key: key)).Status);
        foreach (var bad in new[] { "short", new string('x', 129), "sixteen and more letters" })
        {
            Assert.Equal((bad, HttpStatusCode.BadRequest), (bad, (await office.PostAsync($"people/{one}/unblock", key: bad)).Status));
        }
    }

    [Fact]
    public async Task A_repetition_needs_no_state_and_a_refusal_is_no_act()
    {
        var person = await office.AddAsync("林四", "3-2-106");
        var (seen, key) = ((await office.GetAsync($"people/{person}")).Tag, OfficeBench.Key());
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await office.PostAsync($"people/{person}/move", new { home = "?" }, seen, key))
            .Status);
        var first = await office.PostAsync($"people/{person}/move", new { home = "3-2-107" }, seen, key);
        var again = await office.PostAsync($"people/{person}/move", new { home = "3-2-107" }, seen, key);
        Assert.Equal((HttpStatusCode.OK, first.Tag, null), (again.Status, again.Tag, (string?)again.Json!["said"]));

        // Whoever was erased by the first call is not asked for by the second.
        var household = (string)(await office.PersonAsync(person))["household"]!;
        var (end, body) = (OfficeBench.Key(), new { });
        Assert.Equal(HttpStatusCode.OK, (await office.PostAsync($"households/{household}/end", body, key: end)).Status);
        Assert.Equal(HttpStatusCode.OK, (await office.PostAsync($"households/{household}/end", body, key: end)).Status);
    }

    [Fact]
    public async Task Of_many_sendings_at_once_one_is_done()
    {
        var person = await office.AddAsync("林五", "3-2-108");
        var (key, clerk) = (OfficeBench.Key(), office.Clerk);
        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => Task.Run(() => OfficeBench.SendAsync(clerk, HttpMethod.Post,
            "visits", new { host = person, doors = new[] { "gate" }, hours = 1, uses = 1 }, key: key))));
        Assert.Single(office.Gateway.Happened.All.OfType<VisitorPassIssued>(), one => one.Host == person);
        Assert.All(answers, one => Assert.True(one.Status == HttpStatusCode.Created || one.Code == "keyInUse", $"{one.Status}"));
        Assert.Single(answers.Where(one => one.Status == HttpStatusCode.Created).Select(one => (string)one["id"]!).Distinct());
    }

    [Fact]
    public async Task A_list_that_is_sent_twice_is_taken_up_once_and_undone_once()
    {
        var list = "姓名,房号,类型\n名单甲,3-2-201,业主\n"u8.ToArray();
        var (key, undo) = (OfficeBench.Key(), OfficeBench.Key());
        var first = await office.PostAsync("imports", new ByteArrayContent(list), seen: null, key);
        Assert.Equal((HttpStatusCode.OK, 1, true), (first.Status, first["new"].GetValue<int>(), first["isDone"].GetValue<bool>()));
        Assert.True((await office.PostAsync("imports", new ByteArrayContent(list), seen: null, key))["isDone"].GetValue<bool>());
        Assert.Equal("keyUsed", (await office.PostAsync("imports", new ByteArrayContent([.. list, (byte)'\n']), seen: null, key)).Code);
        Assert.Equal(HttpStatusCode.OK, (await office.PostAsync("imports/undo", seen: null, key: undo)).Status);
        Assert.Equal(HttpStatusCode.OK, (await office.PostAsync("imports/undo", seen: null, key: undo)).Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await office.PostAsync("imports/undo", seen: null)).Status);
        Assert.Equal(2, office.Gateway.Happened.All.OfType<PeopleImported>().Count());
    }

    [Fact]
    public async Task A_restart_knows_the_keys_with_and_without_a_snapshot_and_nothing_of_what_was_asked()
    {
        using var folder = new TemporaryFolder();
        var (key, token) = (OfficeBench.Key(), "");
        var body = """{"name":"重启甲","home":"3-2-301","rest":{"phone":"13655556666"}}""";
        Reply first;
        await using (var gateway = await OfficeBench.StartAsync(folder.Path))
        {
            token = gateway.Services.GetRequiredService<AccountStore>().MakeToken("desk", Role.Office)!;
            first = await OfficeBench.SendAsync(gateway.With(token), HttpMethod.Post, "people", body, key: key);
        }

        Assert.Equal(HttpStatusCode.Created, first.Status);
        foreach (var withSnapshot in new[] { true, false })
        {
            if (!withSnapshot)
            {
                File.Delete(Snapshot.PathIn(folder.Path));
            }

            await using var gateway = await OfficeBench.StartAsync(folder.Path);
            var again = await OfficeBench.SendAsync(gateway.With(token), HttpMethod.Post, "people", body, key: key);
            Assert.Equal((HttpStatusCode.Created, (string)first["id"]!), (again.Status, (string)again["id"]!));
            Assert.Empty(gateway.Happened.All.OfType<ResidentEnrolled>());
        }

        var kept = await File.ReadAllTextAsync(Snapshot.PathIn(folder.Path));
        Assert.Contains((string)first["id"]!, kept, StringComparison.Ordinal);
        Assert.All(new[] { key, "13655556666", "重启甲" }, secret => Assert.DoesNotContain(secret, kept, StringComparison.Ordinal));
    }

    [Fact]
    public void A_key_is_known_for_a_day_and_a_clock_that_is_put_back_forgets_none()
    {
        var (done, at) = (new OrdersDone(null), new DateTimeOffset(2026, 12, 1, 8, 0, 0, TimeSpan.Zero));
        done.Fold(new PeopleOrder("desk", "block", "p-1", null, "k", "a").Told(), new Moment(at, 0));
        Assert.Equal("p-1", done.Find("k", at.AddHours(23))!.Subject);
        Assert.NotNull(done.Find("k", at.AddYears(-1)));
        Assert.Null(done.Find("k", at.AddHours(24)));
        Assert.Null(done.Find("other", at));
        Assert.Equal(done.Keep(), new OrdersDone(done.Keep()).Keep());
    }
}
