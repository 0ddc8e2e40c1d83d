using Xunit;
using Zhuhui.Edge.Drivers.Boards;

namespace Zhuhui.Edge.Gateway.Tests.Doors.Barriers;

/// <summary>An arm that the door's loop did not move: found up, lifted by hand, stuck, raised by a fire.</summary>
public sealed class BarrierFaultTests : BarrierBench
{
    [Fact]
    public void Without_limit_and_contact_an_arm_s_longest_travel_counts()
    {
        using var bench = Bench(ends: false);
        bench.Advance(20);
        Assert.Equal("down", bench.Door.State);
        bench.ReadCard(1001);
        bench.Advance(15);
        Assert.Equal("closing", bench.Door.State);
        bench.Advance(15);
        Assert.Equal("down", bench.Door.State);
        Assert.Empty(bench.Alarms);
    }

    [Fact]
    public void An_arm_found_up_at_the_start_comes_down_once_the_loop_was_surely_free()
    {
        using var bench = Bench(foundUp: true);
        Assert.Equal("unknown", bench.Door.State);
        bench.Advance(2.9);
        Assert.False(CloseRelay(bench).IsEnergised);
        bench.Advance(0.1);
        Assert.True(CloseRelay(bench).IsEnergised);
    }

    [Fact]
    public void An_arm_lifted_by_hand_is_forced_until_it_is_down()
    {
        using var bench = Bench();
        bench.Set(DoorBench.ContactPin, InputState.Inactive);
        Assert.Equal("forced", bench.Door.State);
        bench.Advance(60);
        Assert.False(CloseRelay(bench).IsEnergised);
        bench.Set(DoorBench.ContactPin, InputState.Active);
        Assert.Equal(["door.forced", "door.secured"], bench.Alarms);
    }

    [Fact]
    public void An_arm_that_does_not_get_up_is_a_fault()
    {
        using var bench = Bench();
        bench.ReadCard(1001);
        bench.Set(DoorBench.ContactPin, InputState.Inactive);
        bench.Advance(15);
        Assert.Equal(["door.lock-fault"], bench.Alarms);
    }

    [Fact]
    public void An_arm_that_does_not_come_down_is_a_fault()
    {
        using var bench = Bench();
        bench.ReadCard(1001);
        Rise(bench);
        bench.Advance(5);
        bench.Advance(15);
        Assert.Equal(["door.lock-fault"], bench.Alarms);
        bench.Set(DoorBench.ContactPin, InputState.Active);
        Assert.Equal(["door.lock-fault", "door.lock-restored"], bench.Alarms);
    }

    [Fact]
    public void In_a_fire_the_arm_goes_up_at_once_and_stays_up()
    {
        using var bench = Bench();
        bench.ReadCard(1001);
        Rise(bench);
        bench.Advance(5);
        Assert.True(CloseRelay(bench).IsEnergised);
        bench.InputAt(DoorBench.FirePin).Set(InputState.Active);
        Assert.Equal((true, false), (bench.RelayAt().IsEnergised, CloseRelay(bench).IsEnergised));
        bench.Advance(600);
        Assert.Equal("up", bench.Door.State);
        bench.Set(DoorBench.FirePin, InputState.Inactive);
        Assert.False(CloseRelay(bench).IsEnergised);
        Vehicle(bench, true);
        bench.Advance(10);
        Assert.Equal("up", bench.Door.State);
        Vehicle(bench, false);
        bench.Advance(3);
        Assert.Equal("closing", bench.Door.State);
    }

    [Fact]
    public void A_fire_that_was_over_before_the_loop_looked_still_brings_the_arm_down_in_order()
    {
        using var bench = Bench(closeRelay: false, ends: false);
        bench.Advance(20);
        bench.InputAt(DoorBench.FirePin).Set(InputState.Active);
        bench.InputAt(DoorBench.FirePin).Set(InputState.Inactive);
        Assert.True(bench.RelayAt().IsEnergised);
        bench.Run();
        Assert.Equal("opening", bench.Door.State);
        Vehicle(bench, true);
        bench.Advance(120);
        Assert.True(bench.RelayAt().IsEnergised);
    }
}
