using Xunit;
using Zhuhui.Edge.Drivers.Boards;
using Zhuhui.Edge.Gateway.Doors;
using Zhuhui.Edge.Gateway.Doors.Commands;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Site;

namespace Zhuhui.Edge.Gateway.Tests.Doors.Commands;

/// <summary>A test of a door's relay is an order to the door: short, and never where nothing is to be moved.</summary>
public sealed class WiringTestTests
{
    [Fact]
    public void The_relay_is_pulsed_for_a_second_whatever_the_door_s_unlock_time_is()
    {
        using var bench = new DoorBench(door => [door with { UnlockSeconds = 30 }]);
        var reply = Test(bench, "c-1");
        Assert.Equal((DoorOutcome.Released, null), Said(reply));
        bench.Advance(0.9);
        Assert.True(bench.RelayAt().IsEnergised);
        bench.Advance(0.3);
        Assert.False(bench.RelayAt().IsEnergised);

        // Any other order is as long as the door's own time.
        bench.Unlock("c-2");
        bench.Advance(5);
        Assert.True(bench.RelayAt().IsEnergised);
    }

    [Fact]
    public void In_a_lockdown_nothing_moves_and_the_refusal_is_on_record()
    {
        using var bench = new DoorBench();
        bench.Post(new DoorMessage.SetMode(DoorMode.LockedDown, null));
        Assert.Equal((DoorOutcome.NotReleased, "noTestNow"), Said(Test(bench, "c-1")));
        Assert.False(bench.RelayAt().IsEnergised);
        Assert.Equal("noTestNow", Assert.Single(bench.Happened.All.OfType<CommandRefused>()).Code);
        bench.Post(new DoorMessage.SetMode(DoorMode.Normal, null));
        Assert.Equal((DoorOutcome.Released, null), Said(Test(bench, "c-2")));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void During_a_fire_nothing_is_tested_at_whatever_door(bool egress)
    {
        using var bench = new DoorBench(door => [door with { Egress = egress }], DoorBench.WithFire);
        bench.Set(DoorBench.FirePin, InputState.Active);
        Assert.Equal((DoorOutcome.NotReleased, "noTestNow"), Said(Test(bench, "c-1")));
        Assert.Equal(egress, bench.RelayAt().IsEnergised);
    }

    private static DoorReply Test(DoorBench bench, string id)
    {
        var (order, reply) = (bench.UnlockOf(id), new DoorReply("gate"));
        bench.Post(order with { Command = order.Command with { IsTest = true }, Reply = reply });
        return reply;
    }

    private static (DoorOutcome Outcome, string? Why) Said(DoorReply reply)
    {
        Assert.True(reply.Word.IsCompleted);
        var word = reply.Word.GetAwaiter().GetResult();
        return (word.Outcome, word.Refused?.Code);
    }
}
