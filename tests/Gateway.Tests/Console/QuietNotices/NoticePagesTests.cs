using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Care;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.Tests.Api.Office;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Gateway.Tests.Console.QuietNotices;

/// <summary>A quiet notice is shown until somebody has seen to it, and then with who that was.</summary>
public sealed class NoticePagesTests(OfficeBench office) : IClassFixture<OfficeBench>
{
    [Fact]
    public async Task The_guard_post_sees_to_a_notice_once_and_by_name()
    {
        var person = await office.AddAsync("奶奶甲", "3-2-701");
        office.Gateway.Services.GetRequiredService<EventLedger>().Append(new NoticeRaised("n-0123456789ab", NoticeKind.FirstDay, person,
            "gate"));
        var care = office.Gateway.Services.GetRequiredService<CareWatch>();
        await Eventually.IsAsync(() => care.Standing.Any(one => one.Notice == "n-0123456789ab"));
        var guard = new PageVisitor(office.Gateway, Role.Guard, "zh");
        var open = await guard.GetAsync("/notices");
        Assert.Contains("奶奶甲", open.Text, StringComparison.Ordinal);
        Assert.Contains("value=\"n-0123456789ab\"", open.Html, StringComparison.Ordinal);
        await guard.PostAsync("/notices", ("notice", "n-0123456789ab"));
        await Eventually.IsAsync(() => care.Standing.All(one => one.Notice != "n-0123456789ab"));
        var seen = await guard.GetAsync("/notices");
        Assert.DoesNotContain("value=\"n-0123456789ab\"", seen.Html, StringComparison.Ordinal);
        Assert.Contains("machine-Guard", seen.Text, StringComparison.Ordinal);
        var again = await guard.FollowAsync(await guard.PostAsync("/notices", ("notice", "n-0123456789ab")));
        Assert.Contains("已有人处理", again.Text, StringComparison.Ordinal);
        Assert.Equal(["machine-Guard"], office.Gateway.Happened.All.OfType<NoticeAcknowledged>().Select(one => one.Operator));
    }
}
