using Xunit;
using Zhuhui.Edge.Drivers.Boards;
using Zhuhui.Edge.Drivers.Readers;
using Zhuhui.Edge.Gateway.Access;
using Zhuhui.Edge.Gateway.Doors;
using Zhuhui.Edge.Gateway.Doors.Inputs;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.People;

namespace Zhuhui.Edge.Gateway.Tests.Doors.Hinged;

/// <summary>A door that opens without a passage is forced, one that stands open for too long is held open.</summary>
public sealed class DoorForcedTests
{
    private static readonly Resident _wang = new(new PersonId("p-1"), "Wang")
    {
        Cards = [new HeldCard(20230001)],
        QrCodes = ["guest-code"],
    };

    [Fact]
    public void A_door_opened_without_a_passage_is_forced_and_secured_when_it_closes()
    {
        using var bench = new DoorBench();
        bench.Open();
        bench.Close();
        Assert.Equal([typeof(DoorForced), typeof(DoorSecured)], bench.Happened.All.OfType<AlarmEvent>().Select(a => a.GetType()));
    }

    [Fact]
    public void A_door_that_stands_open_too_long_is_held_open()
    {
        using var bench = new DoorBench();
        bench.Enrol(_wang);
        bench.ReadCard(20230001);
        bench.Open();
        bench.Advance(29);
        Assert.Empty(bench.Happened.All.OfType<AlarmEvent>());
        bench.Advance(1);
        Assert.Equal(30, Assert.Single(bench.Happened.All.OfType<DoorHeldOpen>()).Seconds);
    }

    [Fact]
    public void A_door_found_open_at_the_start_is_not_called_forced_but_watched()
    {
        using var bench = new DoorBench(found: new() { [DoorBench.ContactPin] = InputState.Inactive });
        Assert.Equal("open", bench.Door.State);
        bench.Advance(30);
        Assert.IsType<DoorHeldOpen>(Assert.Single(bench.Happened.All.OfType<AlarmEvent>()));
    }

    [Fact]
    public void A_door_pulled_open_just_before_the_lock_fell_was_not_forced()
    {
        using var bench = new DoorBench();
        bench.Enrol(_wang);
        bench.ReadCard(20230001);
        bench.Advance(4.99);
        var pulled = bench.Time.GetElapsedTime(0);
        bench.Advance(0.02);
        bench.InputAt().SetSilently(InputState.Inactive);
        bench.Post(new DoorMessage.Level(DoorLine.Contact, InputState.Inactive, pulled));
        Assert.Equal("open", bench.Door.State);
        Assert.Empty(bench.Happened.All.OfType<AlarmEvent>());
    }

    [Fact]
    public void A_flood_of_cards_loses_no_alarm()
    {
        using var bench = new DoorBench();
        for (var i = 0; i < 5000; i++)
        {
            bench.Door.Post(new CredentialInput.Card(new CardRead("reader", new CardNumber(999), "wiegand-34", bench.Time.GetTimestamp())));
            if (i == 2500)
            {
                bench.InputAt().Set(InputState.Inactive);
            }
        }

        bench.Run();
        Assert.Equal([EventTypes.Guessing, EventTypes.DoorForced], bench.Alarms);
        Assert.Equal(5000 - 64, bench.Door.Missed);
    }

    [Fact]
    public void Before_it_is_held_open_people_are_asked_to_close_it()
    {
        using var bench = new DoorBench();
        bench.Enrol(_wang);
        bench.ReadCard(20230001);
        bench.Open();
        bench.Advance(19.9);
        Assert.Empty(bench.Happened.All.OfType<HeldOpenWarned>());
        bench.Advance(0.1);
        Assert.Equal(10, Assert.Single(bench.Happened.All.OfType<HeldOpenWarned>()).Seconds);
        Assert.Equal(["reader", "exit-reader"], bench.Signals.Where(s => s.Signal == ReaderSignal.HeldOpenWarning).Select(s => s.Reader));
        bench.Advance(5);
        bench.Close();
        Assert.Equal(ReaderSignal.Idle, bench.Signals[^1].Signal);
        Assert.Empty(bench.Alarms);
    }

    [Fact]
    public void A_held_open_door_is_secured_when_it_closes()
    {
        using var bench = new DoorBench();
        bench.Enrol(_wang);
        bench.ReadCard(20230001);
        bench.Open();
        bench.Advance(30);
        Assert.Equal("heldOpen", bench.Door.State);
        bench.Close();
        Assert.Equal(["door.held-open", "door.secured"], bench.Alarms);
    }

    [Fact]
    public void A_message_of_the_contact_that_was_lost_is_made_good_by_the_level()
    {
        using var bench = new DoorBench();
        bench.InputAt().SetSilently(InputState.Inactive);
        bench.Advance(10);
        Assert.Equal(["door.forced"], bench.Alarms);
        bench.InputAt().SetSilently(InputState.Active);
        bench.Advance(10);
        Assert.Equal(["door.forced", "door.secured"], bench.Alarms);
    }

    [Fact]
    public void A_message_of_the_contact_that_comes_twice_changes_nothing()
    {
        using var bench = new DoorBench();
        bench.Open();
        bench.InputAt().Repeat();
        bench.InputAt().Repeat();
        bench.Run();
        Assert.Equal(["door.forced"], bench.Alarms);
    }

    [Fact]
    public void A_short_opening_behind_a_slow_disk_is_not_missed()
    {
        using var bench = new DoorBench();
        bench.InputAt().Set(InputState.Inactive);
        bench.InputAt().Set(InputState.Active);
        bench.Run();
        Assert.Equal(["door.forced", "door.secured"], bench.Alarms);
    }
}
