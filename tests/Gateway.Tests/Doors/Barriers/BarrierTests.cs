using Xunit;
using Zhuhui.Edge.Drivers.Boards;
using Zhuhui.Edge.Gateway.Doors.Locking;
using Zhuhui.Edge.Gateway.Events;

namespace Zhuhui.Edge.Gateway.Tests.Doors.Barriers;

public sealed class BarrierTests : BarrierBench
{
    [Fact]
    public void A_vehicle_is_let_in_and_the_arm_comes_down_behind_it()
    {
        using var bench = Bench();
        bench.ReadCard(1001);
        Assert.Equal((true, "opening"), (bench.RelayAt().IsEnergised, bench.Door.State));
        Rise(bench);
        Assert.Equal("up", bench.Door.State);
        Vehicle(bench, true);
        Assert.Equal(["p-1"], bench.Happened.All.OfType<PassageCompleted>().Select(c => c.Person));
        bench.Advance(20);
        Vehicle(bench, false);
        bench.Advance(2.9);
        Assert.Equal("up", bench.Door.State);
        bench.Advance(0.1);
        Assert.Equal(("closing", true), (bench.Door.State, CloseRelay(bench).IsEnergised));
        bench.Advance(1);
        Assert.False(CloseRelay(bench).IsEnergised);
        bench.Set(DoorBench.ContactPin, InputState.Active);
        Assert.Equal("down", bench.Door.State);
        Assert.Empty(bench.Alarms);
    }

    [Fact]
    public void The_arm_stays_up_while_a_vehicle_stands_under_it()
    {
        using var bench = Bench();
        bench.ReadCard(1001);
        Rise(bench);
        Vehicle(bench, true);
        bench.Advance(3600);
        Assert.Equal(("up", false), (bench.Door.State, CloseRelay(bench).IsEnergised));
        Assert.Equal(["door.held-open"], bench.Alarms);
    }

    [Theory]
    [InlineData(InputState.Unknown)]
    [InlineData(InputState.ShortCircuit)]
    [InlineData(InputState.OpenCircuit)]
    public void The_arm_never_closes_while_the_loop_can_t_be_read(InputState state)
    {
        using var bench = Bench();
        bench.ReadCard(1001);
        Rise(bench);
        bench.Set(DoorBench.LoopPin, state);
        bench.Advance(600);
        Assert.Equal("up", bench.Door.State);
        bench.Set(DoorBench.LoopPin, InputState.Inactive);
        bench.Advance(3);
        Assert.Equal("closing", bench.Door.State);
    }

    [Fact]
    public void A_vehicle_that_comes_while_the_arm_closes_raises_it_before_any_loop_runs()
    {
        using var bench = Bench();
        bench.ReadCard(1001);
        Rise(bench);
        bench.Advance(5);
        bench.Set(DoorBench.LimitPin, InputState.Inactive);
        Assert.True(CloseRelay(bench).IsEnergised);
        bench.InputAt(DoorBench.LoopPin).Set(InputState.Active);
        Assert.Equal((false, true), (CloseRelay(bench).IsEnergised, bench.RelayAt().IsEnergised));
        bench.Run();
        Assert.Equal("opening", bench.Door.State);
    }

    [Fact]
    public void A_vehicle_that_only_brushed_the_loop_has_the_arm_up_again_and_waited_for()
    {
        using var bench = Bench();
        bench.ReadCard(1001);
        Rise(bench);
        bench.Advance(5);
        bench.Set(DoorBench.LimitPin, InputState.Inactive);
        Assert.Equal("closing", bench.Door.State);
        bench.InputAt(DoorBench.LoopPin).Set(InputState.Active);
        bench.InputAt(DoorBench.LoopPin).Set(InputState.Inactive);
        bench.Run();
        Assert.Equal("opening", bench.Door.State);
        Assert.False(CloseRelay(bench).IsEnergised);
    }

    [Fact]
    public void A_second_vehicle_let_in_while_the_first_passes_has_its_own_time()
    {
        using var bench = Bench();
        bench.ReadCard(1001);
        Rise(bench);
        Vehicle(bench, true);
        bench.ReadCard(1002);
        bench.Advance(1);
        Vehicle(bench, false);
        bench.Advance(3.5);
        Assert.Equal("up", bench.Door.State);
        Vehicle(bench, true);
        Vehicle(bench, false);
        bench.Advance(3);
        Assert.Equal("closing", bench.Door.State);
        Assert.Equal(["p-1", "p-2"], bench.Happened.All.OfType<PassageCompleted>().Select(c => c.Person));
    }

    [Fact]
    public void Somebody_let_in_while_the_arm_closes_has_it_up_again()
    {
        using var bench = Bench();
        bench.ReadCard(1001);
        Rise(bench);
        bench.Advance(5);
        bench.Set(DoorBench.LimitPin, InputState.Inactive);
        bench.ReadCard(1002);
        Assert.Equal(("opening", false), (bench.Door.State, CloseRelay(bench).IsEnergised));
    }

    [Fact]
    public void A_barrier_that_closes_by_rest_stays_up_by_leases_while_a_vehicle_is_there()
    {
        using var bench = Bench(closeRelay: false);
        bench.ReadCard(1001);
        Rise(bench);
        Vehicle(bench, true);
        bench.Advance(600);
        Assert.True(bench.RelayAt().IsEnergised);
        Assert.True(bench.RelayAt().LongestBound <= DoorLock.Lease);
        Vehicle(bench, false);
        bench.Advance(3);
        Assert.False(bench.RelayAt().IsEnergised);
        Vehicle(bench, true);
        Assert.True(bench.RelayAt().IsEnergised);
    }
}
