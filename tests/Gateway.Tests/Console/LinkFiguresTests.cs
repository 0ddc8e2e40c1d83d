using Microsoft.Extensions.Time.Testing;
using Xunit;
using Zhuhui.Edge.CloudBridge.Settings;
using Zhuhui.Edge.Gateway.Admin;
using Zhuhui.Edge.Gateway.Console;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.Site;

namespace Zhuhui.Edge.Gateway.Tests.Console;

public sealed class LinkFiguresTests
{
    private static readonly DateTimeOffset End = new(2027, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Fact]
    public void The_metrics_tell_how_far_the_link_is_behind_and_what_it_cost()
    {
        var lines = Metrics.Format(Of(LinkPromise.HubStore)).Split('\n');
        string[] expected =
        [
            "zhuhui_hub_connected 1", "zhuhui_hub_promise{promise=\"hubStore\"} 1", "zhuhui_hub_reconnects_total 3", "zhuhui_events_resent_total 17", "zhuhui_hub_batches_total 2",
            "zhuhui_hub_batch_bytes_in_total 900", "zhuhui_hub_batch_bytes_out_total 100", $"zhuhui_hub_certificate_expiry_timestamp_seconds {End.ToUnixTimeSeconds()}",
            "zhuhui_events_published_total{stream=\"alarms\"} 9", "zhuhui_events_unacknowledged{stream=\"alarms\"} 4", "zhuhui_events_oldest_unacknowledged_seconds{stream=\"alarms\"} 12.5",
            "zhuhui_events_oldest_unacknowledged_seconds{stream=\"health\"} 0",
        ];
        Assert.All(expected, line => Assert.Contains(line, lines));
    }

    [Theory]
    [InlineData(LinkPromise.HubStore, "In the hub's store")]
    [InlineData(LinkPromise.Broker, "Taken by the broker")]
    public void The_page_says_whose_word_frees_the_gateway_of_an_event(LinkPromise promise, string words)
    {
        Assert.Contains($"<th>{words}</th>", Page(promise), StringComparison.Ordinal);
    }

    private static string Page(LinkPromise promise)
    {
        var site = new SiteFile();
        return StatusPage.Render(Of(promise), [], new EventFormatter(site, new ResidentDirectory()), site, new FakeTimeProvider());
    }

    private static Status Of(LinkPromise promise) => new("1", "d/c/g", 1, true, false, true, null, [], [], [], 0,
        [new JournalStatus("alarms", 10, 9, 6, 1, 12.5), new JournalStatus("health", 5, 5, 5)], new WaitStatus(null, null, null), [], [], [], [], [], 0,
        Link: new LinkStatus(true, End, null, [], promise, End, new LinkTotals(3, 17, 2, 900, 100)));
}
