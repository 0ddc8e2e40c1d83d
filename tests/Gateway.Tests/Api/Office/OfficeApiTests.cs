using System.Net;
using Xunit;
using Zhuhui.Edge.Gateway.Admin.Office;
using Zhuhui.Edge.Gateway.Events;

namespace Zhuhui.Edge.Gateway.Tests.Api.Office;

/// <summary>What the office does, each one call.</summary>
public sealed class OfficeApiTests(OfficeBench office) : IClassFixture<OfficeBench>
{
    [Fact]
    public async Task A_family_moves_and_another_moves_out()
    {
        var mother = await office.AddAsync("赵一", "3-2-101", new { kind = "owner" });
        var son = await office.AddAsync("赵二", "3-2-101", new { kind = "family" });
        Assert.Equal(["Gate", "Unit 3-2"], OfficeBench.Texts((await office.PersonAsync(mother))["admittedAt"]!));
        var home = (string)(await office.PersonAsync(mother))["household"]!;
        Assert.Equal([son, mother], (await office.GetAsync($"households/{home}"))["members"].AsArray().Select(one => (string)one!["id"]!));

        Assert.Equal(HttpStatusCode.OK, (await office.PostAsync($"households/{home}/move", new { home = "5-1-101" })).Status);
        foreach (var person in new[] { mother, son })
        {
            var now = await office.PersonAsync(person);
            Assert.Equal("5-1-101", (string)now["home"]!);
            Assert.Equal(["Gate", "Unit 5-1"], OfficeBench.Texts(now["admittedAt"]!));
        }

        Assert.Equal(HttpStatusCode.OK, (await office.PostAsync($"people/{son}/move", new { home = "3-2-102", kind = "tenant" })).Status);
        Assert.Equal("3-2-102", (string)(await office.PersonAsync(son))["home"]!);
        var ended = await office.PostAsync($"households/{home}/end", new { });
        Assert.Contains("1", (string)ended["said"]!, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await office.GetAsync($"people/{mother}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await office.PostAsync($"households/{home}/end", new { })).Status);
    }

    [Fact]
    public async Task Nobody_new_is_admitted_at_a_door_that_is_not_theirs_for_any_moment()
    {
        var added = await office.PostAsync("people", new { name = "钱一", home = "3-2-201", cards = new[] { "188,27678" } }, seen: null);
        var enrolled = office.Gateway.Happened.All.OfType<ResidentEnrolled>().Last();
        Assert.Equal((string)added["id"]!, enrolled.Person);
        Assert.Equal($"/api/v1/people/{added["id"]}", added.Headers.Location!.ToString());
        Assert.Equal("12348446", (string)(await office.PersonAsync(enrolled.Person))["cards"]![0]!["number"]!);

        // Without a home every door would admit.
        var homeless = await office.PostAsync("people", new { name = "钱二", cards = new[] { "77" } }, seen: null);
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "refused"), (homeless.Status, homeless.Code));
        Assert.Equal(HttpStatusCode.Created, (await office.PostAsync("people", new { name = "钱三", rest = new { kind = "staff" } },
            seen: null)).Status);
        var taken = await office.PostAsync("people", new { name = "钱四", home = "3-2-202", cards = new[] { "BC6C1E" } }, seen: null);
        Assert.Contains("钱一", (string)taken["reasons"][0]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_people_of_one_name_stay_two()
    {
        var one = await office.AddAsync("王伟", "3-2-301", new { phone = "13812345678" });
        var again = await office.PostAsync("people", new { name = "王伟", home = "5-1-301" }, seen: null);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, again.Status);
        Assert.Contains($"({one}) 3-2-301 138****5678", (string)again["detail"]!, StringComparison.Ordinal);
        var other = (string)(await office.PostAsync("people", new { name = "王伟", home = "5-1-301", another = true }, seen: null))["id"]!;
        Assert.NotEqual(one, other);
        await office.PostAsync($"people/{other}/block");
        Assert.False((bool)(await office.PersonAsync(one))["blocked"]!);
        Assert.True((bool)(await office.PersonAsync(other))["blocked"]!);

        // A name is nobody's address, not even where one person has it.
        foreach (var path in new[] { "people/王伟", "people/王伟 3-2-301", "people/王伟/block", "households/3-2-301", "households/3-2-301/move" })
        {
            var method = path.Count('/') > 1 ? HttpMethod.Post : HttpMethod.Get;
            var answer = await OfficeBench.SendAsync(office.Clerk, method, path, path.EndsWith("/move", StringComparison.Ordinal)
                ? new { home = "9-9-999" } : null, OfficeBench.Any);
            Assert.Equal((path, HttpStatusCode.NotFound), (path, answer.Status));
        }
    }

    [Fact]
    public async Task Cards_are_named_as_printed_lost_found_taken_and_given()
    {
        var person = await office.AddAsync("孙一", "3-2-401", null, "0012349999");
        Assert.Equal(person, (string)(await office.GetAsync("cards/12349999"))["person"]!);
        Assert.Equal(HttpStatusCode.OK, (await office.PostAsync("cards/BC722F/lost")).Status);
        Assert.True((bool)(await office.GetAsync("cards/12349999"))["lost"]!);
        Assert.Equal(HttpStatusCode.OK, (await office.PostAsync("cards/0012349999/found")).Status);
        Assert.Equal(HttpStatusCode.OK, (await office.PostAsync($"people/{person}/cards", new { card = "wiegand-26:4242" })).Status);
        Assert.Equal(HttpStatusCode.OK, (await office.DeleteAsync("cards/12349999")).Status);
        var cards = (await office.PersonAsync(person))["cards"]!.AsArray();
        Assert.Equal(("4242", "wiegand-26"), ((string)Assert.Single(cards)!["number"]!, (string)cards[0]!["format"]!));
        Assert.Equal(HttpStatusCode.NotFound, (await office.GetAsync("cards/12349999")).Status);
        Assert.Equal("noCard", (await office.GetAsync("cards/nothing!")).Code);
        Assert.Equal("noCard", (await office.PostAsync($"people/{person}/cards", new { card = "" })).Code);
    }

    [Fact]
    public async Task A_visitor_comes_with_a_plate_and_a_code_and_is_cancelled()
    {
        var host = await office.AddAsync("李一", "3-2-501");
        var issued = await office.PostAsync("visits", new
        {
            host,
            doors = new[] { "gate" },
            hours = 2,
            uses = 1,
            name = "访客甲",
            phone = "13911112222",
            plate = "湘D·12345",
        }, seen: null);
        Assert.StartsWith("ZH1.", (string)issued["pass"]!, StringComparison.Ordinal);
        var pass = (string)issued["id"]!;
        var visit = await office.GetAsync($"visits/{pass}");
        Assert.Equal(("访客甲", "湘D12345", "13911112222", "李一", "3-2-501"), ((string)visit["name"]!, (string)visit["plate"]!,
            (string)visit["phone"]!, (string)visit["host"]!, (string)visit["hostHome"]!));
        var listed = (await office.GetAsync("visits"))["items"].AsArray().Single(one => (string)one!["pass"]! == pass)!;
        Assert.Equal("139****2222", (string)listed["phone"]!);

        var picture = await office.GetAsync($"visits/{pass}/qr.png");
        Assert.Equal(VisitorPage.Picture((string)issued["pass"]!), picture.Body);
        Assert.Contains("湘D12345", System.Text.Encoding.UTF8.GetString((await office.GetAsync($"visits/{pass}/page")).Body),
            StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await office.DeleteAsync($"visits/{pass}", visit.Tag)).Status);
        Assert.Equal(HttpStatusCode.Gone, (await office.GetAsync($"visits/{pass}/qr.png")).Status);
        Assert.True((bool)(await office.GetAsync($"visits/{pass}"))["cancelled"]!);
        Assert.Equal(HttpStatusCode.NotFound, (await office.GetAsync("visits/000000000000/qr.png")).Status);
    }

    [Theory]
    [InlineData("zhouxiaoyun"), InlineData("zxy"), InlineData("3-2-601"), InlineData("6789"), InlineData("13600006789")]
    [InlineData("周晓云"), InlineData("晓云 601"), InlineData("0000888777"), InlineData("湘D88888")]
    public async Task Whoever_is_looked_for_is_found(string text)
    {
        if ((await office.GetAsync("people?q=周晓云"))["total"].GetValue<int>() == 0)
        {
            await office.AddAsync("周晓云", "3-2-601", new { phone = "13600006789", plates = new[] { "湘D88888" } }, "888777");
        }

        var found = (await office.GetAsync($"people?q={Uri.EscapeDataString(text)}"))["items"].AsArray();
        Assert.Equal(("周晓云", "136****6789"), ((string)Assert.Single(found)!["name"]!, (string)found[0]!["phone"]!));
        Assert.DoesNotContain("13600006789", found.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pages_follow_each_other_by_their_cursors()
    {
        for (var i = 0; i < 5; i++)
        {
            await office.AddAsync($"页{(char)('a' + i)}", $"7-1-10{i}");
        }

        foreach (var list in new[] { "people?building=7&limit=2", "households?limit=2" })
        {
            List<string> seen = [];
            string? next = null;
            do
            {
                var page = await office.GetAsync(next is null ? list : $"{list}&cursor={next}");
                seen.AddRange(page["items"].AsArray().Select(one => (string)one!["id"]!));
                Assert.InRange(page["items"].AsArray().Count, 1, 2);
                Assert.True(page["total"].GetValue<int>() >= seen.Count);
                next = (string?)page.Json!["next"];
            }
            while (next is not null);
            Assert.Equal(seen.Distinct(), seen);
            Assert.True(seen.Count >= 5, list);

            // Whoever was erased between two pages is no place to go on from, and never the beginning.
            Assert.Equal(HttpStatusCode.BadRequest, (await office.GetAsync($"{list}&cursor=p-gone")).Status);
        }

        Assert.Equal(HttpStatusCode.BadRequest, (await office.GetAsync("people?limit=0")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await office.GetAsync("households?limit=1001")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await office.GetAsync("people?kind=stranger")).Status);
    }

    [Fact]
    public async Task What_is_known_is_changed_whole_or_not_at_all()
    {
        var person = await office.AddAsync("吴一", "3-2-701");
        Assert.Equal(HttpStatusCode.OK, (await office.PatchAsync($"people/{person}", new
        {
            phone = "13700001111",
            sex = "female",
            birthDate = "1950-01-31",
            livesAlone = true,
            longer = true,
            moreDoors = new[] { "unit" },
            plates = new[] { "湘D77777" },
        }, OfficeBench.Any)).Status);
        var now = await office.PersonAsync(person);
        Assert.Equal(("13700001111", "female", "1950-01-31", true, "unit"), ((string)now["phone"]!, (string)now["sex"]!,
            (string)now["birthDate"]!, (bool)now["longer"]!, (string)now["moreDoors"]![0]!));

        var wrong = await office.PatchAsync($"people/{person}", new { phone = "13700002222", birthDate = "soon", doors = new[] { "moat" } },
            OfficeBench.Any);
        Assert.Equal((HttpStatusCode.UnprocessableEntity, 2), (wrong.Status, wrong["reasons"].AsArray().Count));
        Assert.Equal("13700001111", (string)(await office.PersonAsync(person))["phone"]!);
        Assert.Equal(HttpStatusCode.OK, (await office.PatchAsync($"people/{person}", new { phone = "" }, OfficeBench.Any)).Status);
        Assert.Null((await office.PersonAsync(person))["phone"]);

        var household = (string)now["household"]!;
        Assert.Equal(HttpStatusCode.OK, (await office.PatchAsync($"households/{household}", new
        {
            notes = "狗",
            plates =
            new[] { "湘D66666" }
        }, OfficeBench.Any)).Status);
        Assert.Equal(("狗", "湘D66666"), ((string)(await office.GetAsync($"households/{household}"))["notes"]!,
            (string)(await office.GetAsync($"households/{household}"))["vehicles"][0]!["plate"]!));
    }

    [Fact]
    public async Task A_right_ends_a_PIN_is_set_and_a_person_is_erased_with_a_receipt()
    {
        var person = await office.AddAsync("郑一", "3-2-801", null, "556677");
        Assert.Equal(HttpStatusCode.OK, (await office.PostAsync($"people/{person}/end", new { at = "2030-01-01T00:00:00+08:00" })).Status);
        Assert.Equal(DateTimeOffset.Parse("2029-12-31T16:00:00Z", null), (await office.PersonAsync(person))["to"]!
            .GetValue<DateTimeOffset>());
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await OfficeBench.SendAsync(office.Clerk, HttpMethod.Put, $"people/{person}/pin",
            new { pin = "1111" }, OfficeBench.Any)).Status);
        Assert.Equal(HttpStatusCode.OK, (await OfficeBench.SendAsync(office.Clerk, HttpMethod.Put, $"people/{person}/pin",
            new { pin = "739164" }, OfficeBench.Any)).Status);
        Assert.True((bool)(await office.PersonAsync(person))["hasPin"]!);
        Assert.Equal(HttpStatusCode.OK, (await office.DeleteAsync($"people/{person}/pin")).Status);
        Assert.False((bool)(await office.PersonAsync(person))["hasPin"]!);
        var file = await office.GetAsync($"people/{person}/file");
        Assert.Equal(person, (string)file["person"]["line"]!["id"]!);
        Assert.NotEmpty(file["events"].AsArray());

        Assert.Equal(HttpStatusCode.OK, (await office.DeleteAsync($"people/{person}")).Status);
        Assert.Equal(new PersonRemoved(person, 1, 0, 0),
            office.Gateway.Happened.All.OfType<PersonRemoved>().Last(one => one.Person == person));
        Assert.Equal(HttpStatusCode.NotFound, (await office.DeleteAsync($"people/{person}")).Status);
    }
}
