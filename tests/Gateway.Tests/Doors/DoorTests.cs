using Xunit;
using Zhuhui.Edge.Drivers.Boards;
using Zhuhui.Edge.Drivers.Readers;
using Zhuhui.Edge.Gateway.Access;
using Zhuhui.Edge.Gateway.Doors;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Vision.Sightings;

namespace Zhuhui.Edge.Gateway.Tests.Doors;

public sealed class DoorTests
{
    private static readonly Resident Wang = new(new PersonId("p-1"), "Wang") { Cards = [new HeldCard(20230001)], QrCodes = ["guest-code"] };

    [Fact]
    public void A_resident_s_card_releases_the_lock_for_the_unlock_time_and_no_longer()
    {
        using var bench = new DoorBench();
        bench.Enrol(Wang);
        Assert.False(bench.RelayAt().IsEnergised);
        bench.ReadCard(20230001);
        Assert.True(bench.RelayAt().IsEnergised);
        Assert.Equal("unlocked", bench.Door.State);
        bench.Advance(5);
        Assert.False(bench.RelayAt().IsEnergised);
        Assert.Equal("locked", bench.Door.State);
        var passage = Assert.Single(bench.Happened.All.OfType<PassageGranted>());
        Assert.Equal(("gate", PassageMethod.Card, "p-1", "20230001", 5), (passage.Door, passage.Method, passage.Person, passage.Card, passage.UnlockSeconds));
    }

    [Fact]
    public void The_event_is_in_the_journal_before_the_relay_moves()
    {
        using var bench = new DoorBench();
        bench.Enrol(Wang);
        bool? releasedAtAppend = null;
        bench.Ledger.Appended += happened => releasedAtAppend = happened is PassageGranted ? bench.RelayAt().IsEnergised : releasedAtAppend;
        bench.ReadCard(20230001);
        Assert.False(releasedAtAppend);
    }

    [Fact]
    public void A_stale_card_is_recorded_and_opens_nothing()
    {
        using var bench = new DoorBench();
        bench.Enrol(Wang);
        bench.ReadCard(20230001, age: TimeSpan.FromSeconds(2.5));
        Assert.False(bench.RelayAt().IsEnergised);
        Assert.Contains(bench.Happened.All.OfType<PassageDenied>(), d => d is { Reason: DenialReason.Stale, Person: "p-1" });
    }

    [Fact]
    public void A_second_card_while_the_door_is_unlocked_gives_the_second_person_the_whole_time()
    {
        using var bench = new DoorBench();
        bench.Enrol(Wang);
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
        bench.Enrol(Wang);
        bench.ReadCard(20230001);
        bench.Post(new DoorMessage.Look());
        Assert.True(bench.RelayAt().IsEnergised);
        Assert.Equal("unlocked", bench.Door.State);
    }

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
        bench.Enrol(Wang);
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
    public void A_matched_face_opens_and_its_evidence_is_kept()
    {
        using var bench = new DoorBench();
        bench.Enrol(Wang);
        var now = bench.Time.GetTimestamp();
        bench.Post(new CredentialInput.Seen(new FaceMatched("cam", now, 7, "p-1", 0.71f, 0.2f, 0.5f, 0.9f, 3, now, "pack-1")));
        Assert.True(bench.RelayAt().IsEnergised);
        Assert.Equal(new FaceEvidence(0.71, 0.2, 0.5, 0.9, 3, 0, "pack-1", Margin: 0.51), Assert.Single(bench.Happened.All.OfType<PassageGranted>()).Face);
    }

    [Fact]
    public void Somebody_who_stays_before_the_camera_does_not_hold_the_door_unlocked()
    {
        using var bench = new DoorBench();
        bench.Enrol(Wang);
        for (var second = 0; second < 20; second += 5)
        {
            See(track: 7);
            bench.Advance(5);
        }

        Assert.Single(bench.Happened.All.OfType<PassageGranted>());
        See(track: 7);
        Assert.Equal(2, bench.Happened.All.OfType<PassageGranted>().Count());
        See(track: 8);
        Assert.Equal(3, bench.Happened.All.OfType<PassageGranted>().Count());

        void See(int track)
        {
            var now = bench.Time.GetTimestamp();
            bench.Post(new CredentialInput.Seen(new FaceMatched("cam", now, track, "p-1", 0.71f, 0.2f, 0.5f, 0.9f, 3, now, "pack-1")));
        }
    }

    [Fact]
    public void A_door_pulled_open_just_before_the_lock_fell_was_not_forced()
    {
        using var bench = new DoorBench();
        bench.Enrol(Wang);
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
        Assert.Equal(["door.forced"], bench.Alarms);
        Assert.Equal(5000 - 64, bench.Door.Missed);
    }

    [Fact]
    public void A_face_whose_newest_frame_is_old_opens_nothing()
    {
        using var bench = new DoorBench();
        bench.Enrol(Wang);
        var seen = bench.Time.GetTimestamp();
        bench.Advance(1.6);
        bench.Post(new CredentialInput.Seen(new FaceMatched("cam", seen, 7, "p-1", 0.71f, 0.2f, 0.5f, 0.9f, 3, seen, "pack-1")));
        Assert.False(bench.RelayAt().IsEnergised);
    }

    [Fact]
    public void A_stranger_s_face_is_denied_without_a_name()
    {
        using var bench = new DoorBench();
        bench.Enrol(Wang);
        var now = bench.Time.GetTimestamp();
        bench.Post(new CredentialInput.Seen(new FaceUnmatched("cam", now, 8, UnmatchedReason.NotRecognised, 0.1f, 0.5f, 0.9f, 6, now, "pack-1")));
        Assert.False(bench.RelayAt().IsEnergised);
        Assert.Contains(bench.Happened.All.OfType<PassageDenied>(), d => d is { Reason: DenialReason.FaceNotRecognised, Person: null });
    }

    [Fact]
    public void A_blocked_resident_who_lingers_before_the_camera_is_reported_once_in_half_a_minute()
    {
        using var bench = new DoorBench();
        bench.Enrol(Wang with { Blocked = true });
        for (var i = 0; i < 8; i++)
        {
            var now = bench.Time.GetTimestamp();
            bench.Post(new CredentialInput.Seen(new FaceMatched("cam", now, 7, "p-1", 0.71f, 0.2f, 0.5f, 0.9f, 3, now, "pack-1")));
            bench.Advance(5);
        }

        Assert.Equal(2, bench.Happened.All.OfType<PassageDenied>().Count(d => d.Reason == DenialReason.Blocked));
    }

    [Fact]
    public void A_known_qr_code_opens_and_an_unknown_one_does_not()
    {
        using var bench = new DoorBench();
        bench.Enrol(Wang);
        bench.Post(new CredentialInput.Seen(new QrCodeSeen("cam", bench.Time.GetTimestamp(), "nonsense")));
        Assert.False(bench.RelayAt().IsEnergised);
        bench.Post(new CredentialInput.Seen(new QrCodeSeen("cam", bench.Time.GetTimestamp(), "guest-code")));
        Assert.True(bench.RelayAt().IsEnergised);
    }

    [Fact]
    public void Each_moment_of_a_passage_has_its_state()
    {
        using var bench = new DoorBench(door => [door with { LockFeedback = DoorBench.Input(DoorBench.FeedbackPin) }]);
        bench.Enrol(Wang);
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
        bench.Enrol(Wang);
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
        bench.Enrol(Wang with { NeedsLonger = true }, new Resident(new PersonId("p-2"), "Li") { Cards = [new HeldCard(20230002)] });
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
        bench.Enrol(Wang);
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
    public void Before_it_is_held_open_people_are_asked_to_close_it()
    {
        using var bench = new DoorBench();
        bench.Enrol(Wang);
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
        bench.Enrol(Wang);
        bench.ReadCard(20230001);
        bench.Open();
        bench.Advance(30);
        Assert.Equal("heldOpen", bench.Door.State);
        bench.Close();
        Assert.Equal(["door.held-open", "door.secured"], bench.Alarms);
    }

    [Fact]
    public void A_door_whose_contact_has_not_been_read_is_unknown_and_no_intrusion()
    {
        using var bench = new DoorBench(found: new() { [DoorBench.ContactPin] = InputState.Unknown });
        Assert.Equal("unknown", bench.Door.State);
        bench.Set(DoorBench.ContactPin, InputState.Inactive);
        Assert.Equal("open", bench.Door.State);
        bench.Close();
        Assert.Equal("locked", bench.Door.State);
        Assert.Empty(bench.Alarms);
    }

    [Theory]
    [InlineData(InputState.ShortCircuit, "short circuit")]
    [InlineData(InputState.OpenCircuit, "cut")]
    public void A_broken_contact_line_is_reported_and_counts_neither_as_closed_nor_as_an_intrusion(InputState fault, string word)
    {
        using var bench = new DoorBench();
        bench.Set(DoorBench.ContactPin, fault);
        Assert.Equal("unknown", bench.Door.State);
        Assert.Equal(new InputLineFaulted("gate", "contact of gate", word), Assert.Single(bench.Happened.All.OfType<AlarmEvent>()));
        bench.Enrol(Wang);
        bench.ReadCard(20230001);
        Assert.True(bench.RelayAt().IsEnergised);
    }

    [Theory]
    [InlineData(DoorBench.FeedbackPin, "lock feedback", InputState.ShortCircuit, "short circuit")]
    [InlineData(DoorBench.FeedbackPin, "lock feedback", InputState.OpenCircuit, "cut")]
    [InlineData(DoorBench.ExitPin, "exit button", InputState.ShortCircuit, "short circuit")]
    [InlineData(DoorBench.ExitPin, "exit button", InputState.OpenCircuit, "cut")]
    [InlineData(DoorBench.TamperPin, "tamper contact", InputState.ShortCircuit, "short circuit")]
    [InlineData(DoorBench.TamperPin, "tamper contact", InputState.OpenCircuit, "cut")]
    public void A_supervised_line_that_is_shorted_or_cut_is_reported_by_its_name_and_moves_no_lock(int pin, string name, InputState fault, string word)
    {
        using var bench = new DoorBench(door => [door with
        {
            LockFeedback = DoorBench.Input(DoorBench.FeedbackPin),
            ExitButton = DoorBench.Input(DoorBench.ExitPin),
            Tamper = DoorBench.Input(DoorBench.TamperPin),
        }]);
        bench.Set(pin, fault);
        bench.Advance(60);
        Assert.Equal(new InputLineFaulted("gate", $"{name} of gate", word), Assert.Single(bench.Happened.All.OfType<AlarmEvent>()));
        Assert.Equal((false, "locked"), (bench.RelayAt().IsEnergised, bench.Door.State));
    }

    [Fact]
    public void A_forced_door_whose_line_is_cut_is_secured_only_once_it_is_seen_closed()
    {
        using var bench = new DoorBench();
        bench.Open();
        bench.Set(DoorBench.ContactPin, InputState.OpenCircuit);
        Assert.Equal(["door.forced", "input.line-fault"], bench.Alarms);
        bench.Close();
        Assert.Equal(["door.forced", "input.line-fault", "door.secured"], bench.Alarms);
    }

    [Fact]
    public void A_door_whose_board_fell_silent_is_unknown_until_it_answers()
    {
        using var bench = new DoorBench();
        bench.Set(DoorBench.ContactPin, InputState.Unknown);
        Assert.Equal("unknown", bench.Door.State);
        bench.Close();
        Assert.Equal("locked", bench.Door.State);
        Assert.Empty(bench.Alarms);
    }

    [Fact]
    public void A_lock_that_does_not_release_is_a_fault_after_some_seconds()
    {
        using var bench = new DoorBench(door => [door with { LockFeedback = DoorBench.Input(DoorBench.FeedbackPin) }]);
        bench.Enrol(Wang);
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
        bench.Enrol(Wang);
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
        bench.Enrol(Wang);
        bench.ReadCard(20230001);
        bench.Set(DoorBench.FeedbackPin, InputState.Inactive);
        bench.Advance(5.5);
        bench.Open();
        Assert.Equal(("open", 0), (bench.Door.State, bench.Alarms.Count));
    }

    [Fact]
    public void A_door_without_a_contact_is_locked_or_unlocked_and_never_an_alarm()
    {
        using var bench = new DoorBench(door => [door with { Contact = null, To = "yard" }]);
        bench.Enrol(Wang);
        Assert.Equal("locked", bench.Door.State);
        bench.ReadCard(20230001);
        Assert.Equal("unlocked", bench.Door.State);
        Assert.Equal(new PassageCompleted("gate", DoorSide.Entry, "p-1", "yard"), Assert.Single(bench.Happened.All.OfType<PassageCompleted>()));
        bench.Advance(100);
        Assert.Equal(("locked", 0), (bench.Door.State, bench.Alarms.Count));
    }

    [Fact]
    public void The_door_s_box_tells_when_it_is_opened_and_closed()
    {
        using var bench = new DoorBench(door => [door with { Tamper = DoorBench.Input(DoorBench.TamperPin) }]);
        bench.Set(DoorBench.TamperPin, InputState.Active);
        bench.Set(DoorBench.TamperPin, InputState.Unknown);
        bench.Set(DoorBench.TamperPin, InputState.Inactive);
        Assert.Equal(["device.tampered", "device.tamper-cleared"], bench.Alarms);
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

    [Fact]
    public void A_lock_whose_energised_relay_locks_is_locked_by_a_lease_that_ends_with_the_loop()
    {
        using var bench = new DoorBench(door => [door with { Wiring = LockWiring.EnergisedLocks }]);
        bench.Enrol(Wang);
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
        bench.Enrol(Wang);
        bench.ReadCard(20230001);
        bench.Time.Advance(TimeSpan.FromSeconds(5));
        Assert.True(bench.RelayAt().IsEnergised);
    }
}
