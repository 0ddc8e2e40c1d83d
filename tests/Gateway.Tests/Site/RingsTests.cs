using System.Text;
using Xunit;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Site.Binding;

namespace Zhuhui.Edge.Gateway.Tests.Site;

public sealed class RingsTests
{
    private static readonly SiteZone _zone = new() { Id = "z", Points = [0, 0, 1, 0, 1, 1] };

    [Fact]
    public void A_camera_watches_the_ring_it_names_else_its_door_s_else_the_perimeter()
    {
        var site = new SiteFile { Doors = [new DoorOptions { Id = "unit", Ring = Ring.UnitDoor, Cameras = ["porch", "hall"] }] };
        Assert.Equal(Ring.UnitDoor, Rings.RingOf(site, new SiteCamera { Id = "porch" }));
        Assert.Equal(Ring.CommonArea, Rings.RingOf(site, new SiteCamera { Id = "hall", Ring = Ring.CommonArea }));
        Assert.Equal(Ring.Perimeter, Rings.RingOf(site, new SiteCamera { Id = "fence" }));
    }

    [Theory]
    [InlineData(Ring.Entrance, false, 120, 8, 30, 180)]
    [InlineData(Ring.CommonArea, false, 0, 10, 60, 600)]
    [InlineData(Ring.UnitDoor, false, 180, 0, 30, 0)]
    [InlineData(Ring.Perimeter, true, 15, 0, 30, 0)]
    internal void What_a_zone_leaves_out_is_as_its_ring_has_it(Ring ring, bool intrusion, int loiter, int crowd, int crowdSeconds,
        int objectLeft)
    {
        var zone = Assert.Single(Rings.Resolved(new SiteFile(), new SiteCamera { Id = "cam", Ring = ring, Zones = [_zone] }).Zones);
        Assert.Equal((intrusion, loiter, crowd, crowdSeconds, objectLeft), (zone.Intrusion, zone.LoiterSeconds, zone.CrowdPeople,
            zone.CrowdSeconds, zone.ObjectLeftSeconds));
    }

    [Fact]
    public void What_a_zone_says_itself_outranks_its_ring_and_the_rest_of_the_camera_stays()
    {
        var camera = new SiteCamera
        {
            Id = "cam",
            Url = "rtsp://x/",
            Lines = [new SiteLine { Id = "l" }],
            Zones = [_zone with { LoiterSeconds = 7, Intrusion = false, Schedule = "night" }]
        };
        var resolved = Rings.Resolved(new SiteFile(), camera);
        Assert.Equal((7, false), (resolved.Zones[0].LoiterSeconds, resolved.Zones[0].Intrusion));
        Assert.Equal(("cam", "rtsp://x/", "l"), (resolved.Id, resolved.Url, resolved.Lines[0].Id));
    }

    [Fact]
    public void A_ring_s_key_in_the_file_changes_that_key_and_leaves_the_ring_its_other_defaults()
    {
        var file = Encoding.UTF8.GetBytes(
            """{"district":"d","compound":"c","gateway":"g","dataFolder":"/d","rings":{"perimeter":{"reAlertSeconds":5}}}""");
        var rings = SiteReader.ReadText<SiteFile>(file, "site.jsonc", "Site").Sketch?.Rings ?? SiteReader.ReadText<SiteFile>(file,
            "site.jsonc", "Site").Value!.Rings;
        Assert.Equal((5, true, 15), (rings.Perimeter.ReAlertSeconds, rings.Perimeter.Intrusion, rings.Perimeter.LoiterSeconds));
        Assert.Contains(AlarmKind.CameraOffline, rings.Perimeter.Alarms);
        Assert.Equal((60, 120), (rings.Entrance.ReAlertSeconds, rings.Entrance.LoiterSeconds));
    }
}
