using Xunit;
using Zhuhui.Edge.Drivers.Boards;
using Zhuhui.Edge.Gateway.Doors;
using Zhuhui.Edge.Gateway.Doors.Locking;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.Site;

namespace Zhuhui.Edge.Gateway.Tests.Doors.Hinged;

public sealed class DoorTests
{
    private static readonly Resident _wang = new(new PersonId("p-1"), "Wang")
    {
        Cards = [new HeldCard(20230001)],
        QrCodes = ["guest-code"],
    };

    [Fact]
    public void A_resident_s_card_releases_the_lock_for_the_unlock_time_and_no_longer()
    {
        using var bench = new DoorBench();
        bench.Enrol(_wang);
        Assert.False(bench.RelayAt().IsEnergised);
        bench.ReadCard(20230001);
        Assert.True(bench.RelayAt().IsEnergised);
        Assert.Equal("unlocked", bench.Door.State);
        bench.Advance(5);
        Assert.False(bench.RelayAt().IsEnergised);
        Assert.Equal("locked", bench.Door.State);
        var passage = Assert.Single(bench.Happened.All.OfType<PassageGranted>());
        Assert.Equal(("gate", PassageMethod.Card, "p-1", "20230001", 5), (passage.Door, passage.Method, passage.Person, passage.Card,
            passage.UnlockSeconds));
    }

    [Fact]
    public void The_event_is_in_the_journal_before_the_relay_moves()
    {
        using var bench = new DoorBench();
        bench.Enrol(_wang);
        bool? releasedAtAppend = null;
        bench.Ledger.Appended += happened => releasedAtAppend = happened is PassageGranted ? bench.RelayAt().IsEnergised : releasedAtAppend;
        bench.ReadCard(20230001);
        Assert.False(releasedAtAppend);
    }

    [Fact]
    public void A_stale_card_is_recorded_and_opens_nothing()
    {
        using var bench = new DoorBench();
        bench.Enrol(_wang);
        bench.ReadCard(20230001, age: TimeSpan.FromSeconds(2.5));
        Assert.False(bench.RelayAt().IsEnergised);
        Assert.Contains(bench.Happened.All.OfType<PassageDenied>(), d => d is { Reason: DenialReason.Stale, Person: "p-1" });
    }

    [Fact]
    public void A_second_card_while_the_door_is_unlocked_gives_the_second_person_the_whole_time()
    {
        using var bench = new DoorBench();
        bench.Enrol(_wang);
        bench.ReadCard(20230001);
        bench.Advance(4);
        bench.ReadCard(20230001);
        bench.Advance(4);
        Assert.True(bench.RelayAt().IsEnergised);
        bench.Advance(1);
        Assert.False(bench.RelayAt().IsEnergised);
    }

    [Fact]
    public void A_timer_that_had_fired_before_the_second_card_does_not_lock_the_second_person_out()
    {
        using var bench = new DoorBench();
        bench.Enrol(_wang);
        bench.ReadCard(20230001);
        bench.Post(new DoorMessage.Look());
        Assert.True(bench.RelayAt().IsEnergised);
        Assert.Equal("unlocked", bench.Door.State);
    }

    [Fact]
    public void Each_moment_of_a_passage_has_its_state()
    {
        using var bench = new DoorBench(door => [door with { LockFeedback = DoorBench.Input(DoorBench.FeedbackPin) }]);
        bench.Enrol(_wang);
        Assert.Equal("locked", bench.Door.State);
        bench.ReadCard(20230001);
        Assert.Equal("unlocking", bench.Door.State);
        bench.Set(DoorBench.FeedbackPin, InputState.Inactive);
        Assert.Equal("unlocked", bench.Door.State);
        bench.Open();
        Assert.Equal("open", bench.Door.State);
        bench.Close();
        Assert.Equal("closedButUnlocked", bench.Door.State);
        bench.Set(DoorBench.FeedbackPin, InputState.Active);
        Assert.Equal("locked", bench.Door.State);
        Assert.Empty(bench.Alarms);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(255)]
    public void The_unlock_time_is_what_the_site_file_says(int seconds)
    {
        using var bench = new DoorBench(door => [door with { UnlockSeconds = seconds }]);
        bench.Enrol(_wang);
        bench.ReadCard(20230001);
        bench.Advance(seconds - 0.1);
        Assert.Equal((true, "unlocked"), (bench.RelayAt().IsEnergised, bench.Door.State));
        bench.Advance(0.1);
        Assert.Equal((false, "locked"), (bench.RelayAt().IsEnergised, bench.Door.State));
    }

    [Fact]
    public void Somebody_who_needs_longer_gets_longer_and_a_second_card_takes_none_of_it_away()
    {
        using var bench = new DoorBench();
        bench.Enrol(_wang with { NeedsLonger = true }, new Resident(new PersonId("p-2"), "Li") { Cards = [new HeldCard(20230002)] });
        bench.ReadCard(20230001);
        bench.Advance(2);
        bench.ReadCard(20230002);
        bench.Advance(12.9);
        Assert.True(bench.RelayAt().IsEnergised);
        bench.Advance(0.1);
        Assert.False(bench.RelayAt().IsEnergised);
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void The_door_locks_on_opening_or_on_closing(bool onOpening, bool releasedWhileOpen)
    {
        using var bench = new DoorBench(door => [door with { RelockOn = onOpening ? RelockOn.Open : RelockOn.Close }]);
        bench.Enrol(_wang);
        bench.ReadCard(20230001);
        bench.Advance(1);
        bench.Open();
        Assert.Equal(("open", releasedWhileOpen), (bench.Door.State, bench.RelayAt().IsEnergised));
        bench.Advance(1);
        bench.Close();
        Assert.Equal(("locked", false), (bench.Door.State, bench.RelayAt().IsEnergised));
        bench.Advance(0.1);
        bench.Open();
        Assert.Equal(["door.forced"], bench.Alarms);
    }

    [Fact]
    public void A_door_without_a_contact_is_locked_or_unlocked_and_never_an_alarm()
    {
        using var bench = new DoorBench(door => [door with { Contact = null, To = "yard" }]);
        bench.Enrol(_wang);
        Assert.Equal("locked", bench.Door.State);
        bench.ReadCard(20230001);
        Assert.Equal("unlocked", bench.Door.State);
        Assert.Equal(new PassageCompleted("gate", DoorSide.Entry, "p-1", "yard"),
            Assert.Single(bench.Happened.All.OfType<PassageCompleted>()));
        bench.Advance(100);
        Assert.Equal(("locked", 0), (bench.Door.State, bench.Alarms.Count));
    }

    [Fact]
    public void A_lock_whose_energised_relay_locks_is_locked_by_a_lease_that_ends_with_the_loop()
    {
        using var bench = new DoorBench(door => [door with { Wiring = LockWiring.EnergisedLocks }]);
        bench.Enrol(_wang);
        bench.Advance(300);
        Assert.True(bench.RelayAt().IsEnergised);
        Assert.False(bench.Door.IsReleased);
        bench.ReadCard(20230001);
        Assert.False(bench.RelayAt().IsEnergised);
        bench.Advance(5);
        Assert.True(bench.RelayAt().IsEnergised);
        Assert.True(bench.RelayAt().LongestBound <= DoorLock.Lease);

        // The loop is dead: nobody handles its messages.
        bench.Time.Advance(DoorLock.Lease);
        Assert.False(bench.RelayAt().IsEnergised);
    }

    [Fact]
    public void A_release_by_rest_is_bounded_even_where_the_loop_is_dead()
    {
        using var bench = new DoorBench(door => [door with { Wiring = LockWiring.EnergisedLocks }]);
        bench.Enrol(_wang);
        bench.ReadCard(20230001);
        bench.Time.Advance(TimeSpan.FromSeconds(5));
        Assert.True(bench.RelayAt().IsEnergised);
    }
}
