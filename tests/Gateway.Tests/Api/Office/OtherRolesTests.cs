using System.Net;
using Xunit;
using Zhuhui.Edge.Gateway.Accounts;
using static Zhuhui.Edge.Gateway.Tests.Api.Office.OfficeBench;

namespace Zhuhui.Edge.Gateway.Tests.Api.Office;

/// <summary>What those see of people who do not work in the office.</summary>
public sealed class OtherRolesTests(OfficeBench office) : IClassFixture<OfficeBench>
{
    private static readonly System.Text.Json.JsonSerializerOptions _plain = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    [Fact]
    public async Task A_guard_finds_who_lives_where_sees_visitors_and_closes_a_lost_card_and_nothing_else()
    {
        var person = await office.AddAsync("冯小明", "3-2-901", new { phone = "13500009999", birthDate = "1990-01-01" }, "991199");
        var guard = office.Gateway.As(Role.Guard);
        var found = await SendAsync(guard, HttpMethod.Get, "directory?q=fengxiaoming");
        Assert.Equal("""{"name":"冯小明","home":"3-2-901","blocked":false}""", found["items"][0]!.ToJsonString(_plain));
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(guard, HttpMethod.Get, "visits")).Status);
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(guard, HttpMethod.Post, "cards/991199/lost", seen: "*")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await SendAsync(guard, HttpMethod.Post, "cards/991199/found", seen: "*")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await SendAsync(guard, HttpMethod.Get, $"people/{person}")).Status);

        for (var i = 0; i < 21; i++)
        {
            await office.AddAsync($"多{i}", "8-1-101");
        }

        Assert.Equal(HttpStatusCode.BadRequest, (await SendAsync(guard, HttpMethod.Get, "directory?q=8-1-101")).Status);
    }

    [Fact]
    public async Task A_resident_sees_and_changes_what_is_the_resident_s_own()
    {
        var (host, other) = (await office.AddAsync("何一", "3-2-1001"), await office.AddAsync("何二", "5-2-1001"));
        var resident = office.Gateway.AsResident(host);
        Assert.Equal(host, (string)(await SendAsync(resident, HttpMethod.Get, "me"))["id"]!);
        Assert.Equal(host, (string)(await SendAsync(resident, HttpMethod.Get, "me/file"))["person"]["line"]!["id"]!);
        var body = new { doors = new[] { "gate" }, hours = 24, uses = 4 };
        var issued = await SendAsync(resident, HttpMethod.Post, "me/visits", body);
        Assert.Equal((HttpStatusCode.Created, $"/api/v1/me/visits/{issued["id"]}"), (issued.Status, issued.Headers.Location!.ToString()));
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(resident, HttpMethod.Get, $"me/visits/{issued["id"]}/qr.png")).Status);

        // Not for longer, not for a door of others, and not in the name of others.
        foreach (var wrong in new object[] { body with { hours = 25 }, body with { uses = 5 }, body with { doors = new[] { "moat" } } })
        {
            Assert.Equal(HttpStatusCode.UnprocessableEntity, (await SendAsync(resident, HttpMethod.Post, "me/visits", wrong)).Status);
        }

        Assert.Equal(HttpStatusCode.BadRequest, (await SendAsync(resident, HttpMethod.Post, "me/visits",
            new { host = other, doors = new[] { "gate" }, hours = 1, uses = 1 })).Status);
        for (var i = 1; i < 8; i++)
        {
            Assert.Equal(HttpStatusCode.Created, (await SendAsync(resident, HttpMethod.Post, "me/visits", body)).Status);
        }

        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await SendAsync(resident, HttpMethod.Post, "me/visits", body)).Status);
        var foreign = (string)(await office.PostAsync("visits", new { host = other, doors = new[] { "gate" }, hours = 1, uses = 1 }))
            ["id"]!;
        Assert.DoesNotContain(foreign, (await SendAsync(resident, HttpMethod.Get, "me/visits")).Json!.ToJsonString(),
            StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await SendAsync(resident, HttpMethod.Get, $"me/visits/{foreign}/qr.png")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await SendAsync(resident, HttpMethod.Delete, $"me/visits/{foreign}", seen: "*")).Status);
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(resident, HttpMethod.Delete, $"me/visits/{issued["id"]}", seen: "*"))
            .Status);

        // An account outlives its person and is nobody's then.
        await office.DeleteAsync($"people/{host}");
        Assert.Equal(HttpStatusCode.NotFound, (await SendAsync(resident, HttpMethod.Get, "me")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await SendAsync(resident, HttpMethod.Post, "me/visits", body)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await SendAsync(office.Gateway.As(Role.Resident), HttpMethod.Get, "me")).Status);
    }
}
