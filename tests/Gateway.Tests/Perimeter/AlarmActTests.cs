using Xunit;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Perimeter;
using Zhuhui.Edge.Gateway.Projections;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Tests.Projections;
using Zhuhui.Edge.Vision.Sightings;
using static Zhuhui.Edge.Gateway.Tests.Perimeter.WatchBench;

namespace Zhuhui.Edge.Gateway.Tests.Perimeter;

/// <summary>What guards say about alarms: mine, done, false; on a real journal.</summary>
public sealed class AlarmActTests : IDisposable
{
    private readonly ProjectionBench _bench = new();
    private readonly WatchBench _watch = new(Compound);

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void Who_takes_care_of_an_alarm_has_it_and_it_stays_until_somebody_has_ended_it_also_over_a_kill()
    {
        _bench.Append(new LostCardShown("gate", "5003", "p-1"));
        Assert.Equal(["lost-card/gate"], Act(AlarmActKind.Mine, "li", "on my way", "lost-card/gate").Alarms);
        Assert.Equal(new AlarmTaken("lost-card/gate", "credential.lost-card-shown", "gate", "li", null, "on my way"),
            _bench.Ledger.Last(EventStream.Alarms, 1).Single());
        _bench.CutOffAndStart();
        var had = Assert.Single(Alarms().All);
        Assert.Equal(("li", "on my way", (string?)null), (had.TakenBy, had.Note, had.AcknowledgedBy));
        Assert.Equal(new AlarmCounts(1, 0, 0), Alarms().Counts);
        Assert.Equal(["lost-card/gate"], Act(AlarmActKind.Done, "chen", "card taken in", "lost-card/gate").Alarms);
        Assert.Empty(Alarms().All);
        Assert.Equal(new AlarmSeenTo("lost-card/gate", "credential.lost-card-shown", "gate", "chen", AlarmOutcome.Done, "card taken in"),
            _bench.Ledger.Last(EventStream.Alarms, 1).Single());
    }

    [Fact]
    public void Of_two_guards_at_once_the_second_is_told_who_has_it_and_takes_it_over_by_saying_so_alone()
    {
        _bench.Append(new DoorForced("gate"));
        var alarms = Alarms();
        var results = new AlarmActResult[2];
        Parallel.For(0, 2, i => results[i] = alarms.Act(new AlarmAct(["door/gate"], AlarmActKind.Mine, i == 0 ? "li" : "chen")));
        var has = alarms.All.Single().TakenBy;
        var refused = Assert.Single(results.SelectMany(one => one.Refused));
        Assert.Equal((AlarmRefusalCode.AlreadyTaken, has), (refused.Code, refused.By));
        var other = has == "li" ? "chen" : "li";
        Assert.Equal(["door/gate"], alarms.Act(new AlarmAct(["door/gate"], AlarmActKind.Mine, other, TakeOver: true)).Alarms);
        Assert.Equal((other, has), (alarms.All.Single().TakenBy, _bench.Ledger.Last(EventStream.Alarms, 1).OfType<AlarmTaken>()
            .Single().From));

        // All that nobody has: not this one.
        Assert.Empty(alarms.Act(new AlarmAct(null, AlarmActKind.Mine, has!)).Alarms);
    }

    [Fact]
    public void An_act_on_what_is_unknown_or_ended_says_so_by_name_and_stops_none_of_the_others()
    {
        _bench.Append(new DoorForced("gate"), new DuressRaised("unit", "p-1"), new DeviceTampered("gate-in"));
        Act(AlarmActKind.False, "li", null, "duress/unit");
        Act(AlarmActKind.Done, "chen", null, "device/gate-in");
        var result = Act(AlarmActKind.Done, "wang", null, "nothing", "duress/unit", "device/gate-in", "door/gate", "door/gate");
        Assert.Equal(["door/gate"], result.Alarms);
        Assert.Equal([("nothing", AlarmRefusalCode.NoSuchAlarm, null), ("duress/unit", AlarmRefusalCode.AlreadyEnded, "li"),
            ("device/gate-in", AlarmRefusalCode.AlreadyEnded, "chen")], result.Refused.Select(one => (one.Alarm, one.Code, one.By)));
        _bench.CutOffAndStart();
        Assert.Equal("li", Act(AlarmActKind.Mine, "wang", null, "duress/unit").Refused.Single().By);
    }

    [Fact]
    public void What_goes_on_after_it_was_done_or_false_stays_with_the_name_and_what_it_was_found_to_be()
    {
        _bench.Append(new DoorHeldOpen("gate", 30));
        Act(AlarmActKind.Mine, "li", null, "door/gate");
        Act(AlarmActKind.False, "li", "movers", "door/gate");
        var alarm = Alarms().All.Single();
        Assert.Equal(("li", AlarmOutcome.False, "movers", true, "li"),
            (alarm.AcknowledgedBy, alarm.Outcome, alarm.Note, alarm.GoesOn, alarm.TakenBy));
        _bench.Append(new DoorForced("gate"));
        alarm = Alarms().All.Single();
        Assert.Equal((null, null, null), (alarm.AcknowledgedBy, alarm.TakenBy, alarm.Outcome));
    }

    [Fact]
    public void A_door_that_was_taken_as_held_open_and_is_forced_is_nobody_s_again_and_one_that_is_held_open_again_is_not()
    {
        _bench.Append(new DoorHeldOpen("gate", 30));
        Act(AlarmActKind.Mine, "li", null, "door/gate");
        _bench.Append(new DoorSecured("gate"), new DoorHeldOpen("gate", 30));
        Assert.Equal(("li", 2), (Alarms().All.Single().TakenBy, Alarms().All.Single().Count));
        _bench.Append(new DoorForced("gate"));
        Assert.Null(Alarms().All.Single().TakenBy);
    }

    [Fact]
    public void A_camera_s_alarm_is_taken_and_ended_the_same_way_after_it_is_over_too()
    {
        _watch.Saw(Began("fence", "strip", ZoneWatch.Intrusion), Crossed("fence", "wall"));
        var (strip, wall) = (_watch.Raised.First().Alarm, _watch.Raised.Last().Alarm);
        Assert.Equal([strip, wall], _watch.Alarms.Act(new AlarmAct([strip, wall], AlarmActKind.Mine, "li")).Alarms);
        Assert.Equal("fence/strip", _watch.Journal.OfType<AlarmTaken>().First().Place);
        _watch.KillAndStart();
        Assert.Equal(["li", "li"], _watch.Alarms.All.Select(a => a.TakenBy));
        Assert.All(_watch.Alarms.All, a => Assert.NotNull(a.EndedAt));
        Assert.Equal([strip], _watch.Alarms.Act(new AlarmAct([strip], AlarmActKind.False, "chen", "a cat")).Alarms);
        Assert.Equal([wall], _watch.Alarms.All.Select(a => a.Alarm));
        Assert.Equal(new AlarmAcknowledged(strip, AlarmKind.Intrusion, "fence", "strip", "chen", AlarmOutcome.False, "a cat"),
            _watch.Journal[^1]);
    }

    [Fact]
    public void However_many_alarms_nobody_acknowledged_and_however_old_all_are_listed_or_counted()
    {
        var state = new ArmingState(new RunClock(TimeProvider.System), null);
        var clock = new RunClock(TimeProvider.System);
        const int Raised = ArmingState.MostUnanswered + 5;
        for (var i = 0; i < Raised; i++)
        {
            state.Fold(new AlarmRaised($"a-{i}", AlarmKind.Intrusion, Ring.Perimeter, "fence", "strip", [], 1, 0.8, null), clock.Now());
            state.Fold(new AlarmEnded($"a-{i}", AlarmKind.Intrusion, Ring.Perimeter, "fence", "strip", [], AlarmEndReason.Over, 1, 1, 0, 0,
                0), clock.Now());
            if (i == 500)
            {
                Assert.Equal("a-0", state.Unanswered[0].Id);
            }
        }

        Assert.True(state.Unlisted > 0);
        Assert.Equal(Raised, state.Unlisted + state.Unanswered.Count);
        Assert.Equal(state.Unlisted, new ArmingState(clock, state.Keep()).Unlisted);
        foreach (var one in state.Unanswered)
        {
            state.Fold(new AlarmAcknowledged(one.Id, one.Kind, one.Camera, one.Zone, "li"), clock.Now());
        }

        Assert.Equal(0, state.Unlisted);
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData("a wedge", true)]
    [InlineData("门口有木楔", true)]
    [InlineData("", false)]
    [InlineData(" ", false)]
    [InlineData("two\nlines", false)]
    [InlineData("\u001b[31m", false)]
    public void A_note_is_a_line_of_some_length_without_control_characters(string? note, bool isNote) =>
        Assert.Equal(isNote, AlarmAct.IsNote(note));

    [Fact]
    public void A_note_is_not_longer_than_a_record_keeps_it()
    {
        Assert.True(AlarmAct.LongestNote < EventParts.MostLetters);
        Assert.False(AlarmAct.IsNote(new string('x', AlarmAct.LongestNote + 1)));
    }

    private AlarmActResult Act(AlarmActKind kind, string by, string? note, params string[] alarms) =>
        Alarms().Act(new AlarmAct(alarms, kind, by, note));

    private SiteAlarms Alarms() => new(_watch.Watch, _bench.Remembered.Alarms, _bench.Remembered.Handled, _bench.Ledger.Append);
}
