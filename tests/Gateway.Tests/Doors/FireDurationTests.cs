using Microsoft.Extensions.Time.Testing;
using Xunit;
using Zhuhui.Edge.Drivers.Boards;
using Zhuhui.Edge.Gateway.Doors;
using Zhuhui.Edge.Gateway.Doors.Locking;
using Zhuhui.Edge.Gateway.Site;

namespace Zhuhui.Edge.Gateway.Tests.Doors;

/// <summary>For as long as a fire lasts, and what it gives back at its end.</summary>
public sealed class FireDurationTests
{
    [Fact]
    public void A_door_whose_board_was_away_when_the_fire_came_is_released_within_a_second_of_its_return()
    {
        using var bench = Bench();
        bench.Set(DoorBench.FirePin, InputState.Active);

        // A board drops an order that it could not deliver within a second.
        bench.Advance(3);
        bench.RelayAt().Rest();
        bench.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(bench.RelayAt().IsEnergised);
    }

    [Fact]
    public void A_door_that_a_fire_has_released_stays_so_when_its_loop_ends()
    {
        using var bench = Bench();
        bench.Set(DoorBench.FirePin, InputState.Active);
        bench.Door.Dispose();
        Assert.True(bench.RelayAt().IsEnergised);
    }

    [Fact]
    public void The_fire_s_end_in_the_last_millisecond_of_somebody_s_unlock_time_ends_nothing_else()
    {
        var time = new FakeTimeProvider();
        using var relay = new FakeRelay(time);
        using var gate = new DoorLock("gate", relay, LockWiring.EnergisedReleases, time);
        gate.Release(TimeSpan.FromSeconds(5));
        gate.ReleaseForFire();
        time.Advance(TimeSpan.FromMilliseconds(4999.5));
        gate.EndFire();
        time.Advance(TimeSpan.FromMilliseconds(2));
        Assert.False(relay.IsEnergised);
    }

    [Fact]
    public void A_released_door_stays_released_for_as_long_as_the_fire_lasts()
    {
        using var bench = Bench();
        bench.Set(DoorBench.FirePin, InputState.Active);
        for (var minute = 0; minute < 30; minute++)
        {
            bench.Open();
            bench.Advance(30);
            bench.Close();
            bench.Advance(30);
            Assert.True(bench.RelayAt().IsEnergised);
        }

        Assert.True(bench.RelayAt().LongestBound <= DoorLock.Lease);
        Assert.Empty(bench.Alarms);
    }

    [Fact]
    public void Fire_outranks_a_lockdown_and_its_end_gives_the_door_back_to_it()
    {
        using var bench = Bench();
        bench.Post(new DoorMessage.SetMode(DoorMode.LockedDown, bench.Time.GetUtcNow() + TimeSpan.FromHours(1)));
        bench.Set(DoorBench.FirePin, InputState.Active);
        Assert.Equal((true, "unlocked"), (bench.RelayAt().IsEnergised, bench.Door.State));
        bench.Set(DoorBench.FirePin, InputState.Inactive);
        Assert.Equal((false, "locked", DoorMode.LockedDown), (bench.RelayAt().IsEnergised, bench.Door.State, bench.Door.Mode));
    }

    [Fact]
    public void A_lockdown_ordered_in_a_fire_locks_nothing()
    {
        using var bench = Bench();
        bench.Set(DoorBench.FirePin, InputState.Active);
        bench.Post(new DoorMessage.SetMode(DoorMode.LockedDown, bench.Time.GetUtcNow() + TimeSpan.FromHours(1)));
        Assert.True(bench.RelayAt().IsEnergised);
    }

    [Fact]
    public void A_door_held_open_by_an_order_stays_so_after_the_fire()
    {
        using var bench = Bench();
        bench.Post(new DoorMessage.SetMode(DoorMode.HeldOpen, bench.Time.GetUtcNow() + TimeSpan.FromHours(1)));
        bench.Set(DoorBench.FirePin, InputState.Active);
        bench.Set(DoorBench.FirePin, InputState.Inactive);
        bench.Advance(120);
        Assert.True(bench.RelayAt().IsEnergised);
    }

    [Fact]
    public void A_magnet_that_its_energised_relay_holds_is_let_go_for_as_long_as_the_fire_lasts()
    {
        using var bench = new DoorBench(door => [door with { Wiring = LockWiring.EnergisedLocks }], DoorBench.WithFire);
        Assert.True(bench.RelayAt().IsEnergised);
        bench.Set(DoorBench.FirePin, InputState.Active);
        bench.Advance(300);
        Assert.False(bench.RelayAt().IsEnergised);
        bench.Set(DoorBench.FirePin, InputState.Inactive);
        Assert.True(bench.RelayAt().IsEnergised);
    }

    [Fact]
    public void Somebody_who_opened_in_a_fire_that_was_over_before_the_loop_looked_forced_nothing()
    {
        using var bench = Bench();
        bench.InputAt(DoorBench.FirePin).Set(InputState.Active);
        bench.InputAt().Set(InputState.Inactive);
        bench.InputAt(DoorBench.FirePin).Set(InputState.Inactive);
        bench.Run();
        Assert.Equal("open", bench.Door.State);
        Assert.Empty(bench.Alarms);
    }

    private static DoorBench Bench() => new(site: DoorBench.WithFire);
}
