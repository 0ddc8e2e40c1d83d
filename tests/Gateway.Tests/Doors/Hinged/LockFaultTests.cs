using Xunit;
using Zhuhui.Edge.Drivers.Boards;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.Site;

namespace Zhuhui.Edge.Gateway.Tests.Doors.Hinged;

/// <summary>A bolt that tells where it is, and is not where it should be.</summary>
public sealed class LockFaultTests
{
    private static readonly Resident _wang = new(new PersonId("p-1"), "Wang")
    {
        Cards = [new HeldCard(20230001)],
        QrCodes = ["guest-code"],
    };

    [Fact]
    public void A_bolt_that_does_not_follow_its_relay_was_not_released_and_that_is_told_after_some_seconds()
    {
        using var bench = new DoorBench(door => [door with { LockFeedback = DoorBench.Input(DoorBench.FeedbackPin) }]);
        bench.Enrol(_wang);
        bench.ReadCard(20230001);
        bench.Advance(2.9);
        Assert.Equal(("unlocking", 0), (bench.Door.State, bench.Alarms.Count));
        Assert.False(bench.Door.IsSeenReleased);
        bench.Advance(0.1);
        Assert.Equal("lockFault", bench.Door.State);
        Assert.Equal("its relay has moved, and the lock's feedback says that it is locked",
            Assert.Single(bench.Happened.All.OfType<ReleaseFailed>()).Reason);
        bench.Advance(2);
        Assert.Equal("locked", bench.Door.State);
        bench.ReadCard(20230001);
        bench.Set(DoorBench.FeedbackPin, InputState.Inactive);
        Assert.True(bench.Door.IsSeenReleased);
        Assert.Equal(["door.release-failed", "door.release-restored"], bench.Alarms);
    }

    [Fact]
    public void A_bolt_that_was_seen_drawn_is_a_release_whatever_its_relay_says()
    {
        using var bench = new DoorBench(door => [door with { LockFeedback = DoorBench.Input(DoorBench.FeedbackPin), Contact = null }]);
        bench.Enrol(_wang);
        bench.RelayAt().Fault = "its board does not answer";
        bench.ReadCard(20230001);
        Assert.Empty(bench.Happened.All.OfType<PassageCompleted>());
        bench.Set(DoorBench.FeedbackPin, InputState.Inactive);
        Assert.Single(bench.Happened.All.OfType<PassageCompleted>());
        bench.Advance(4);
        Assert.Empty(bench.Alarms);
    }

    [Theory]
    [InlineData(InputState.Unknown)]
    [InlineData(InputState.OpenCircuit)]
    public void A_feedback_that_cannot_be_read_proves_nothing_and_the_relay_counts(InputState feedback)
    {
        using var bench = new DoorBench(door => [door with { LockFeedback = DoorBench.Input(DoorBench.FeedbackPin), Contact = null }]);
        bench.Enrol(_wang);
        bench.Set(DoorBench.FeedbackPin, feedback);
        bench.ReadCard(20230001);
        Assert.Single(bench.Happened.All.OfType<PassageCompleted>());
        bench.Advance(10);
        Assert.Equal("locked", bench.Door.State);
        Assert.DoesNotContain("door.release-failed", bench.Alarms);
    }

    [Fact]
    public void A_relay_that_does_not_come_to_rest_leaves_a_door_that_is_not_said_to_be_locked()
    {
        using var bench = new DoorBench(door => [door with { Contact = null }]);
        bench.Enrol(_wang);
        bench.ReadCard(20230001);
        bench.RelayAt().Fault = "its board does not answer";
        bench.Advance(5);
        Assert.Equal("closedButUnlocked", bench.Door.State);
        bench.Advance(3);
        Assert.Equal("lockFault", bench.Door.State);
        Assert.Contains("door.lock-fault", bench.Alarms);
        bench.RelayAt().Fault = null;
        bench.Advance(1);
        Assert.Equal("locked", bench.Door.State);
        Assert.Equal("door.lock-restored", bench.Alarms[^1]);
    }

    [Fact]
    public void Another_door_of_an_interlock_stays_shut_while_nobody_knows_that_the_first_is_locked()
    {
        using var bench = new DoorBench(
            door =>
            [
                door with { Contact = null },
                door with { Id = "inner", Relay = DoorBench.Relay(DoorBench.CloseRelayPin), Contact = null },
            ],
            site => site with { Interlocks = [new InterlockOptions { Doors = ["gate", "inner"] }] });
        bench.Enrol(_wang);
        bench.ReadCard(20230001);
        bench.RelayAt().Fault = "its board does not answer";
        bench.Advance(10);
        bench.ReadCard(20230001, door: 1);
        Assert.Single(bench.Happened.All.OfType<PassageGranted>());
        bench.RelayAt().Fault = null;
        bench.Advance(1);
        bench.ReadCard(20230001, door: 1);
        Assert.Equal(2, bench.Happened.All.OfType<PassageGranted>().Count());
    }

    [Fact]
    public void A_magnet_whose_lease_is_renewed_at_a_slow_board_is_locked_all_the_time()
    {
        using var bench = new DoorBench(door => [door with { Contact = null, Wiring = LockWiring.EnergisedLocks }]);
        bench.Advance(5);
        bench.RelayAt().Fault = "";
        bench.Advance(1);
        bench.RelayAt().Fault = null;
        Assert.Equal(("locked", 0), (bench.Door.State, bench.Alarms.Count));
        bench.Advance(30);
        Assert.Equal(("locked", 0), (bench.Door.State, bench.Alarms.Count));
    }

    [Fact]
    public void A_lock_that_does_not_lock_is_a_fault_after_some_seconds()
    {
        using var bench = new DoorBench(door => [door with { LockFeedback = DoorBench.Input(DoorBench.FeedbackPin) }]);
        bench.Enrol(_wang);
        bench.ReadCard(20230001);
        bench.Set(DoorBench.FeedbackPin, InputState.Inactive);
        bench.Advance(5);
        Assert.Equal(("closedButUnlocked", 0), (bench.Door.State, bench.Alarms.Count));
        bench.Advance(3);
        Assert.Equal("lockFault", bench.Door.State);
        bench.Set(DoorBench.FeedbackPin, InputState.Active);
        Assert.Equal(["door.lock-fault", "door.lock-restored"], bench.Alarms);
    }

    [Fact]
    public void A_bolt_that_is_drawn_while_nobody_was_let_in_is_told_at_once_and_the_opening_is_forced()
    {
        using var bench = new DoorBench(door => [door with { LockFeedback = DoorBench.Input(DoorBench.FeedbackPin) }]);
        bench.Set(DoorBench.FeedbackPin, InputState.Inactive);
        Assert.Equal("closedButUnlocked", bench.Door.State);
        bench.Open();
        Assert.Equal("forced", bench.Door.State);
        Assert.Equal(["door.not-locked", "door.forced"], bench.Alarms);
    }

    [Fact]
    public void Somebody_who_pulls_while_the_bolt_is_still_being_thrown_forced_nothing()
    {
        using var bench = new DoorBench(door => [door with { LockFeedback = DoorBench.Input(DoorBench.FeedbackPin) }]);
        bench.Enrol(_wang);
        bench.ReadCard(20230001);
        bench.Set(DoorBench.FeedbackPin, InputState.Inactive);
        bench.Advance(5.5);
        bench.Open();
        Assert.Equal(("open", 0), (bench.Door.State, bench.Alarms.Count));
    }
}
