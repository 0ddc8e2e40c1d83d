using System.Net;
using Xunit;
using Zhuhui.Edge.Gateway.Events;

namespace Zhuhui.Edge.Gateway.Tests.Console.Residents;

/// <summary>Days as people type them: written in any usual way they are the same day, and what is none is never taken for
/// nothing.</summary>
public sealed class TypedDayTests(Desk desk) : IClassFixture<Desk>
{
    [Theory]
    [InlineData("丁一", "1980/5/6")]
    [InlineData("丁二", "19800506")]
    [InlineData("丁三", "1980年5月6日")]
    public async Task A_birth_date_is_kept_in_one_form_however_it_is_typed(string name, string typed)
    {
        var made = await desk.Clerk.PostAsync(await desk.Clerk.GetAsync("/people/new"), "/people/new", ("name", name), ("home", "9-1-102"),
            ("kind", "Tenant"), ("born", typed));
        var person = await desk.PersonAsync(made.Address.AbsolutePath.Split('/')[^1]);
        Assert.Equal("1980-05-06", (string)person["birthDate"]!);
    }

    [Fact]
    public async Task A_family_does_not_move_out_at_once_because_its_last_day_was_mistyped()
    {
        var person = await desk.AddAsync("戊一", "9-1-101");
        var page = await desk.Clerk.GetAsync("/households?home=9-1-101");
        var end = page.Address.AbsolutePath + "/end";
        var refused = await desk.Clerk.PostAsync(page, end, ("day", "31.12.2099"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("value=\"31.12.2099\"", refused.Html, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await desk.PersonAsync(person)).Status);
        var ends = await desk.Clerk.PostAsync(refused, end, ("day", "2099/12/31"));
        Assert.Contains("2100-01-01 00:00", ends.Html, StringComparison.Ordinal);
        Assert.DoesNotContain(desk.Gateway.Happened.All, one => one is PersonRemoved gone && gone.Person == person);
    }

    /// <summary>A child's face takes a guardian's consent.</summary>
    [Fact]
    public async Task A_mistyped_birth_date_makes_nobody_of_age()
    {
        var refused = await desk.Clerk.PostAsync(await desk.Clerk.GetAsync("/people/new"), "/people/new", new byte[300 << 10],
            ("name", "己一"), ("home", "9-1-103"), ("kind", "Family"), ("born", "2020-31-01"), ("agree", "on"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("2020-31-01", refused.Html, StringComparison.Ordinal);
        Assert.Contains("2026-12-31", refused.Html.Split("role=\"alert\"")[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/duty/handover?from=yesterday")]
    [InlineData("/duty/handover?from=2026-11-30&to=30.11.2026")]
    [InlineData("/events?to=11/30/2026")]
    public async Task A_time_that_is_none_is_said_to_be_none(string path) =>
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await desk.Clerk.GetAsync(path)).Status);

    [Theory]
    [InlineData("/events?from=2026-11-30T08:00&to=2026-11-30 20:00")]
    [InlineData("/events?from=20261130&to=2026/11/30")]
    public async Task A_time_is_found_in_any_usual_writing(string path) =>
        Assert.Equal(HttpStatusCode.OK, (await desk.Clerk.GetAsync(path)).Status);
}
