using Microsoft.Extensions.Time.Testing;
using Xunit;
using Zhuhui.Edge.Vision.Frames;
using Zhuhui.Edge.Vision.Motion;
using Zhuhui.Edge.Vision.Options;
using Zhuhui.Edge.Vision.Sightings;
using Zhuhui.Edge.Vision.Tracking;
using Zhuhui.Edge.Vision.Zones;

namespace Zhuhui.Edge.Vision.Tests.Zones;

public sealed class ZoneWatchesTests
{
    private static readonly TimeSpan _tick = TimeSpan.FromMilliseconds(125);

    private readonly FakeTimeProvider _time = new();
    private readonly List<Sighting> _told = [];
    private int _next;

    [Fact]
    public void Somebody_inside_is_one_intrusion_with_an_end_however_he_trembles_on_the_border()
    {
        var zones = Watch(new ZoneOptions { Id = "yard", Points = Right, Intrusion = true });
        var track = New(400, 500);
        for (var x = 400; x < 520; x += 4)
        {
            Stand(zones, (track, x, 500));
        }

        for (var i = 0; i < 200; i++)
        {
            Stand(zones, (track, i % 2 == 0 ? 498 : 503, 500));
        }

        var began = Assert.IsType<IncidentBegan>(Assert.Single(_told));
        Assert.Equal(("yard", ZoneWatch.Intrusion, 1, 1), (began.Zone, began.Watch, began.Count, began.Incident));
        Idle(zones, TimeSpan.FromSeconds(6));
        var ended = Assert.IsType<IncidentEnded>(_told[1]);
        Assert.Equal((1, 1), (ended.Incident, ended.Most));
        Assert.InRange(ended.Lasted.TotalSeconds, 24, 27);
    }

    [Fact]
    public void A_foot_outside_is_outside_even_where_the_body_reaches_in()
    {
        var zones = Watch(new ZoneOptions { Id = "yard", Points = [0, 0, 1, 0, 1, 0.5, 0, 0.5], Intrusion = true });
        var track = New(400, 560);
        for (var i = 0; i < 40; i++)
        {
            Stand(zones, (track, 400, 560));
        }

        Assert.Empty(_told);
    }

    [Fact]
    public void Who_is_lost_and_found_again_at_his_place_has_loitered_all_the_while()
    {
        var zones = Watch(new ZoneOptions { Id = "yard", Points = Right, LoiterSeconds = 20 });
        var track = New(700, 500);
        Stand(zones, 12, (track, 700, 500));
        Assert.Empty(_told);
        End(zones, track);
        Idle(zones, TimeSpan.FromSeconds(4));
        var again = New(720, 505);
        Stand(zones, 5, (again, 720, 505));

        Assert.Equal(ZoneWatch.Loitering, Assert.IsType<IncidentBegan>(Assert.Single(_told)).Watch);
    }

    [Fact]
    public void People_who_only_pass_do_not_loiter()
    {
        var zones = Watch(new ZoneOptions { Id = "yard", Points = Right, LoiterSeconds = 5 });
        for (var i = 0; i < 5; i++)
        {
            var track = New(600, 500);
            Stand(zones, 3, (track, 600, 500));
            Stand(zones, 1, (track, 300, 500));
            End(zones, track);
        }

        Assert.Empty(_told);
    }

    [Fact]
    public void A_crowd_is_one_once_it_has_stayed_together_and_ends_when_it_thins_out()
    {
        var zones = Watch(new ZoneOptions { Id = "yard", Points = Right, CrowdPeople = 3, CrowdSeconds = 5 });
        var (a, b, c) = (New(600, 500), New(700, 500), New(800, 500));
        Stand(zones, 4, (a, 600, 500), (b, 700, 500), (c, 800, 500));
        Assert.Empty(_told);
        Stand(zones, 3, (a, 600, 500), (b, 700, 500), (c, 800, 500));
        Assert.Equal(3, Assert.IsType<IncidentBegan>(Assert.Single(_told)).Count);
        Stand(zones, 1, (c, 300, 500), (a, 600, 500), (b, 700, 500));
        End(zones, c);
        Stand(zones, 7, (a, 600, 500), (b, 700, 500));

        Assert.Equal(3, Assert.IsType<IncidentEnded>(_told[1]).Most);
        Assert.Equal(2, _told.Count);
    }

    [Fact]
    public void What_happens_in_one_frame_is_told_from_the_nearest_floor_to_the_farthest()
    {
        var zones = Watch(
            new ZoneOptions { Id = "far", Points = [0, 0, 1, 0, 1, 0.4, 0, 0.4], Intrusion = true },
            new ZoneOptions { Id = "near", Points = [0, 0.6, 1, 0.6, 1, 1, 0, 1], Intrusion = true });
        Stand(zones, 2, (New(500, 300), 500, 300), (New(500, 800), 500, 800));

        Assert.Equal(["near", "far"], _told.Cast<IncidentBegan>().Select(began => began.Zone));
    }

    [Fact]
    public void When_the_camera_goes_whatever_is_open_ends()
    {
        var zones = Watch(new ZoneOptions { Id = "yard", Points = Right, Intrusion = true, LoiterSeconds = 2 });
        Stand(zones, 5, (New(700, 500), 700, 500));
        Assert.Equal(2, _told.Count);

        zones.Close(_time.GetTimestamp());

        Assert.Equal([1, 2], _told.OfType<IncidentEnded>().Select(ended => ended.Incident).Order());
        zones.Close(_time.GetTimestamp());
        Assert.Equal(4, _told.Count);
    }

    [Fact]
    public void A_thing_counts_once_it_has_lain_long_enough_and_is_over_when_it_is_gone()
    {
        var zones = Watch(new ZoneOptions { Id = "yard", Points = Right, ObjectLeftSeconds = 30 });
        var thing = new StillThing(new Box(700, 480, 730, 500), _time.GetTimestamp());
        var outside = new StillThing(new Box(100, 480, 130, 500), _time.GetTimestamp());
        for (var i = 0; i < 50; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            zones.Step([thing, outside], _time.GetTimestamp());
            Assert.Equal(i < 29 ? 0 : 1, _told.Count);
        }

        Idle(zones, TimeSpan.FromSeconds(16));
        Assert.Equal(ZoneWatch.ObjectLeft, Assert.IsType<IncidentEnded>(_told[1]).Watch);
    }

    private static double[] Right => [0.5, 0, 1, 0, 1, 1, 0.5, 1];

    private ZoneWatches Watch(params ZoneOptions[] zones)
    {
        var watches = new ZoneWatches(new CameraOptions { Id = "yard", Zones = zones }, _told.Add, _time);
        watches.Lay(1000, 1000, _time.GetTimestamp());
        return watches;
    }

    private BoxTrack New(float x, float foot) => new(new Detection(At(x, foot), 0.8f), _time.GetTimestamp()) { Id = ++_next };

    private void Stand(ZoneWatches zones, int seconds, params (BoxTrack Track, float X, float Foot)[] people)
    {
        for (var i = 0; i < seconds * 8; i++)
        {
            Stand(zones, people);
        }
    }

    private void Stand(ZoneWatches zones, params (BoxTrack Track, float X, float Foot)[] people)
    {
        _time.Advance(_tick);
        foreach (var (track, x, foot) in people)
        {
            track.GoOn(_tick.TotalSeconds);
            track.See(new Detection(At(x, foot), 0.8f), _time.GetTimestamp());
        }

        zones.Step([.. people.Select(person => person.Track)], [], _time.GetTimestamp());
        zones.Expire(_time.GetTimestamp());
    }

    private void End(ZoneWatches zones, BoxTrack track) => zones.Step([], [track], _time.GetTimestamp());

    private void Idle(ZoneWatches zones, TimeSpan span)
    {
        for (var passed = TimeSpan.Zero; passed < span; passed += _tick)
        {
            _time.Advance(_tick);
            zones.Expire(_time.GetTimestamp());
        }
    }

    private static Box At(float x, float foot) => new(x - 20, foot - 100, x + 20, foot);
}
