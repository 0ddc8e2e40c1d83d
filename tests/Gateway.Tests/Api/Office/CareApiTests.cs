using System.Net;
using Xunit;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Events;
using static Zhuhui.Edge.Gateway.Tests.Api.Office.OfficeBench;

namespace Zhuhui.Edge.Gateway.Tests.Api.Office;

/// <summary>Who is looked after, over the API: by the office and by whom it is about, each with what they may.</summary>
public sealed class CareApiTests(OfficeBench office) : IClassFixture<OfficeBench>
{
    private HttpClient Guard => office.Gateway.As(Role.Guard);

    [Fact]
    public async Task The_office_writes_an_agreement_down_changes_it_and_withdraws_it_and_each_is_on_record()
    {
        var person = await office.AddAsync("李秀英", "3-2-501");
        await office.AddAsync("王芳", "3-2-502", new { phone = "13511112222" });
        var none = await office.GetAsync($"people/{person}/care");
        Assert.Equal((HttpStatusCode.NotFound, "notAgreed"), (none.Status, none.Code));
        Assert.Contains("李秀英", (string)none["detail"]!, StringComparison.Ordinal);

        // The state of nobody's agreement is one to go by.
        var (key, body) = (Key(), new { witness = "clerk", care = new { hours = 12, carers = new[] { "王芳 3-2-502", "赵六 13812345678" } } });
        Assert.Equal("refused", (await office.PostAsync($"people/{person}/care", new { witness = " ", care = new { hours = 0 } },
            none.Tag)).Code);
        var carer = (string)(await office.GetAsync("people?q=王芳"))["items"][0]!["id"]!;
        var agreed = await office.PostAsync($"people/{person}/care", new
        {
            witness = "clerk",
            care = new
            {
                hours = 12,
                carers = new[] { carer, "赵六 13812345678" }
            }
        }, none.Tag, key);
        Assert.Equal((HttpStatusCode.OK, person), (agreed.Status, (string)agreed["id"]!));
        var again = await office.PostAsync($"people/{person}/care", new
        {
            witness = "clerk",
            care = new
            {
                hours = 12,
                carers = new[] { carer, "赵六 13812345678" }
            }
        }, none.Tag, key);
        Assert.Equal((HttpStatusCode.OK, true), (again.Status, again.Headers.Contains("Idempotency-Replayed")));
        Assert.Single(office.Gateway.Happened.All.OfType<CareAgreed>(), one => one.Person == person);

        var seen = await office.GetAsync($"people/{person}/care");
        Assert.Equal(agreed.Tag, seen.Tag);
        Assert.Equal((12, "06:00", "clerk", "13511112222", "13812345678"), ((int)seen["hours"], (string)seen["dayFrom"]!,
            (string)seen["witness"]!, (string)seen["carers"][0]!["phone"]!, (string)seen["carers"][1]!["phone"]!));
        var listed = Assert.Single((await office.GetAsync("care"))["items"].AsArray(), one => (string)one!["id"]! == person);
        Assert.Contains(OfficeBench.Texts(listed!["said"]!), said => said.Contains("王芳 135****2222", StringComparison.Ordinal));

        var changed = await office.PatchAsync($"people/{person}/care", new { inAll = 30 }, seen.Tag);
        var stale = await office.PatchAsync($"people/{person}/care", new { hours = 10 }, seen.Tag);
        Assert.Equal((HttpStatusCode.PreconditionFailed, "stale", changed.Tag), (stale.Status, stale.Code, stale.Tag));
        Assert.Equal(30, (int)stale["now"]["inAll"]!);
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await office.PostAsync($"people/{person}/care", body, none.Tag)).Status);
        Assert.Equal("sayWhichState", (await office.PatchAsync($"people/{person}/care", new { hours = 10 }, null)).Code);

        var away = await office.PostAsync($"people/{person}/care/away", new { from = "2030-02-01", to = "2030-02-10" }, changed.Tag);
        Assert.Equal(HttpStatusCode.OK, away.Status);
        Assert.Equal("2030-02-10", (string)(await office.GetAsync($"people/{person}/care"))["away"][0]!["to"]!);
        Assert.Equal("refused", (await office.PostAsync($"people/{person}/care/away", new { from = "1 February" })).Code);
        Assert.Equal(HttpStatusCode.OK, (await office.DeleteAsync($"people/{person}/care/away", away.Tag)).Status);
        var household = (string)(await office.PersonAsync(person))["household"]!;
        Assert.Equal(HttpStatusCode.OK, (await office.PostAsync($"households/{household}/away", new { from = "2030-03-01" })).Status);
        Assert.Single((await office.GetAsync($"people/{person}/care"))["away"].AsArray());
        Assert.Equal(HttpStatusCode.OK, (await office.DeleteAsync($"households/{household}/away")).Status);

        // Withdrawn, it is over at once, and every act on it says so.
        Assert.Equal(HttpStatusCode.OK, (await office.DeleteAsync($"people/{person}/care")).Status);
        Assert.Single(office.Gateway.Happened.All.OfType<CareWithdrawn>(), one => one.Person == person);
        Assert.Equal("notAgreed", (await office.GetAsync($"people/{person}/care")).Code);
        foreach (var reply in new[]
        {
            await office.PatchAsync($"people/{person}/care", new { hours = 10 }, Any), await office.DeleteAsync($"people/{person}/care"),
            await office.PostAsync($"people/{person}/care/away", new { from = "2030-02-01" }),
            await office.DeleteAsync($"people/{person}/care/away"),
        })
        {
            Assert.Equal((HttpStatusCode.NotFound, "notAgreed"), (reply.Status, reply.Code));
        }

        Assert.DoesNotContain((await office.GetAsync("care"))["items"].AsArray(), one => (string)one!["id"]! == person);
        Assert.Equal("notFound", (await office.GetAsync("people/p-nobody/care")).Code);
        Assert.Equal("notFound", (await office.PostAsync("people/p-nobody/care", body)).Code);

        var orders = office.Gateway.Happened.All.OfType<PeopleOrdered>().Where(one => one.Subject == person && one.Order.StartsWith("care",
            StringComparison.Ordinal)).ToArray();
        Assert.Equal(["care-agree", "care-change", "care-away", "care-back", "care-withdraw"], orders.Select(one => one.Order));
        Assert.All(orders, one => Assert.Equal("machine-Office", one.Operator));
        Assert.True(office.Gateway.Happened.All.OfType<PeopleLookedUp>().Count(one => one is { What: "care", Operator: "machine-Office" }
            && one.Person == person) >= 6);
    }

    [Fact]
    public async Task A_child_s_evening_is_the_guardian_s_and_the_child_s_own_login_changes_nothing_of_it()
    {
        var child = await office.AddAsync("小明", "3-2-503", new
        {
            birthDate = TimeProvider.System.GetUtcNow().AddYears(-15).ToString(
            "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)
        });
        var evening = new { by = "21:00", byBeforeDayOff = "22:30" };
        Assert.Equal("refused", (await office.PostAsync($"people/{child}/care", new { witness = "clerk", care = evening })).Code);
        Assert.Equal(HttpStatusCode.OK, (await office.PostAsync($"people/{child}/care", new
        {
            witness = "clerk",
            guardian = "王芳",
            care = evening
        })).Status);
        var mine = office.Gateway.AsResident(child);
        Assert.Equal("21:00", (string)(await SendAsync(mine, HttpMethod.Get, "me/care"))["by"]!);
        foreach (var refused in new[]
        {
            await SendAsync(mine, HttpMethod.Patch, "me/care", new { by = "23:00" }, Any),
            await SendAsync(mine, HttpMethod.Delete, "me/care", seen: Any),
            await SendAsync(mine, HttpMethod.Post, "me/care/away", new { from = "2030-02-01" }, Any),
            await SendAsync(mine, HttpMethod.Post, "me/care", new { notice = await DigestAsync() }, Any),
        })
        {
            Assert.Equal((HttpStatusCode.UnprocessableEntity, "refused"), (refused.Status, refused.Code));
            Assert.Contains("a guardian agreed", (string)refused["detail"]!, StringComparison.Ordinal);
        }

        Assert.Equal(HttpStatusCode.OK, (await office.DeleteAsync($"people/{child}/care")).Status);
    }

    [Fact]
    public async Task A_resident_agrees_after_reading_the_notice_sees_it_and_withdraws_it_and_finds_out_about_nobody_else()
    {
        var (me, daughter) = (await office.AddAsync("何大", "3-2-504"), await office.AddAsync("何小", "3-2-504", new
        {
            phone = "13922223333",
        }));
        var other = await office.AddAsync("赵别", "5-1-504", new { phone = "13944445555" });
        var mine = office.Gateway.AsResident(me);
        var none = await SendAsync(mine, HttpMethod.Get, "me/care");
        Assert.Equal((HttpStatusCode.NotFound, "notAgreed"), (none.Status, none.Code));
        Assert.Equal(HttpStatusCode.BadRequest, (await SendAsync(mine, HttpMethod.Post, "me/care", new { }, none.Tag)).Status);
        Assert.Contains("digest", (string)(await SendAsync(mine, HttpMethod.Post, "me/care", new { notice = "0123456789abcdef" },
            none.Tag))["detail"]!, StringComparison.Ordinal);

        // Somebody of another household is named by name and number, or not at all: whether they are here is not told.
        Reply[] strangers =
        [
            await Agree("赵别"), await Agree(other), await Agree("没有这个人"),
        ];
        Assert.All(strangers, one => Assert.Equal((HttpStatusCode.UnprocessableEntity, "refused"), (one.Status, one.Code)));
        Assert.Single(strangers.Zip(["赵别", other, "没有这个人"]).Select(one => ((string)one.First["detail"]!).Replace(one.Second, "",
            StringComparison.Ordinal)).Distinct());
        Assert.Equal(HttpStatusCode.OK, (await Agree(daughter, "赵六 13812345678")).Status);
        Assert.Single(office.Gateway.Happened.All.OfType<CareAgreed>(), one => one.Person == me);

        var seen = await SendAsync(mine, HttpMethod.Get, "me/care");
        Assert.Equal(("139****3333", "13812345678", $"resident-{me}"), ((string)seen["carers"][0]!["phone"]!,
            (string)seen["carers"][1]!["phone"]!, (string)seen["witness"]!));
        Assert.Equal(HttpStatusCode.NotModified, (await SendAsync(mine, HttpMethod.Get, "me/care", has: seen.Tag)).Status);
        var changed = await SendAsync(mine, HttpMethod.Patch, "me/care", new { hours = 10 }, seen.Tag);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.PreconditionFailed), (changed.Status, (await SendAsync(mine, HttpMethod.Patch,
            "me/care", new { hours = 11 }, seen.Tag)).Status));
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(mine, HttpMethod.Post, "me/care/away", new { from = "2030-02-01" },
            changed.Tag)).Status);
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(mine, HttpMethod.Delete, "me/care/away", seen: Any)).Status);

        // Nobody else's: another resident has none, a guard and the district are not served.
        Assert.Equal("notAgreed", (await SendAsync(office.Gateway.AsResident(other), HttpMethod.Get, "me/care")).Code);
        foreach (var (who, path) in new[]
        {
            (Guard, $"people/{me}/care"), (Guard, "care"), (Guard, "me/care"), (mine, $"people/{other}/care"), (mine, "care/notices"),
            (office.Gateway.As(Role.District), "care/notices"),
        })
        {
            Assert.Equal(HttpStatusCode.Forbidden, (await SendAsync(who, HttpMethod.Get, path)).Status);
        }

        Assert.Equal(HttpStatusCode.Forbidden, (await SendAsync(Guard, HttpMethod.Delete, $"people/{me}/care", seen: Any)).Status);
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(mine, HttpMethod.Delete, "me/care", seen: Any)).Status);
        Assert.Equal("notAgreed", (await office.GetAsync($"people/{me}/care")).Code);
        await office.DeleteAsync($"people/{me}");
        Assert.Equal("notFound", (await SendAsync(mine, HttpMethod.Get, "me/care")).Code);

        async Task<Reply> Agree(params string[] carers) => await SendAsync(mine, HttpMethod.Post, "me/care", new
        {
            notice = await DigestAsync(),
            care = new { carers },
        }, none.Tag);
    }

    private async Task<string> DigestAsync() => (string)(await SendAsync(office.Gateway.Nobody(), HttpMethod.Get, "notices/care"))
        ["digest"]!;
}
