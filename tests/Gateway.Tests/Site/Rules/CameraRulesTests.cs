using Xunit;
using Zhuhui.Edge.Drivers.Boards;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Site.Rules;
using Zhuhui.Edge.Vision.Options;

namespace Zhuhui.Edge.Gateway.Tests.Site.Rules;

public sealed class CameraRulesTests
{
    [Fact]
    public void A_camera_that_would_open_two_doors_is_refused() =>
        SiteRulesTests.AssertProblem("Site.Doors[1].Cameras: 'cam' already belongs to Site.Doors[0]",
            SiteRulesTests.Good with
            {
                Doors = [SiteRulesTests.Good.Doors[0], SiteRulesTests.Good.Doors[0] with { Id = "second",
                    Relay = new RelayOptions { Board = "box",
                Pin = 4 } }]
            });

    [Fact]
    public void A_password_in_an_address_is_refused_without_being_repeated()
    {
        var problem = SiteRulesTests.AssertProblem("Site.Cameras[0].Url holds a user or password",
            SiteRulesTests.Good with { Cameras = [SiteRulesTests.Good.Cameras[0] with { Url = "rtsp://admin:hunter2@10.0.0.1/x" }] });
        Assert.DoesNotContain("hunter2", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void An_address_that_is_not_rtsp_is_refused() =>
        SiteRulesTests.AssertProblem("Site.Cameras[0].Url 'http://10.0.0.1/' is not an rtsp://",
            SiteRulesTests.Good with { Cameras = [SiteRulesTests.Good.Cameras[0] with { Url = "http://10.0.0.1/" }] });

    [Fact]
    public void A_line_outside_the_picture_is_refused() =>
        SiteRulesTests.AssertProblem("Site.Cameras[0].Lines[0].To must be two numbers between 0 and 1",
            SiteRulesTests.Good with
            {
                Cameras = [SiteRulesTests.Good.Cameras[0] with { Lines = [new SiteLine { Id = "l", From = [0, 0.5],
                To = [1.5, 0.5] }] }]
            });

    [Fact]
    public void A_second_stream_is_held_to_the_same_rules_as_the_first()
    {
        SiteRulesTests.AssertProblem("Site.Cameras[0].SubUrl 'http://10.0.0.1/' is not an rtsp://",
            With(Camera with { SubUrl = "http://10.0.0.1/" }));
        SiteRulesTests.AssertProblem("Site.Cameras[0].SubUrl holds a user or password",
            With(Camera with { SubUrl = "rtsp://admin:hunter2@10.0.0.1/y" }));
    }

    [Fact]
    public void A_zone_or_mask_that_is_no_area_is_refused()
    {
        SiteRulesTests.AssertProblem("Site.Cameras[0].Zones[0].Points has 2 corners",
            With(Camera with { Zones = [Zone with { Points = [0, 0, 1, 1] }] }));
        SiteRulesTests.AssertProblem("Site.Cameras[0].Zones[0].Points crosses itself",
            With(Camera with { Zones = [Zone with { Points = [0, 0, 1, 1, 1, 0, 0, 1] }] }));
        SiteRulesTests.AssertProblem("Site.Cameras[0].Masks[0].Points has 5 numbers",
            With(Camera with { Masks = [new MaskOptions { Points = [0, 0, 1, 1, 1] }] }));
    }

    [Fact]
    public void A_zone_that_watches_for_nothing_in_its_ring_is_refused()
    {
        var mute = Zone with { LoiterSeconds = 0, CrowdPeople = 0, ObjectLeftSeconds = 0 };
        SiteRulesTests.AssertProblem("Site.Cameras[0].Zones[0] watches for nothing in the ring entrance",
            With(Camera with { Zones = [mute] }));
        Assert.Empty(SiteRules.Problems(With(Camera with { Zones = [mute], Ring = Ring.Perimeter })));
    }

    [Fact]
    public void One_person_is_no_crowd() => SiteRulesTests.AssertProblem("Site.Cameras[0].Zones[0].CrowdPeople is 1",
        With(Camera with { Zones = [Zone with { CrowdPeople = 1 }] }));

    [Fact]
    public void Lines_and_zones_of_a_camera_share_their_names()
    {
        var line = new SiteLine { Id = "z", From = [0, 0], To = [1, 1] };
        SiteRulesTests.AssertProblem("Site.Cameras[0].Zones[0].Id 'z' is already the name of Site.Cameras[0].Lines[0]",
            With(Camera with { Lines = [line], Zones = [Zone] }));
        SiteRulesTests.AssertProblem("Site.Cameras[0].Lines[0].Id 'camera' is the name of the camera itself",
            With(Camera with { Lines = [line with { Id = "camera" }] }));
    }

    [Fact]
    public void A_schedule_that_arms_must_be_there()
    {
        SiteRulesTests.AssertProblem("Site.Cameras[0].Zones[0].Schedule: there is no schedule 'night'; the schedules are none",
            With(Camera with { Zones = [Zone with { Schedule = "night" }] }));
        SiteRulesTests.AssertProblem("Site.Rings.Perimeter.Schedule: there is no schedule 'night'",
            SiteRulesTests.Good with
            {
                Rings = SiteRulesTests.Good.Rings with
                {
                    Perimeter = SiteRulesTests.Good.Rings.Perimeter
                with
                    { Schedule = "night" }
                }
            });
    }

    private static SiteCamera Camera => SiteRulesTests.Good.Cameras[0];

    private static SiteZone Zone => new() { Id = "z", Points = [0.1, 0.1, 0.9, 0.1, 0.5, 0.9] };

    private static SiteFile With(SiteCamera camera) => SiteRulesTests.Good with { Cameras = [camera] };
}
