using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Remote;
using Zhuhui.Edge.Gateway.Tests.Api.Roles;

namespace Zhuhui.Edge.Gateway.Tests.Api.Office;

/// <summary>Every look at people's data and every act upon it is on record with the account's name, and nothing of it is in the
/// log.</summary>
public sealed partial class OfficeAuditTests(OfficeBench office) : IClassFixture<OfficeBench>
{
    private const string Name = "审计甲";
    private const string Phone = "13912340001";
    private const string Card = "45671234";
    private const string Plate = "湘D54321";
    private const string Pin = "739168";
    private const string Visitor = "访客乙";

    private readonly HashSet<string> _called = [];

    [Fact]
    public async Task Every_call_that_shows_or_changes_people_is_on_record_and_no_line_of_the_log_tells_of_them()
    {
        office.Gateway.Services.GetRequiredService<LogVerbosity>().Set(LogLevel.Trace, TimeSpan.FromHours(1));
        var list = $"姓名,房号,类型,电话\n{Name}丙,4-2-201,业主,{Phone}\n";
        await DoAsync("imports", () => Bytes(list), key: OfficeBench.Key());
        await DoAsync("imports", () => Bytes(list));
        await DoAsync("imports?dryRun=true", () => Bytes(list));
        await DoAsync("imports/undo");
        var person = (string)(await DoAsync("people", () => new
        {
            name = Name,
            home = "4-2-101",
            cards = new[] { Card },
            rest = new { phone = Phone, plates = new[] { Plate } },
        }, template: "people"))["id"]!;
        await GetAsync($"people?q={Name}");
        await GetAsync($"people/{person}");
        await GetAsync($"people/{person}/file");
        await GetAsync($"directory?q={Name}");
        await GetAsync($"cards/{Card}");
        await GetAsync("exports/people");
        var household = (string)(await office.PersonAsync(person))["household"]!;
        await GetAsync("households");
        await GetAsync($"households/{household}");
        await DoAsync($"households/{household}", () => new { notes = $"{Name} {Phone}" }, "PATCH");
        await DoAsync($"people/{person}", () => new { notes = $"{Name} {Phone}" }, "PATCH");
        await DoAsync($"people/{person}/move", () => new { home = "4-2-102" });
        household = (string)(await office.PersonAsync(person))["household"]!;
        await DoAsync($"households/{household}/move", () => new { home = "4-2-103" });
        await DoAsync($"people/{person}/block");
        await DoAsync($"people/{person}/unblock");
        await DoAsync($"people/{person}/pin", () => new { pin = Pin }, "PUT");
        await DoAsync($"people/{person}/pin", null, "DELETE");
        await DoAsync($"people/{person}/cards", () => new { card = $"{Card}1" });
        await DoAsync($"cards/{Card}/lost");
        await DoAsync($"cards/{Card}/found");
        await DoAsync($"cards/{Card}1", null, "DELETE");
        await DoAsync($"people/{person}/face", null, "DELETE");
        await DoAsync($"people/{person}/photos", null, "DELETE");
        var pass = (string)(await DoAsync("visits", () => new
        {
            host = person,
            doors = new[] { "gate" },
            hours = 1,
            uses = 1,
            name = Visitor,
            phone = Phone,
            plate = Plate,
        }))["id"]!;
        await GetAsync("visits");
        foreach (var part in new[] { "", "/qr.png", "/page" })
        {
            await GetAsync($"visits/{pass}{part}");
        }

        await DoAsync($"visits/{pass}", null, "DELETE");
        var me = office.Gateway.AsResident(person);
        var mine = (string)(await DoAsync("me/visits", () => new { doors = new[] { "gate" }, hours = 1, uses = 1, name = Visitor },
            who: me))["id"]!;
        foreach (var path in new[] { "me", "me/file", "me/visits", $"me/visits/{mine}/qr.png" })
        {
            await GetAsync(path, me);
        }

        await DoAsync($"me/visits/{mine}", null, "DELETE", who: me);
        await GetAsync("events?limit=5");
        await DoAsync("events/registry/1", null, "GET", template: "events/{stream}/{seq:long:min(1)}");
        await CareAsync(person, household, me);
        await DoAsync($"people/{person}/end", () => new { at = "2031-01-01T00:00:00Z" });
        await DoAsync($"households/{household}/end", () => new { });
        var other = await office.AddAsync($"{Name}丁", "4-2-104");
        await DoAsync($"people/{other}", null, "DELETE");

        // What goes wrong tells the log no more.
        await office.PostAsync("people", $$"""{"name":"{{Name}}","phone":{{Phone}}}""", seen: null);
        await office.PostAsync("people", new { name = Name, home = "4-2-105", rest = new { phone = Phone + "x" } }, seen: null);
        await office.PostAsync("imports", Bytes($"姓名,房号,类型,电话\n{Name},,业主,{Phone}\n"), seen: null);

        // Faces need photos and models, a notice an absence: StaleRecordTests, EnrolmentApiTests, PhotoImportApiTests and NoticeApiTests
        // call those.
        string[] rooms = ["people", "directory", "cards", "households", "visits", "me", "imports", "exports", "care"];
        Assert.Empty(ApiRoutes.Of(office.Gateway).Where(route => rooms.Contains(route.Path.Split('/')[0])).Select(route => $"{route}")
            .Except([.. _called, "PUT people/{id}/face", "GET imports/{id}", "POST care/notices/acknowledgements"]));

        // Every other look of the document shows nobody, but for a camera's picture (CameraLooksTests), who is inside (InsideTests), and
        // whose card was held before a reader (CardTapsTests).
        string[] nobody = ["accounts", "accounts/{id}", "alarms", "backups", "cameras", "cameras/{id}/still", "devices", "devices/silences",
            "doors", "doors/{id}", "duty", "handover", "health", "imports/{id}", "inside", "inside/people", "live", "notices/care",
            "notices/face", "outside", "places", "readers/{reader}/taps/{tap}", "session", "site", "site/trial"];
        Assert.Empty(ApiRoutes.Of(office.Gateway).Where(route => route.Method == "GET" && route.Path[0] != '/'
            && !nobody.Contains(route.Path)).Select(route => $"{route}").Except(_called));
        var lines = office.Gateway.Logs.All;
        Assert.NotEmpty(lines);
        Assert.All([Name, Phone, Card, Plate, Pin, Visitor, "ZH1."], secret => Assert.DoesNotContain(lines, line => line.Contains(secret,
            StringComparison.Ordinal)));
    }

    private async Task CareAsync(string person, string household, HttpClient me)
    {
        await DoAsync($"people/{person}/care", () => new { witness = "chen", care = new { carers = new[] { $"{Visitor} {Phone}" } } });
        await GetAsync("care");
        await GetAsync("care/notices");
        await GetAsync("care/notices/acknowledged");
        await GetAsync($"people/{person}/care");
        await DoAsync($"people/{person}/care", () => new { hours = 9 }, "PATCH");
        foreach (var at in new[] { $"people/{person}/care", $"households/{household}" })
        {
            await DoAsync($"{at}/away", () => new { from = "2031-01-01" });
            await DoAsync($"{at}/away", null, "DELETE");
        }

        await DoAsync($"people/{person}/care", null, "DELETE");
        var notice = (string)(await office.GetAsync("notices/care"))["digest"]!;
        await DoAsync("me/care", () => new { notice, care = new { carers = new[] { $"{Visitor} {Phone}" } } }, who: me);
        await GetAsync("me/care", me);
        await DoAsync("me/care", () => new { hours = 9 }, "PATCH", who: me);
        await DoAsync("me/care/away", () => new { from = "2031-01-01" }, who: me);
        await DoAsync("me/care/away", null, "DELETE", who: me);
        await DoAsync("me/care", null, "DELETE", who: me);
    }

    private static ByteArrayContent Bytes(string list) => new(Encoding.UTF8.GetBytes(list));

    private Task<Reply> GetAsync(string path, HttpClient? who = null) => DoAsync(path, null, "GET", who: who);

    private async Task<Reply> DoAsync(string path, Func<object>? body = null, string method = "POST", string? key = null,
        HttpClient? who = null, string? template = null)
    {
        var before = office.Gateway.Happened.All.Count;
        var answer = await OfficeBench.SendAsync(who ?? office.Clerk, new HttpMethod(method), path, body?.Invoke(), OfficeBench.Any, key);
        Assert.True(answer.Status is HttpStatusCode.OK or HttpStatusCode.Created, $"{method} {path}: {answer.Status} {answer.Json}");
        string[] told = [.. office.Gateway.Happened.All.Skip(before).Select(Operator).OfType<string>()];
        Assert.True(told.Length > 0 && told.All(one => one == (who is null ? $"machine-{Role.Office}" : "resident-" + Me(told))),
            $"{method} {path}: {string.Join(", ", told)}");
        _called.Add($"{method} {template ?? Template(path)}");
        return answer;
    }

    private static string Me(string[] told) => told[0].Replace("resident-", "", StringComparison.Ordinal);

    private static string? Operator(GatewayEvent happened) => happened switch
    {
        PeopleLookedUp one => one.Operator,
        PeopleOrdered one => one.Operator,
        PeopleImported one => one.Operator,
        EventsLookedUp one => one.Operator,
        _ => null,
    };

    private static string Template(string path) => Visit().Replace(Thing().Replace(path.Split('?')[0], "$1/{id}"), "visits/{pass}")
        .Replace($"cards/{Card}1", "cards/{card}", StringComparison.Ordinal)
        .Replace($"cards/{Card}", "cards/{card}", StringComparison.Ordinal);

    [GeneratedRegex("(people|households)/[ph]-[0-9a-f]+")]
    private static partial Regex Thing();

    [GeneratedRegex("visits/[0-9a-f]{12}")]
    private static partial Regex Visit();
}
