using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Tests.Api.Office;
using Zhuhui.Edge.Gateway.Tests.Api.Roles;

namespace Zhuhui.Edge.Gateway.Tests.Api.Access;

/// <summary>Accounts, tokens and links are records like people's: each has a state, and who changes one has seen it as it is.</summary>
public sealed class AccountRecordTests(OfficeBench office) : IClassFixture<OfficeBench>
{
    private HttpClient Chief => office.Gateway.As(Role.Administrator);

    private AccountStore Accounts => office.Gateway.Services.GetRequiredService<AccountStore>();

    [Fact]
    public async Task A_stale_change_of_an_account_is_refused_and_shows_the_other_s()
    {
        var id = await MadeAsync("stale");
        var seen = await GetAsync(id);
        var other = await SendAsync("PATCH", $"accounts/{id}", new { role = "office" }, seen.Tag);
        Assert.Equal(HttpStatusCode.OK, other.Status);
        Assert.Equal((await GetAsync(id)).Tag, other.Tag);
        var mine = await SendAsync("POST", $"accounts/{id}/disable", null, seen.Tag);
        Assert.Equal((HttpStatusCode.PreconditionFailed, "stale", other.Tag), (mine.Status, mine.Code, mine.Tag));
        Assert.Equal("""{"role":"office"}""", mine["now"].ToJsonString());
        Assert.False(Accounts.WithId(id)!.Disabled);
        var now = await SendAsync("POST", $"accounts/{id}/disable", null, mine.Tag);
        Assert.Equal((HttpStatusCode.OK, true), (now.Status, Accounts.WithId(id)!.Disabled));
        var again = await OfficeBench.SendAsync(Chief, HttpMethod.Get, $"accounts/{id}", has: now.Tag);
        Assert.Equal(HttpStatusCode.NotModified, again.Status);
    }

    [Fact]
    public async Task Of_many_administrators_who_saw_the_same_state_one_changes_it()
    {
        var id = await MadeAsync("many");
        var (chief, seen) = (Chief, (await GetAsync(id)).Tag);
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => OfficeBench.SendAsync(chief, HttpMethod.Patch,
            $"accounts/{id}", new { role = i % 2 == 0 ? "office" : "district" }, seen))));
        Assert.Equal((1, 7), (answers.Count(one => one.Status == HttpStatusCode.OK),
            answers.Count(one => one.Status == HttpStatusCode.PreconditionFailed)));
    }

    [Fact]
    public async Task Every_change_of_an_account_a_token_or_a_link_asks_which_state_was_seen()
    {
        var person = await office.AddAsync("陈账户", "3-2-401");
        var link = (string)(await SendAsync("POST", "accounts/links", new { person }, null))["account"]!["id"]!;
        var token = (string)(await SendAsync("POST", "accounts/tokens", new { name = "lift", role = "guard" }, null))["account"]!["id"]!;
        var routes = ApiRoutes.Of(office.Gateway).Where(route => route.Path.StartsWith("accounts/{id}", StringComparison.Ordinal)
            && route.Method != "GET").ToArray();
        Assert.Equal(8, routes.Length);
        foreach (var id in new[] { await MadeAsync("each"), link, token })
        {
            foreach (var route in routes)
            {
                Assert.Contains(412, route.Answers);
                var path = route.Path.Replace("{id}", id, StringComparison.Ordinal);
                object? body = route.Method == "PATCH" ? new { role = "office" } : null;
                var unsaid = await SendAsync(route.Method, path, body, null);
                Assert.Equal(($"{route}", 428, "sayWhichState"), ($"{route}", (int)unsaid.Status, unsaid.Code));
                var stale = await SendAsync(route.Method, path, body, "\"AAAA\"");
                Assert.True((int)stale.Status == 412 || stale.Code is "notOfMachines", $"{route}: {stale.Status} {stale.Code}");
            }

            Assert.NotNull((await GetAsync(id)).Tag);
        }

        Assert.Equal(HttpStatusCode.NotFound, (await SendAsync("DELETE", "accounts/nobody", null, OfficeBench.Any)).Status);
    }

    /// <summary>What is one record and can be changed has a state; what is none says so here.</summary>
    [Fact]
    public void Every_single_record_of_the_document_has_a_state_and_each_change_of_it_asks_for_it()
    {
        // A door, a still and an awaited card are what is now and no record; an event never changes; a file, a page and a picture are made
        // of records; how far an import has come is not changed by anybody; a session is the caller's own.
        string[] none = ["doors/{id}", "cameras/{id}/still", "events/{stream}/{seq:long:min(1)}", "people/{id}/file", "visits/{pass}/page",
            "visits/{pass}/qr.png", "me/visits/{pass}/qr.png", "me/file", "imports/{id}",
            "readers/{reader}/taps/{tap}"];
        var routes = ApiRoutes.Of(office.Gateway);
        var records = routes.Where(route => route.Method == "GET" && (route.Path.Contains('{') || route.Path == "me")
            && route.Path[0] != '/' && !none.Contains(route.Path)).ToArray();
        Assert.Equal(["accounts/{id}", "cards/{card}", "households/{id}", "me", "people/{id}", "people/{id}/care", "visits/{pass}"],
            records.Select(route => route.Path).Order(StringComparer.Ordinal));
        Assert.All(records, route => Assert.Contains(304, route.Answers));
        foreach (var record in records.Where(record => record.Path != "me"))
        {
            Assert.All(routes.Where(route => route.Method != "GET" && route.Path.StartsWith(record.Path, StringComparison.Ordinal)),
                route => Assert.True(route.Answers.Contains(412) && route.Answers.Contains(428), $"{route}"));
        }
    }

    private async Task<string> MadeAsync(string name) =>
        (string)(await SendAsync("POST", "accounts", new { name, role = "guard" }, null))["account"]!["id"]!;

    private Task<Reply> GetAsync(string id) => OfficeBench.SendAsync(Chief, HttpMethod.Get, $"accounts/{id}");

    private Task<Reply> SendAsync(string method, string path, object? body, string? seen) => OfficeBench.SendAsync(Chief,
        new HttpMethod(method), path, body, seen);
}
