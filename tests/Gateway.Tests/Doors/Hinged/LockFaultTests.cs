using Xunit;
using Zhuhui.Edge.Drivers.Boards;
using Zhuhui.Edge.Gateway.People;

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
    public void A_lock_that_does_not_release_is_a_fault_after_some_seconds()
    {
        using var bench = new DoorBench(door => [door with { LockFeedback = DoorBench.Input(DoorBench.FeedbackPin) }]);
        bench.Enrol(_wang);
        bench.ReadCard(20230001);
        bench.Advance(2.9);
        Assert.Equal("unlocking", bench.Door.State);
        bench.Advance(0.1);
        Assert.Equal("lockFault", bench.Door.State);
        bench.Advance(2);
        Assert.Equal("locked", bench.Door.State);
        Assert.Equal(["door.lock-fault", "door.lock-restored"], bench.Alarms);
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
