using Xunit;
using Zhuhui.Edge.Gateway.Perimeter;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Vision.Zones;

namespace Zhuhui.Edge.Gateway.Tests.Perimeter;

/// <summary>Zones that are only drawn, tried on where people walked, by the code that raises alarms.</summary>
public sealed class LookBackTests
{
    private static readonly SiteZone _yard = new() { Id = "yard", Points = [0.5, 0, 1, 0, 1, 1, 0.5, 1], Intrusion = true };

    [Fact]
    public void Somebody_in_a_drawn_zone_is_one_alarm_where_and_when_he_came_in()
    {
        var raised = Assert.Single(Run(new SiteCamera { Id = "fence", Zones = [_yard] }, Walk(TimeSpan.FromMinutes(10), 0.1f, 0.9f)));
        Assert.Equal((AlarmKind.Intrusion, "yard", true, 1), (raised.Kind, raised.Zone, raised.IsAlarm, raised.Count));
        Assert.InRange(raised.X, 0.5f, 0.6f);
        Assert.Equal(0.5f, raised.Y, 3);
        Assert.InRange(raised.At, TimeSpan.FromMinutes(10) + TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(10) + TimeSpan.FromSeconds(7));
    }

    [Fact]
    public void Who_comes_back_within_the_re_alert_time_is_the_same_alarm_and_after_it_another()
    {
        var camera = new SiteCamera { Id = "fence", Zones = [_yard] };
        var quiet = TimeSpan.FromSeconds(new SiteFile().Rings.For(Ring.Perimeter).ReAlertSeconds);
        var first = Walk(TimeSpan.FromMinutes(10), 0.1f, 0.9f);
        Assert.Single(Run(camera, Then(first, quiet / 2)));
        Assert.Equal(2, Run(camera, Then(first, quiet + TimeSpan.FromSeconds(20))).Count);

        static TrackHistory Then(TrackHistory before, TimeSpan after) => before with
        {
            Looks = [.. before.Looks, .. Walk(before.Looks[^1].At + after, 0.1f, 0.9f, track: 2).Looks],
        };
    }

    [Fact]
    public void A_line_counts_the_way_it_is_drawn_and_a_disarmed_place_as_if_it_were_armed()
    {
        var walked = Walk(TimeSpan.FromMinutes(10), 0.1f, 0.9f);
        Assert.Single(Run(Line("RightToLeft", flip: true), walked));
        Assert.Empty(Run(Line("RightToLeft", flip: false), walked));
        Assert.Single(Run(new SiteCamera { Id = "fence", Zones = [_yard with { Armed = false }] }, walked));
        Assert.Empty(Run(new SiteCamera { Id = "fence" }, walked));
    }

    private static SiteCamera Line(string direction, bool flip) => new()
    {
        Id = "fence",
        Lines =
        [
            new SiteLine
            {
                Id = "wall",
                From = flip ? [0.5, 0] : [0.5, 1],
                To = flip ? [0.5, 1] : [0.5, 0],
                Direction = Enum.Parse<Vision.Options.CrossingDirection>(direction),
            },
        ],
    };

    private static IReadOnlyList<WouldBe> Run(SiteCamera camera, TrackHistory history) =>
        LookBack.Run(new SiteFile { Cameras = [camera] }, camera, history);

    /// <summary>Somebody walks across the picture in ten seconds.</summary>
    private static TrackHistory Walk(TimeSpan begin, float from, float to, int track = 1) => new(
        [.. Enumerable.Range(0, 81).Select(i => new TrackLook(begin + (TimeSpan.FromSeconds(0.125) * i), 640, 360,
            [new TrackPoint(track, from + ((to - from) * i / 80), 0.5f, 0.25f, 0.8f)], [], i == 0 && track == 1))],
        TimeSpan.Zero, TimeSpan.FromHours(1));
}
