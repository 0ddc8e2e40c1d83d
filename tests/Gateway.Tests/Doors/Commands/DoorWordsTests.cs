using Xunit;
using Zhuhui.Edge.Drivers.Boards;
using Zhuhui.Edge.Gateway.Doors;
using Zhuhui.Edge.Gateway.Doors.Commands;
using Zhuhui.Edge.Gateway.Site;

namespace Zhuhui.Edge.Gateway.Tests.Doors.Commands;

/// <summary>What an operator hears of an order: what was seen of the lock, whatever was ordered.</summary>
public sealed class DoorWordsTests
{
    private const string Silent = "its board does not answer";

    [Fact]
    public async Task A_door_that_is_held_open_says_so_once_its_relay_was_seen_and_why_not_where_it_was_not()
    {
        using var bench = new DoorBench();
        Assert.Equal((DoorOutcome.Released, null), Said(Order(bench, DoorMode.HeldOpen)));
        Assert.Equal((DoorOutcome.Locked, null), Said(Order(bench, DoorMode.Normal)));
        bench.RelayAt().Fault = Silent;
        var refused = Order(bench, DoorMode.HeldOpen);
        Assert.False(refused.Word.IsCompleted);
        bench.Advance(2);
        Assert.Equal((DoorOutcome.NotReleased, "notReleased"), Said(refused));
        Assert.Contains(Silent, (await refused.Word).Refused!.Because.En, StringComparison.Ordinal);
        Assert.Contains("door.release-failed", bench.Alarms);
    }

    [Fact]
    public void A_lockdown_is_said_to_lock_once_the_door_is_shut_and_locked_and_to_stand_open_while_it_does()
    {
        using var bench = new DoorBench();
        Assert.Equal((DoorOutcome.Released, null), Said(Order(bench, DoorMode.HeldOpen)));
        bench.Open();
        Assert.Equal((DoorOutcome.Open, null), Said(Order(bench, DoorMode.LockedDown)));
        bench.Close();
        Assert.Equal((DoorOutcome.Locked, null), Said(Order(bench, DoorMode.LockedDown)));
    }

    [Fact]
    public void A_lockdown_of_a_door_whose_relay_does_not_fall_says_nothing_and_what_stands_in_the_way()
    {
        using var bench = new DoorBench();
        Order(bench, DoorMode.HeldOpen);
        bench.RelayAt().Fault = Silent;
        var lockdown = Order(bench, DoorMode.LockedDown);
        bench.Advance(10);
        Assert.False(lockdown.Word.IsCompleted);
        bench.RelayAt().Fault = null;
        bench.Advance(1);
        Assert.Equal((DoorOutcome.Locked, null), Said(lockdown));
    }

    [Fact]
    public void A_fire_outranks_a_lockdown_and_the_operator_hears_it()
    {
        using var bench = new DoorBench(door => [door with { Egress = true }], DoorBench.WithFire);
        bench.Set(DoorBench.FirePin, InputState.Active);
        Assert.Equal((DoorOutcome.Released, null), Said(Order(bench, DoorMode.LockedDown)));
    }

    [Fact]
    public void An_interlock_that_keeps_a_door_from_standing_open_is_named()
    {
        using var bench = new DoorBench(door => [door, door with { Id = "inner", Relay = DoorBench.Relay(40), Contact = DoorBench.Input(41),
            Readers = [], ExitReaders = [] }], site => site with { Interlocks = [new InterlockOptions { Doors = ["gate", "inner"] }] });
        bench.Set(41, InputState.Active);
        bench.Open();
        var reply = new DoorReply("inner");
        bench.Post(new DoorMessage.SetMode(DoorMode.HeldOpen, null, reply), door: 1);
        Assert.Equal((DoorOutcome.NotReleased, "interlocked"), Said(reply));
    }

    [Fact]
    public void An_unlock_that_a_lockdown_calls_off_before_anything_was_seen_is_said_to_be_called_off()
    {
        using var bench = new DoorBench();
        bench.RelayAt().Fault = Silent;
        var reply = new DoorReply("gate");
        bench.Post(bench.UnlockOf("c-1") with { Reply = reply });
        bench.Advance(0.3);
        Order(bench, DoorMode.LockedDown);
        Assert.Equal((DoorOutcome.NotReleased, "calledOff"), Said(reply));
    }

    [Fact]
    public void A_door_that_opens_before_its_relay_was_read_was_released()
    {
        using var bench = new DoorBench(door => [door with { RelockOn = RelockOn.Open }]);
        bench.RelayAt().Fault = Silent;
        var reply = new DoorReply("gate");
        bench.Post(bench.UnlockOf("c-1") with { Reply = reply });
        bench.Open();
        Assert.Equal((DoorOutcome.Released, null), Said(reply));
    }

    [Fact]
    public async Task An_arm_on_its_way_down_has_no_word_within_a_second_and_the_door_keeps_none_for_an_operator_who_waits_no_longer()
    {
        using var bench = new DoorBench(door => [door with
        {
            Kind = EntranceKind.Barrier,
            Contact = null,
            Barrier = new BarrierOptions { Loop = DoorBench.Input(DoorBench.LoopPin), CloseAfterSeconds = 1 },
        }]);
        Order(bench, DoorMode.HeldOpen);
        bench.Advance(20);
        Order(bench, DoorMode.Normal);
        bench.Advance(2);
        Assert.Equal("closing", bench.Door.State);
        var reply = Order(bench, DoorMode.LockedDown);
        var waiting = reply.WaitAsync(bench.Time, TestContext.Current.CancellationToken);
        bench.Advance(1);
        Assert.Equal((DoorOutcome.NoAnswer, "noAnswer"), ((await waiting).Outcome, (await waiting).Refused?.Code));
        Assert.True(reply.IsGivenUp);
        bench.Advance(30);
        Assert.False(reply.Word.IsCompleted);
    }

    [Fact]
    public async Task An_operator_waits_a_little_longer_for_the_word_of_a_door_that_something_stands_in_the_way_of()
    {
        using var bench = new DoorBench();
        bench.RelayAt().Fault = Silent;
        var reply = new DoorReply("gate");
        bench.Post(bench.UnlockOf("c-1") with { Reply = reply });
        var waiting = reply.WaitAsync(bench.Time, TestContext.Current.CancellationToken);
        bench.Advance(0.5);
        Assert.False(reply.Word.IsCompleted);
        bench.Advance(1);
        Assert.Equal((DoorOutcome.NotReleased, "notReleased"), ((await waiting).Outcome, (await waiting).Refused?.Code));
    }

    private static DoorReply Order(DoorBench bench, DoorMode mode)
    {
        var reply = new DoorReply("gate");
        bench.Post(new DoorMessage.SetMode(mode, mode == DoorMode.Normal ? null : bench.Time.GetUtcNow().AddHours(1), reply));
        return reply;
    }

    private static (DoorOutcome Outcome, string? Code) Said(DoorReply reply)
    {
        Assert.True(reply.Word.IsCompleted, "the door has said nothing");
        return (reply.Word.Result.Outcome, reply.Word.Result.Refused?.Code);
    }
}
