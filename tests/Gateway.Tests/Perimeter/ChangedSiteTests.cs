using Xunit;
using Zhuhui.Edge.Gateway.Admin.SiteEdits;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Vision.Sightings;
using static Zhuhui.Edge.Gateway.Tests.Perimeter.WatchBench;

namespace Zhuhui.Edge.Gateway.Tests.Perimeter;

/// <summary>Cameras and rings that become others while the watch runs.</summary>
public sealed class ChangedSiteTests
{
    private readonly WatchBench _bench = new(Compound);

    [Fact]
    public void What_is_open_at_a_changed_camera_ends_and_that_at_all_others_goes_on()
    {
        _bench.Saw(Began("fence", "strip", ZoneWatch.Intrusion), Began("square", "benches", ZoneWatch.Crowding, 12));
        _bench.Saw(Crossed("fence", "wall"), Crossed("fence", "wall"));
        var joined = _bench.Watch.Joined;
        Take(Compound with
        {
            Cameras = [Compound.Cameras[0] with { Zones = [new SiteZone { Id = "new" }] }, .. Compound.Cameras.Skip(1)],
        });
        Assert.Equal([AlarmEndReason.SiteChanged], _bench.Ended.Select(one => one.Reason).Distinct());
        Assert.Equal(["fence"], _bench.Ended.Select(one => one.Camera).Distinct());
        Assert.Equal("square", _bench.Watch.Alarms.Single(one => one.GoesOn).Camera);
        Assert.Equal(joined, _bench.Watch.Joined);
        Assert.Equal(["fence/wall", "fence/new", "fence/camera"], _bench.Watch.Places.Select(one => one.Place)
            .Where(one => one.StartsWith("fence", StringComparison.Ordinal)));

        var ended = _bench.Ended.Count();
        _bench.Saw(Began("fence", "strip", ZoneWatch.Intrusion), Began("fence", "new", ZoneWatch.Intrusion));
        Assert.Equal("new", _bench.Raised.Last().Zone);
        Assert.Equal(ended, _bench.Ended.Count());
    }

    [Fact]
    public void A_ring_changes_what_is_an_alarm_at_its_cameras_alone()
    {
        var next = Compound with
        {
            Rings = Compound.Rings with { CommonArea = Compound.Rings.CommonArea with { Alarms = [AlarmKind.Loitering] } },
        };
        Assert.Equal(["square"], SiteComparison.Cameras(Compound, next));
        Take(next);
        _bench.Saw(Began("square", "benches", ZoneWatch.Loitering));
        Assert.Equal(("square", AlarmKind.Loitering), (_bench.Raised.Single().Camera, _bench.Raised.Single().Kind));
    }

    [Fact]
    public void A_camera_that_is_gone_is_watched_no_more_and_a_new_one_is()
    {
        _bench.Saw(Began("unit", "porch", ZoneWatch.Loitering));
        Take(Compound with
        {
            Cameras = [.. Compound.Cameras.Take(2), new SiteCamera { Id = "roof", Zones = [new SiteZone { Id = "edge" }] }],
        });
        Assert.Equal(AlarmEndReason.SiteChanged, _bench.Ended.Single().Reason);
        _bench.Saw(Began("unit", "porch", ZoneWatch.Loitering), Began("roof", "edge", ZoneWatch.Intrusion));
        Assert.Equal(["unit", "roof"], _bench.Raised.Select(one => one.Camera));
    }

    private void Take(SiteFile next) => _bench.Watch.Take(next, SiteComparison.Cameras(Compound, next).ToHashSet());
}
