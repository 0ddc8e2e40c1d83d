using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.Tests.Api.Office;

namespace Zhuhui.Edge.Gateway.Tests.Console.Visitors;

/// <summary>A visitor's pass from the first page to the last, by forms alone.</summary>
public sealed class VisitorPagesTests(OfficeBench office) : IClassFixture<OfficeBench>
{
    private PageVisitor Clerk(string language = "en") => new(office.Gateway, Role.Office, language);

    [Fact]
    public async Task A_pass_is_issued_shown_as_a_picture_and_cancelled_and_each_step_is_on_record()
    {
        var host = await office.AddAsync("王建国", "3-2-501", new { phone = "13800001234" });
        var clerk = Clerk();
        var found = await clerk.GetAsync("/visitors/new?text=wjg");
        Assert.Contains($"href=\"/visitors/new/{host}\"", found.Html, StringComparison.Ordinal);
        var form = await clerk.GetAsync($"/visitors/new/{host}");
        Assert.Matches("value=\"unit\" checked", form.Html);
        Assert.DoesNotContain("value=\"unit-5\"", form.Html, StringComparison.Ordinal);
        var issued = await clerk.PostAsync($"/visitors/new/{host}", ("key", form.Field("key")), ("name", "李访客"), ("phone", "13900005678"),
            ("plate", "湘D12345"), ("hours", "3"), ("uses", "2"), ("door", "gate"), ("door", "unit"));
        var pass = await clerk.FollowAsync(issued);
        Assert.Contains("The pass is issued", pass.Text, StringComparison.Ordinal);
        Assert.Contains("王建国 3-2-501", pass.Text, StringComparison.Ordinal);
        Assert.Contains("13900005678", pass.Text, StringComparison.Ordinal);
        var id = Regex.Match(issued.Location!, "/visitors/([^?]+)").Groups[1].Value;
        var picture = await clerk.GetAsync($"/visitors/{id}/qr.png");
        Assert.Equal("image/png", picture.Type);
        Assert.Equal((byte[])[0x89, (byte)'P', (byte)'N', (byte)'G'], picture.Body[..4]);
        var list = await clerk.GetAsync("/visitors?text=lfk");
        Assert.Contains("李访客", list.Text, StringComparison.Ordinal);
        Assert.Contains("expected", list.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("13900005678", list.Text, StringComparison.Ordinal);
        var cancelled = await clerk.FollowAsync(await clerk.PostAsync($"/visitors/{id}/cancel", ("seen", pass.Field("seen"))));
        Assert.Contains("is cancelled", cancelled.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("qr.png", cancelled.Html, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Gone, (await clerk.GetAsync($"/visitors/{id}/qr.png")).Status);
        Assert.DoesNotContain("李访客", (await clerk.GetAsync("/visitors?text=lfk")).Text, StringComparison.Ordinal);
        Assert.Contains("李访客", (await clerk.GetAsync("/visitors?text=lfk&ended=true")).Text, StringComparison.Ordinal);
        Assert.Equal(["pass", "pass-cancel"], office.Gateway.Happened.All.OfType<PeopleOrdered>().Where(one => one.Subject == id)
            .Select(one => one.Order));
        Assert.Contains(office.Gateway.Happened.All.OfType<PeopleLookedUp>(), one => one.What == "visit"
            && one.Operator == "machine-Office");
    }

    [Fact]
    public async Task A_button_that_is_pressed_twice_issues_one_pass()
    {
        var host = await office.AddAsync("赵一次", "3-2-502");
        var clerk = Clerk();
        var key = (await clerk.GetAsync($"/visitors/new/{host}")).Field("key");
        (string, string)[] fields = [("key", key), ("name", "两次"), ("hours", "1"), ("uses", "1"), ("door", "gate")];
        var first = await clerk.PostAsync($"/visitors/new/{host}", fields);
        var second = await clerk.PostAsync($"/visitors/new/{host}", fields);
        Assert.Equal(first.Location!.Split('?')[0], second.Location!.Split('?')[0]);
        Assert.Single(office.Gateway.Services.GetRequiredService<ResidentDirectory>().Visits, visit => visit.Name == "两次");
    }

    [Theory]
    [InlineData("en", "is no telephone number")]
    [InlineData("zh", "不是")]
    public async Task What_is_refused_is_said_on_the_form_in_the_readers_language_and_nothing_typed_is_lost(string language, string said)
    {
        var host = await office.AddAsync($"钱{language}", "3-2-503");
        var clerk = Clerk(language);
        var form = await clerk.GetAsync($"/visitors/new/{host}");
        var again = await clerk.PostAsync($"/visitors/new/{host}", ("key", form.Field("key")), ("name", "孙某"), ("phone", "12x"),
            ("hours", "x9"), ("uses", "1"), ("door", "unit"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, again.Status);
        Assert.Contains(said, Regex.Match(again.Html, "role=\"alert\">([^<]*)<").Groups[1].Value, StringComparison.Ordinal);
        Assert.Equal(("孙某", "12x", "x9"), (again.Field("name"), again.Field("phone"), again.Field("hours")));
        Assert.Matches("value=\"unit\" checked", again.Html);
        Assert.DoesNotMatch("value=\"gate\" checked", again.Html);
    }

    [Fact]
    public async Task The_guard_post_sees_who_is_expected_and_issues_nothing()
    {
        var host = await office.AddAsync("周主人", "3-2-504");
        await office.PostAsync("visits", new { host, doors = new[] { "gate" }, hours = 1, uses = 1, name = "吴客人" }, seen: null);
        var guard = new PageVisitor(office.Gateway, Role.Guard);
        var list = await guard.GetAsync("/visitors");
        Assert.Contains("吴客人", list.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("/visitors/new", list.Html, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await guard.GetAsync("/visitors/new")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await guard.PostAsync($"/visitors/new/{host}", ("hours", "1"))).Status);
    }
}
