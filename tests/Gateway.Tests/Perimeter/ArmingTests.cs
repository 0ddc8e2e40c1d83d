using CsCheck;
using Xunit;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Vision.Sightings;
using static Zhuhui.Edge.Gateway.Tests.Perimeter.WatchBench;

namespace Zhuhui.Edge.Gateway.Tests.Perimeter;

/// <summary>By schedule or by an operator's word: when a place is armed.</summary>
public sealed class ArmingTests
{
    private readonly WatchBench _bench = new(Compound);

    [Fact]
    public void A_zone_with_a_schedule_is_armed_by_it_and_raises_for_what_goes_on_as_it_begins()
    {
        _bench.Saw(Began("fence", "shed", ZoneWatch.Intrusion));
        _bench.Wait(TimeSpan.FromHours(2) - TimeSpan.FromSeconds(1));
        Assert.Empty(_bench.Raised);
        _bench.Wait(1);
        Assert.Equal("shed", _bench.Raised.Single().Zone);
        _bench.Wait(TimeSpan.FromHours(8) - TimeSpan.FromSeconds(1));
        Assert.Empty(_bench.Ended);
        _bench.Wait(1);
        Assert.Equal(AlarmEndReason.ScheduleOver, _bench.Ended.Single().Reason);
    }

    [Fact]
    public void A_ring_s_schedule_arms_lines_and_zones_that_name_none_and_never_the_camera_itself()
    {
        var bench = new WatchBench(Compound with
        {
            Rings = Compound.Rings with
            {
                Perimeter = Compound.Rings.Perimeter
            with
                { Schedule = "night" }
            }
        });
        bench.Saw(Crossed("fence", "wall"), Began("fence", "strip", ZoneWatch.Intrusion), new CameraTampered("fence", 0,
            Tampering.Covered));
        Assert.Equal(AlarmKind.CameraCovered, bench.Raised.Single().Kind);
        bench.Wait(TimeSpan.FromHours(2));
        Assert.Equal("strip", bench.Raised.Last().Zone);
    }

    [Fact]
    public void A_zone_that_is_not_armed_at_the_start_waits_for_an_operator()
    {
        _bench.Saw(Began("square", "pond", ZoneWatch.Crowding, 20));
        _bench.Wait(10);
        Assert.Empty(_bench.Raised);
        Assert.Equal(["square/pond"], _bench.Watch.Order(WatchOrder.Arm, null, "square/pond", null, "li"));
        Assert.Equal("pond", _bench.Raised.Single().Zone);
        _bench.Watch.Order(WatchOrder.Usual, null, "square/pond", null, "li");
        Assert.Equal(AlarmEndReason.Disarmed, _bench.Ended.Single().Reason);
    }

    [Fact]
    public void An_operator_disarms_for_a_time_and_a_kill_in_between_neither_ends_nor_prolongs_it()
    {
        Assert.Equal(["fence/wall", "fence/strip", "fence/shed", "fence/camera"], _bench.Watch.Order(WatchOrder.Disarm, Ring.Perimeter,
            null, TimeSpan.FromMinutes(10), "li"));
        _bench.Saw(Crossed("fence", "wall"));
        _bench.KillAndStart(TimeSpan.FromMinutes(5));
        _bench.Saw(Crossed("fence", "wall"));
        Assert.Equal(("li", false), _bench.Watch.Places.Where(p => p.Place == "fence/wall").Select(p => (p.OrderedBy, p.Armed)).Single());
        _bench.Wait(TimeSpan.FromMinutes(5) - TimeSpan.FromSeconds(1));
        _bench.Saw(Crossed("fence", "wall"));
        Assert.Empty(_bench.Raised);
        _bench.Wait(1);
        _bench.Saw(Crossed("fence", "wall"));
        Assert.Single(_bench.Raised);
        Assert.Null(_bench.Watch.Places[0].OrderedBy);
    }

    [Fact]
    public void A_step_of_the_wall_clock_does_not_end_an_order()
    {
        _bench.Watch.Order(WatchOrder.Disarm, null, "fence", TimeSpan.FromMinutes(10), "li");
        _bench.Time.Step(TimeSpan.FromDays(1));
        _bench.Wait(60);
        _bench.Saw(Crossed("fence", "wall"));
        Assert.Empty(_bench.Raised);
    }

    [Fact]
    public void Armed_by_an_operator_a_place_alarms_outside_its_schedule_until_told_otherwise()
    {
        _bench.Watch.Order(WatchOrder.Arm, null, "fence/shed", null, "li");
        _bench.KillAndStart(TimeSpan.FromDays(3));
        _bench.Saw(Began("fence", "shed", ZoneWatch.Intrusion));
        Assert.Single(_bench.Raised);
        _bench.Watch.Order(WatchOrder.Usual, null, "fence/shed", null, "li");
        Assert.Equal(AlarmEndReason.ScheduleOver, _bench.Ended.Single().Reason);
    }

    [Fact]
    public void An_order_for_a_place_that_is_not_there_is_neither_recorded_nor_obeyed()
    {
        Assert.Empty(_bench.Watch.Order(WatchOrder.Disarm, null, "fence/gate", null, "li"));
        Assert.Empty(_bench.Watch.Order(WatchOrder.Disarm, Ring.Entrance, null, null, "li"));
        Assert.Empty(_bench.Journal);
    }

    private static Gen<string> Camera => Gen.Int[0, 2].Select(i => new[] { "fence", "square", "unit" }[i]);

    private static Gen<(string Camera, string Zone)> Zone =>
        Gen.Int[0, 4].Select(i => new[] { ("fence", "strip"), ("fence", "shed"), ("square", "benches"), ("square", "pond"),
            ("unit", "porch") }[i]);
}
