using Xunit;
using Zhuhui.Edge.Drivers.Boards;
using Zhuhui.Edge.Gateway.Events;

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

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void An_arm_whose_limit_says_that_it_is_up_is_raised_once(bool taken)
    {
        using var bench = Bench();
        var moved = 0;
        bench.RelayAt().Moved += () => moved++;
        bench.RelayAt().Fault = taken ? null : "the board refuses";
        bench.Set(DoorBench.LimitPin, InputState.Active);
        bench.ReadCard(1001);
        Assert.Equal("up", bench.Door.State);
        bench.Advance(3);
        Assert.Equal(1, moved);
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

    [Fact]
    public void A_vehicle_before_an_arm_that_was_not_seen_to_rise_has_not_passed()
    {
        using var bench = Bench(ends: false);
        bench.Advance(20);
        bench.RelayAt().Fault = "its board does not answer";
        Vehicle(bench, true);
        bench.ReadCard(1001);
        bench.Advance(60);
        Assert.Empty(bench.Happened.All.OfType<PassageCompleted>());
        Assert.Equal(("unknown", false), (bench.Door.State, bench.Door.IsSeenReleased));
        Assert.DoesNotContain("door.held-open", bench.Alarms);
        Assert.Contains("door.release-failed", bench.Alarms);
        bench.RelayAt().Fault = null;
        bench.ReadCard(1002);
        Assert.Equal("p-2", Assert.Single(bench.Happened.All.OfType<PassageCompleted>()).Person);
    }

    [Fact]
    public void A_vehicle_on_the_loop_has_passed_once_the_arm_was_seen_to_rise()
    {
        using var bench = Bench(ends: false);
        bench.Advance(20);
        bench.RelayAt().Fault = "";
        Vehicle(bench, true);
        bench.ReadCard(1001);
        Assert.Empty(bench.Happened.All.OfType<PassageCompleted>());
        bench.RelayAt().Fault = null;
        bench.Advance(0.1);
        bench.Advance(0.1);
        Assert.Single(bench.Happened.All.OfType<PassageCompleted>());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void An_arm_that_was_not_seen_to_be_lowered_is_not_down_and_is_told_again(bool closeRelay)
    {
        using var bench = Bench(closeRelay, ends: false);
        bench.Advance(20);
        bench.ReadCard(1001);
        bench.Advance(10);
        (closeRelay ? CloseRelay(bench) : bench.RelayAt()).Fault = "its board does not answer";
        bench.Advance(60);
        Assert.Equal("closing", bench.Door.State);
        Assert.Contains("door.lock-fault", bench.Alarms);
        (closeRelay ? CloseRelay(bench) : bench.RelayAt()).Fault = null;
        bench.Advance(10);
        Assert.Equal("down", bench.Door.State);
        Assert.Contains("door.lock-restored", bench.Alarms);
    }
}
