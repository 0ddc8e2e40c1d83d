using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Console.Lists;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.Tests.Api.Office;

namespace Zhuhui.Edge.Gateway.Tests.Console.Lists;

/// <summary>A list of people from the file to the people and back, by forms alone.</summary>
public sealed partial class ListPagesTests(OfficeBench office) : IClassFixture<OfficeBench>
{
    private IEnumerable<string> Names => office.Gateway.Services.GetRequiredService<ResidentDirectory>().All.Select(one => one.Name);

    private PageVisitor Clerk(string language = "en") => new(office.Gateway, Role.Office, language);

    [Fact]
    public async Task Each_bad_cell_is_named_on_screen_with_its_place_value_and_remedy_and_nothing_is_changed()
    {
        var shown = await HandInAsync(Clerk(), "姓名,房号,类型,电话,卡号\n丁一,9-1-101,业主,13800000001,\n丁二,,业主,12345,\n丁三,9-1-103,业主,,1.2E+09\n");
        Assert.Contains("line 3 · 电话 (D) · “12345”", shown.Text, StringComparison.Ordinal);
        Assert.Contains("line 4 · 卡号 (E) · “1.2E+09”", shown.Text, StringComparison.Ordinal);
        Assert.Matches("line 3[^“]*home|line 3 · 房号", shown.Text);
        Assert.DoesNotContain("/apply\"", shown.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("丁一", Names);
    }

    [Fact]
    public async Task A_list_is_taken_up_as_one_act_and_taken_back_as_one()
    {
        var clerk = Clerk("zh");
        var shown = await HandInAsync(clerk, "姓名,房号,类型\n戊一,9-2-101,业主\n戊二,9-2-101,家属\n");
        Assert.Contains("新增 2", shown.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("戊一", Names);
        (string, string)[] fields = [("key", shown.Field("key"))];
        var address = ApplyOf(shown);
        var done = await clerk.FollowAsync(await clerk.PostAsync(address, fields));
        Assert.Contains("2", done.Text, StringComparison.Ordinal);
        Assert.Equal(["戊一", "戊二"], Names.Where(name => name[0] == '戊').Order(StringComparer.Ordinal));

        // The file is not held any longer than it is needed.
        Assert.Contains("重新上传", (await clerk.FollowAsync(await clerk.PostAsync(address, fields))).Text, StringComparison.Ordinal);
        await clerk.FollowAsync(await clerk.PostAsync("/imports/undo", ("key", done.Field("key"))));
        Assert.DoesNotContain("戊一", Names);
        Assert.Equal([false, true], office.Gateway.Happened.All.OfType<PeopleImported>().TakeLast(2).Select(one => one.TakenBack));
    }

    [Fact]
    public async Task A_heading_that_nobody_recognises_is_given_its_meaning_on_the_page()
    {
        var clerk = Clerk();
        var shown = await HandInAsync(clerk, "住客,在哪,是什么\n己一,9-3-101,业主\n");
        Assert.DoesNotContain("/apply\"", shown.Html, StringComparison.Ordinal);
        Assert.Contains("己一", shown.Text, StringComparison.Ordinal);
        var again = await clerk.FollowAsync(await clerk.PostAsync(shown.Location + "/map",
            ("heading", "住客"), ("field", "name"), ("heading", "在哪"), ("field", "home"), ("heading", "是什么"),
            ("field", "kind"), ("form", "")));
        Assert.Contains("/apply\"", again.Html, StringComparison.Ordinal);
        Assert.Matches("value=\"name\" selected", again.Html);
        await clerk.PostAsync(ApplyOf(again), ("key", again.Field("key")));
        Assert.Contains("己一", Names);
    }

    [Fact]
    public async Task A_file_that_is_too_large_is_refused_in_words_and_another_accounts_file_is_nobodys()
    {
        var clerk = Clerk();
        await clerk.GetAsync("/imports");
        var refused = await clerk.PostFileAsync("/imports", "large.csv", new byte[9 << 20]);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, refused.Status);
        Assert.DoesNotContain("too old", refused.Text, StringComparison.Ordinal);
        var shown = await HandInAsync(clerk, "姓名,房号,类型\n庚一,9-4-101,业主\n");
        var other = new PageVisitor(office.Gateway, Role.Administrator);
        var nothing = await other.FollowAsync(await other.GetAsync(shown.Location!));
        Assert.Contains("held no more", nothing.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("庚一", nothing.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await new PageVisitor(office.Gateway, Role.Guard).GetAsync("/imports")).Status);
    }

    [Fact]
    public void A_file_is_held_some_minutes_for_its_account_alone_and_four_at_a_time()
    {
        var clock = new Microsoft.Extensions.Time.Testing.FakeTimeProvider();
        using var lists = new HeldLists(clock);
        var one = lists.Hold("a", "a.csv", [1])!;
        Assert.Null(lists.Find("b", one.Id));
        clock.Advance(HeldLists.Kept / 2);
        lists.Change(one with { Map = "{}" });
        clock.Advance(HeldLists.Kept - TimeSpan.FromSeconds(1));
        Assert.Equal("{}", lists.Find("a", one.Id)!.Map);
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(lists.Find("a", one.Id));
        Assert.All(Enumerable.Range(0, HeldLists.Most), at => Assert.NotNull(lists.Hold($"{at}", "x", [])));
        Assert.Null(lists.Hold("another", "x", []));
        Assert.NotNull(lists.Hold("0", "again", []));
    }

    private static async Task<ShownPage> HandInAsync(PageVisitor clerk, string list)
    {
        await clerk.GetAsync("/imports");
        var answer = await clerk.PostFileAsync("/imports", "list.csv", Encoding.UTF8.GetBytes(list));
        Assert.True(answer.Location is not null, answer.Text);
        return (await clerk.GetAsync(answer.Location!)) with { Location = answer.Location };
    }

    private static string ApplyOf(ShownPage shown) => Apply().Match(shown.Html).Groups[1].Value;

    [GeneratedRegex("action=\"(/imports/[^\"]*/apply)\"")]
    private static partial Regex Apply();
}
