using Microsoft.Extensions.Time.Testing;
using Xunit;
using Zhuhui.Edge.CloudBridge.Settings;
using Zhuhui.Edge.Gateway.Admin;
using Zhuhui.Edge.Gateway.Admin.Health;
using Zhuhui.Edge.Gateway.Console;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.Site;

namespace Zhuhui.Edge.Gateway.Tests.Console;

public sealed class LinkFiguresTests
{
    private static readonly DateTimeOffset _end = new(2027, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Theory]
    [InlineData(LinkPromise.HubStore, "In the hub's store")]
    [InlineData(LinkPromise.Broker, "Taken by the broker")]
    public void The_page_says_whose_word_frees_the_gateway_of_an_event(LinkPromise promise, string words)
    {
        Assert.Contains($"<th>{words}</th>", Page(promise), StringComparison.Ordinal);
    }

    [Fact]
    public void What_stands_against_the_link_is_on_the_page() =>
        Assert.Contains("A record of passages is larger than the broker takes (4711: 20480 &gt; 6000 bytes)", Page(LinkPromise.HubStore),
            StringComparison.Ordinal);

    private static string Page(LinkPromise promise)
    {
        var site = new SiteFile();
        return StatusPage.Render(Of(promise), [], new EventFormatter(site, new ResidentDirectory()), site, new FakeTimeProvider());
    }

    private static Status Of(LinkPromise promise) => new("1", "d/c/g", 1, true, false, true, null, [], [], [], 0,
        [new JournalStatus("alarms", 10, 9, 6, 1, 12.5), new JournalStatus("health", 5, 5, 5)], new WaitStatus(null, null, null), [], [],
        [], [], [], 0,
        Link: new LinkStatus(true, _end, null, [], promise, _end, new LinkTotals(3, 17, 2, 900, 100),
            [new LinkNote(LinkFinding.RecordTooLarge, "passages", "4711: 20480 > 6000")]));
}
