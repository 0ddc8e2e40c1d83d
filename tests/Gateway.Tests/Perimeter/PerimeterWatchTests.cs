using CsCheck;
using Xunit;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Vision.Options;
using Zhuhui.Edge.Vision.Sightings;
using static Zhuhui.Edge.Gateway.Tests.Perimeter.WatchBench;

namespace Zhuhui.Edge.Gateway.Tests.Perimeter;

public sealed class PerimeterWatchTests
{
    private readonly WatchBench _bench = new(Compound);

    [Fact]
    public void Each_ring_says_what_is_an_alarm_and_who_hears_of_it()
    {
        _bench.Saw(Began("fence", "strip", ZoneWatch.Loitering), Began("square", "benches", ZoneWatch.Crowding, 12), Began("unit", "porch",
            ZoneWatch.Loitering));
        Assert.Equal(
            [(Ring.Perimeter, "guards,staff"), (Ring.CommonArea, "staff"), (Ring.UnitDoor, "guards")],
            _bench.Raised.Select(a => (a.Ring, string.Join(',', a.Hears))));
        Assert.Equal(12, _bench.Raised.ElementAt(1).Count);
    }

    [Fact]
    public void Losing_the_stream_for_faces_alone_ends_no_alarm_of_the_scene()
    {
        _bench.Saw(Began("fence", "strip", ZoneWatch.Intrusion), new CameraOffline("fence", 0, "main stream: refused", IsSceneLost: false));
        Assert.Empty(_bench.Ended);
        Assert.Contains(_bench.Raised, alarm => alarm.Kind == AlarmKind.CameraOffline);
        _bench.Saw(new CameraOffline("fence", 0, "both streams", IsSceneLost: true));
        Assert.Equal(AlarmEndReason.CameraLost, _bench.Ended.Single().Reason);
    }

    [Fact]
    public void What_is_no_alarm_in_a_ring_is_recorded_with_its_end_and_alarms_nobody()
    {
        _bench.Saw(Began("square", "benches", ZoneWatch.Loitering), Over("square", "benches", ZoneWatch.Loitering));
        _bench.Wait(300);
        Assert.Empty(_bench.Raised);
        var (noted, over) = (_bench.Journal.OfType<IncidentNoted>().Single(), _bench.Journal.OfType<IncidentOver>().Single());
        Assert.Equal((noted.Incident, AlarmEndReason.Over, EventStream.Health), (over.Incident, over.Reason, over.Stream));
        Assert.Empty(_bench.Watch.Alarms);
    }

    [Fact]
    public void Crossings_of_one_line_are_one_alarm_and_those_that_join_are_counted()
    {
        _bench.Saw(Crossed("fence", "wall"));
        _bench.Wait(29);
        _bench.Saw(Crossed("fence", "wall", CrossingDirection.RightToLeft));
        _bench.Wait(29);
        Assert.Single(_bench.Raised);
        Assert.Empty(_bench.Ended);
        Assert.Equal(1, _bench.Watch.Joined);
        Assert.Equal((2, 1, false), _bench.Watch.Alarms.Select(a => (a.Count, a.Repeats, a.GoesOn)).Single());
        _bench.Wait(1);
        var ended = _bench.Ended.Single();
        Assert.Equal((_bench.Raised.Single().Alarm, 29.0, 1, 1, 1), (ended.Alarm, ended.Seconds, ended.Repeats, ended.LeftToRight,
            ended.RightToLeft));
    }

    [Fact]
    public void A_cut_camera_is_an_alarm_at_the_perimeter_and_ends_what_was_open_there()
    {
        _bench.Saw(Began("fence", "strip", ZoneWatch.Intrusion), new CameraOffline("fence", 0, "no answer"), new CameraOffline("square", 0,
            "no answer"));
        Assert.Equal([AlarmKind.Intrusion, AlarmKind.CameraOffline], _bench.Raised.Select(a => a.Kind));
        Assert.Equal(AlarmEndReason.CameraLost, _bench.Ended.Single().Reason);
        _bench.Wait(60);
        _bench.Saw(new CameraOnline("fence", 0, 1, 1, ""));
        _bench.Wait(20);
        _bench.Saw(new CameraOffline("fence", 0, "no answer"));
        _bench.Wait(20);
        _bench.Saw(new CameraOnline("fence", 0, 1, 1, ""));
        _bench.Wait(30);
        var ended = _bench.Ended.Last();
        Assert.Equal((AlarmKind.CameraOffline, AlarmEndReason.Over, 1, 100.0), (ended.Kind, ended.Reason, ended.Repeats, ended.Seconds));
    }

    [Fact]
    public void Tampering_is_an_alarm_with_a_beginning_and_an_end()
    {
        _bench.Saw(new CameraTampered("square", 0, Tampering.Turned));
        _bench.Wait(5);
        _bench.Saw(new CameraTamperEnded("square", 0, Tampering.Turned));
        _bench.Wait(300);
        Assert.Equal((AlarmKind.CameraTurned, null), _bench.Raised.Select(a => (a.Kind, a.Zone)).Single());
        Assert.Equal((AlarmEndReason.Over, 5.0), _bench.Ended.Select(a => (a.Reason, a.Seconds!.Value)).Single());
    }

    private static Gen<string> Camera => Gen.Int[0, 2].Select(i => new[] { "fence", "square", "unit" }[i]);

    private static Gen<(string Camera, string Zone)> Zone =>
        Gen.Int[0, 4].Select(i => new[] { ("fence", "strip"), ("fence", "shed"), ("square", "benches"), ("square", "pond"),
            ("unit", "porch") }[i]);
}
