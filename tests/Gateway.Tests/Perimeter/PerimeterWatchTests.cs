using Microsoft.Extensions.Time.Testing;
using Xunit;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Ledger;
using Zhuhui.Edge.Gateway.Perimeter;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Vision;

namespace Zhuhui.Edge.Gateway.Tests.Perimeter;

public sealed class PerimeterWatchTests
{
    [Fact]
    public void A_crossing_is_an_alarm_and_those_that_follow_on_the_same_line_belong_to_it()
    {
        using var folder = new TemporaryFolder();
        using var ledger = EventLedger.OpenQuietly(folder.Path);
        var happened = new EventList();
        ledger.Appended += happened.Add;
        var time = new FakeTimeProvider();
        var watch = new PerimeterWatch(new PerimeterOptions { ReAlertSeconds = 10 }, ledger, time);
        Cross("fence");
        time.Advance(TimeSpan.FromSeconds(9));
        Cross("fence");
        Assert.Single(happened.All);
        Assert.Equal(1, watch.Joined);
        Cross("gate-side");
        Assert.Equal(2, happened.All.Count);
        time.Advance(TimeSpan.FromSeconds(1));
        Cross("fence");
        Assert.Equal(["fence", "gate-side", "fence"], happened.All.Cast<LineAlarm>().Select(a => a.Line));

        void Cross(string line) => watch.Crossed(new LineCrossed("cam", time.GetTimestamp(), 1, line, CrossingDirection.LeftToRight, 0.8f));
    }
}
