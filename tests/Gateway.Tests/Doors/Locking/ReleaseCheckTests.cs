using Xunit;
using Zhuhui.Edge.Drivers.Boards;
using Zhuhui.Edge.Drivers.Readers;
using Zhuhui.Edge.Gateway.Doors;
using Zhuhui.Edge.Gateway.Doors.Commands;
using Zhuhui.Edge.Gateway.Doors.Locking;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.Site;

namespace Zhuhui.Edge.Gateway.Tests.Doors.Locking;

/// <summary>What is recorded of a release whose relay refuses, is silent or stuck: what happened, and nothing else.</summary>
public sealed class ReleaseCheckTests
{
    private const string Silent = "its board does not answer";
    private static readonly Resident _wang = new(new PersonId("p-1"), "Wang") { Cards = [new HeldCard(20230001)] };

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_card_at_a_door_whose_relay_does_nothing_is_an_alarm_a_refusal_at_the_reader_and_no_passage(bool hasContact)
    {
        using var bench = Bench(hasContact);
        bench.RelayAt().Fault = Silent;
        bench.ReadCard(20230001);
        Assert.Single(bench.Happened.All.OfType<PassageGranted>());
        Assert.Empty(bench.Alarms);
        bench.Advance(ReleaseCheck.Within.TotalSeconds);
        var failed = Assert.Single(bench.Happened.All.OfType<ReleaseFailed>());
        Assert.Equal(new ReleaseFailed("gate", "box:17", Silent, Fire: false), failed);
        Assert.Equal(("reader", ReaderSignal.Denied), bench.Signals.FindLast(shown => shown.Signal is ReaderSignal.Granted
            or ReaderSignal.Denied));
        Assert.True(bench.Door.IsReleaseFailed);
        bench.Advance(60);
        Assert.Empty(bench.Happened.All.OfType<PassageCompleted>());
        Assert.Equal(["door.release-failed"], bench.Alarms);
    }

    [Fact]
    public void Each_release_that_is_not_carried_out_is_on_record_and_the_first_that_is_ends_it()
    {
        using var bench = Bench(hasContact: false);
        bench.RelayAt().Fault = Silent;
        for (var i = 0; i < 3; i++)
        {
            bench.ReadCard(20230001);
            bench.Advance(10);
        }

        Assert.Equal(3, bench.Alarms.Count(type => type == "door.release-failed"));
        bench.RelayAt().Fault = null;
        bench.Advance(10);
        Assert.True(bench.Door.IsReleaseFailed);
        bench.ReadCard(20230001);
        Assert.False(bench.Door.IsReleaseFailed);
        Assert.Equal("door.release-restored", bench.Alarms[^1]);
        Assert.Single(bench.Happened.All.OfType<PassageCompleted>());
    }

    [Fact]
    public void An_unlock_time_shorter_than_a_fault_needs_to_be_seen_is_judged_at_its_end()
    {
        using var bench = new DoorBench(door => [door with { Contact = null, UnlockSeconds = 1 }]);
        bench.Enrol(_wang);
        bench.RelayAt().Fault = Silent;
        bench.ReadCard(20230001);
        bench.Advance(1);
        Assert.Equal(Silent, Assert.Single(bench.Happened.All.OfType<ReleaseFailed>()).Reason);
        Assert.Equal(("reader", ReaderSignal.Denied), bench.Signals.FindLast(shown => shown.Signal is ReaderSignal.Granted
            or ReaderSignal.Denied));
        Assert.Empty(bench.Happened.All.OfType<PassageCompleted>());
    }

    [Fact]
    public void A_release_that_a_lockdown_calls_off_before_anything_could_be_seen_is_no_fault()
    {
        using var bench = Bench(hasContact: false);
        bench.RelayAt().Fault = Silent;
        bench.ReadCard(20230001);
        bench.Advance(0.5);
        bench.Post(new DoorMessage.SetMode(DoorMode.LockedDown, null));
        bench.Advance(60);
        Assert.Empty(bench.Alarms);
        Assert.Empty(bench.Happened.All.OfType<PassageCompleted>());
    }

    [Fact]
    public void Readers_show_that_a_door_is_unlocked_once_it_was_seen_to_be()
    {
        using var bench = new DoorBench(door => [door], DoorBench.WithFire);
        bench.RelayAt().Fault = Silent;
        bench.Set(DoorBench.FirePin, InputState.Active);
        bench.Advance(10);
        Assert.DoesNotContain(bench.Signals, shown => shown.Signal == ReaderSignal.Unlocked);
        Assert.False(bench.Door.IsSeenReleased);
        bench.RelayAt().Fault = null;
        bench.Advance(1);
        Assert.Contains(bench.Signals, shown => shown.Signal == ReaderSignal.Unlocked);
        Assert.True(bench.Door.IsSeenReleased);
    }

    [Fact]
    public void A_board_that_answers_late_and_in_time_is_no_fault()
    {
        using var bench = Bench(hasContact: false);
        bench.RelayAt().Fault = Silent;
        bench.ReadCard(20230001);
        bench.Advance(1);
        Assert.Empty(bench.Happened.All.OfType<PassageCompleted>());
        bench.RelayAt().Fault = null;
        bench.Advance(0.05);
        Assert.Single(bench.Happened.All.OfType<PassageCompleted>());
        bench.Advance(60);
        Assert.Empty(bench.Alarms);
    }

    [Fact]
    public void A_door_that_opens_was_released_whatever_its_relay_says()
    {
        using var bench = Bench(hasContact: true);
        bench.RelayAt().Fault = "its board says that it is done, and the relay has not moved";
        bench.ReadCard(20230001);
        bench.Open();
        Assert.Single(bench.Happened.All.OfType<PassageCompleted>());
        bench.Close();
        bench.Advance(60);
        Assert.Empty(bench.Alarms);
    }

    [Fact]
    public void A_fire_at_a_door_whose_relay_does_nothing_is_an_alarm_until_the_release_is_real()
    {
        using var bench = new DoorBench(door => [door], DoorBench.WithFire);
        bench.RelayAt().Fault = Silent;
        bench.Set(DoorBench.FirePin, InputState.Active);
        bench.Advance(2);
        Assert.Equal(["door.release-failed"], bench.Alarms);
        Assert.True(bench.Happened.All.OfType<ReleaseFailed>().Single().Fire);
        bench.Advance(600);
        Assert.True(bench.Door.IsReleaseFailed);
        bench.RelayAt().Fault = null;
        bench.Advance(1);
        Assert.False(bench.Door.IsReleaseFailed);
        Assert.Equal("door.release-restored", bench.Alarms[^1]);
    }

    [Fact]
    public void A_release_that_was_seen_and_is_lost_while_the_door_is_held_open_is_an_alarm()
    {
        using var bench = Bench(hasContact: false);
        bench.Post(new DoorMessage.SetMode(DoorMode.HeldOpen, null));
        bench.Advance(60);
        Assert.Empty(bench.Alarms);
        bench.RelayAt().Fault = Silent;
        bench.Advance(3);
        Assert.Equal(["door.release-failed"], bench.Alarms);
        bench.ReadCard(20230001);
        Assert.Empty(bench.Happened.All.OfType<PassageCompleted>());
        bench.RelayAt().Fault = null;
        bench.Advance(1);
        Assert.Equal("door.release-restored", bench.Alarms[^1]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void An_order_of_an_operator_that_is_not_carried_out_is_an_alarm(bool isBarrier)
    {
        using var bench = new DoorBench(door => [isBarrier ? AsBarrier(door) : door]);
        bench.RelayAt().Fault = "its board answers 'illegal function' to the order";
        bench.Unlock("c-1");
        bench.Advance(2);
        Assert.Contains("door.release-failed", bench.Alarms);
        Assert.Equal("its board answers 'illegal function' to the order", bench.Happened.All.OfType<ReleaseFailed>().First().Reason);
    }

    [Fact]
    public void An_operator_hears_that_a_door_was_released_once_its_relay_was_and_that_it_was_not_where_it_was_not()
    {
        using var bench = Bench(hasContact: true);
        List<DoorReply> replies = [];
        IReadOnlyList<string> Heard() => [.. replies.Where(reply => reply.Word.IsCompleted).Select(reply =>
            reply.Word.Result.Refused?.Code ?? "released")];
        DoorMessage.Unlock Order(string id)
        {
            replies.Add(new DoorReply("gate"));
            return bench.UnlockOf(id) with { Reply = replies[^1] };
        }

        bench.Post(Order("c-1"));
        Assert.Equal(["released"], Heard());
        bench.Advance(10);
        bench.RelayAt().Fault = Silent;
        bench.Post(Order("c-2"));
        bench.Advance(1);
        Assert.Equal(["released"], Heard());
        bench.Advance(1);
        Assert.Equal(["released", "notReleased"], Heard());
        bench.Advance(10);
        bench.Post(Order("c-3"));
        bench.RelayAt().Fault = null;
        bench.Advance(0.05);
        Assert.Equal(["released", "notReleased", "released"], Heard());
    }

    private static DoorBench Bench(bool hasContact, Func<SiteFile, SiteFile>? site = null)
    {
        var bench = new DoorBench(door => [hasContact ? door : door with { Contact = null }], site);
        bench.Enrol(_wang);
        return bench;
    }

    private static DoorOptions AsBarrier(DoorOptions door) => door with
    {
        Kind = EntranceKind.Barrier,
        Contact = null,
        Barrier = new BarrierOptions { Loop = DoorBench.Input(DoorBench.LoopPin) },
    };
}
