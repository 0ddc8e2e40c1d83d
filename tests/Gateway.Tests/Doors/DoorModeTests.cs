using Xunit;
using Zhuhui.Edge.Drivers.Boards;
using Zhuhui.Edge.Drivers.Readers;
using Zhuhui.Edge.Gateway.Doors;
using Zhuhui.Edge.Gateway.Doors.Commands;
using Zhuhui.Edge.Gateway.Doors.Inputs;
using Zhuhui.Edge.Gateway.Doors.Locking;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.Site;

namespace Zhuhui.Edge.Gateway.Tests.Doors;

public sealed class DoorModeTests
{
    private static readonly Resident _wang = new(new PersonId("p-1"), "Wang") { Cards = [new HeldCard(20230001)] };

    [Fact]
    public void An_operator_holds_a_door_open_for_an_hour_by_leases()
    {
        using var bench = new DoorBench();
        Order(bench, DoorMode.HeldOpen, TimeSpan.FromHours(1));
        bench.Open();
        bench.Advance(3599);
        Assert.Equal((true, "open"), (bench.RelayAt().IsEnergised, bench.Door.State));
        Assert.True(bench.RelayAt().LongestBound <= DoorLock.Lease);
        bench.Close();
        Assert.Equal("unlocked", bench.Door.State);
        bench.Advance(1);
        Assert.Equal((false, "locked"), (bench.RelayAt().IsEnergised, bench.Door.State));
        Assert.Equal([new DoorModeChanged("gate", DoorMode.Normal, null, null)], bench.Happened.All.OfType<DoorModeChanged>());
        Assert.Empty(bench.Alarms);
    }

    [Fact]
    public void A_held_open_door_falls_locked_when_its_loop_dies()
    {
        using var bench = new DoorBench();
        Order(bench, DoorMode.HeldOpen, TimeSpan.FromHours(1));
        bench.Time.Advance(DoorLock.Lease);
        Assert.False(bench.RelayAt().IsEnergised);
    }

    [Fact]
    public void A_door_left_open_when_the_hold_ends_is_watched_from_then_on()
    {
        using var bench = new DoorBench();
        Order(bench, DoorMode.HeldOpen, TimeSpan.FromMinutes(10));
        bench.Open();
        bench.Advance(600);
        bench.Advance(29);
        Assert.Empty(bench.Alarms);
        bench.Advance(1);
        Assert.Equal(["door.held-open"], bench.Alarms);
    }

    [Fact]
    public void Somebody_who_opens_in_the_moment_the_hold_ends_forced_nothing()
    {
        using var bench = new DoorBench();
        Order(bench, DoorMode.HeldOpen, TimeSpan.FromSeconds(20));
        bench.Unlock("c-1");
        bench.Advance(19);
        bench.Time.Advance(TimeSpan.FromSeconds(1));
        bench.Open();
        Assert.Equal(("open", 0), (bench.Door.State, bench.Alarms.Count));
    }

    [Fact]
    public void A_door_pulled_open_just_before_a_hold_ends_was_not_forced_though_its_last_card_is_long_ago()
    {
        using var bench = new DoorBench();
        bench.Enrol(_wang);
        bench.ReadCard(20230001);
        Order(bench, DoorMode.HeldOpen, TimeSpan.FromMinutes(10));
        bench.Advance(599.99);
        var pulled = bench.Monotonic;
        bench.Advance(0.02);
        Assert.False(bench.RelayAt().IsEnergised);
        bench.InputAt().SetSilently(InputState.Inactive);
        bench.Post(new DoorMessage.Level(DoorLine.Contact, InputState.Inactive, pulled));
        Assert.Equal(("open", 0), (bench.Door.State, bench.Alarms.Count));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(-3)]
    public void A_step_of_the_wall_clock_neither_ends_an_order_nor_prolongs_it(int hours)
    {
        using var bench = new DoorBench();
        var until = bench.Time.GetUtcNow() + TimeSpan.FromMinutes(10);
        bench.Post(new DoorMessage.SetMode(DoorMode.HeldOpen, until));
        bench.Advance(60);
        bench.Time.Step(TimeSpan.FromHours(hours));
        bench.Advance(539);
        Assert.Equal(DoorMode.HeldOpen, bench.Door.Mode);
        bench.Advance(1);
        Assert.Equal(DoorMode.Normal, bench.Door.Mode);
    }

    [Fact]
    public void A_locked_down_door_lets_nobody_in_and_everybody_out()
    {
        using var bench = new DoorBench(door => [door with { ExitButton = DoorBench.Input(DoorBench.ExitPin) }]);
        bench.Enrol(_wang);
        Order(bench, DoorMode.LockedDown, TimeSpan.FromHours(1));
        bench.ReadCard(20230001);
        Assert.False(bench.RelayAt().IsEnergised);
        Assert.Equal(DenialReason.LockedDown, Assert.Single(bench.Happened.All.OfType<PassageDenied>()).Reason);
        bench.ReadCard(20230001, reader: "exit-reader");
        Assert.True(bench.RelayAt().IsEnergised);
        bench.Advance(10);
        bench.Press();
        Assert.True(bench.RelayAt().IsEnergised);
    }

    [Fact]
    public void A_lockdown_ends_a_release_that_is_on()
    {
        using var bench = new DoorBench();
        bench.Enrol(_wang);
        bench.ReadCard(20230001);
        Order(bench, DoorMode.LockedDown, TimeSpan.FromHours(1));
        Assert.Equal((false, "locked"), (bench.RelayAt().IsEnergised, bench.Door.State));
    }

    [Fact]
    public void An_operator_opens_a_door_once()
    {
        using var bench = new DoorBench();
        bench.Unlock("c-1");
        Assert.True(bench.RelayAt().IsEnergised);
        bench.Open();
        bench.Close();
        Assert.Equal((false, "locked", 0), (bench.RelayAt().IsEnergised, bench.Door.State, bench.Alarms.Count));
    }

    [Theory]
    [InlineData(9.999, true)]
    [InlineData(10, false)]
    public void An_unlock_that_waited_ten_seconds_behind_a_stalled_loop_is_refused(double waited, bool opens)
    {
        using var bench = new DoorBench();
        bench.Door.Post(bench.UnlockOf("c-1"));
        bench.Time.Advance(TimeSpan.FromSeconds(waited));
        bench.Run();
        Assert.Equal(opens, bench.RelayAt().IsEnergised);
        Assert.Equal(opens ? [] : [new CommandRefused("c-1", "gate", "unlock", "guard", CommandRules.Words(CommandRefusal.Expired),
            Code: "expired")], bench.Happened.All.OfType<CommandRefused>());
    }

    [Fact]
    public void A_lockdown_is_over_at_its_end_and_not_a_second_earlier()
    {
        using var bench = new DoorBench();
        bench.Enrol(_wang);
        Order(bench, DoorMode.LockedDown, TimeSpan.FromMinutes(10));
        bench.Advance(599);
        bench.ReadCard(20230001);
        Assert.Equal((DoorMode.LockedDown, false), (bench.Door.Mode, bench.RelayAt().IsEnergised));
        bench.Advance(1);
        bench.ReadCard(20230001);
        Assert.Equal((DoorMode.Normal, true), (bench.Door.Mode, bench.RelayAt().IsEnergised));
        Assert.Equal([new DoorModeChanged("gate", DoorMode.Normal, null, null)], bench.Happened.All.OfType<DoorModeChanged>());
    }

    [Fact]
    public void Readers_show_how_the_door_stands_and_answer_whoever_used_them()
    {
        using var bench = new DoorBench();
        bench.Enrol(_wang);
        Assert.Equal([("reader", ReaderSignal.Idle), ("exit-reader", ReaderSignal.Idle)], bench.Signals);
        bench.Signals.Clear();
        bench.ReadCard(999);
        bench.ReadCard(20230001, reader: "exit-reader");
        Assert.Equal([("reader", ReaderSignal.Denied), ("exit-reader", ReaderSignal.Granted)], bench.Signals);
        bench.Signals.Clear();
        bench.Advance(5);
        Assert.Equal([("reader", ReaderSignal.Idle), ("exit-reader", ReaderSignal.Idle)], bench.Signals);
        bench.Signals.Clear();
        Order(bench, DoorMode.HeldOpen, TimeSpan.FromSeconds(10));
        Order(bench, DoorMode.LockedDown, TimeSpan.FromSeconds(10));
        bench.Advance(10);
        Assert.Equal([ReaderSignal.Unlocked, ReaderSignal.LockedDown, ReaderSignal.Idle], bench.Signals.Where(s => s.Reader == "reader")
            .Select(s => s.Signal));
    }

    private static void Order(DoorBench bench, DoorMode mode, TimeSpan time) => bench.Post(new DoorMessage.SetMode(mode,
        bench.Time.GetUtcNow() + time));
}
