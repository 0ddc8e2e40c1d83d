using Microsoft.Extensions.Time.Testing;
using Xunit;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Projections;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Gateway.Tests.Projections;

public sealed class OccupancyTests
{
    private readonly SteppedClock _time = new(ProjectionBench.Morning);
    private readonly RunClock _clock;
    private readonly Occupancy _whereabouts;

    public OccupancyTests() => (_clock, _whereabouts) = (new RunClock(_time), new Occupancy(SiteLayout.From(ProjectionBench.SiteIn("")),
        new RunClock(_time), null));

    [Fact]
    public void A_passage_places_a_person_and_the_way_out_takes_the_place_away()
    {
        Assert.Equal(new Presence(null, null, 0, true), _whereabouts.PresenceOf("wang", "gate", DoorSide.Entry));
        Passes("wang", "gate", "yard");
        _time.Advance(TimeSpan.FromSeconds(90));
        Assert.Equal(new Presence("yard", 90_000, 1, true), _whereabouts.PresenceOf("wang", "gate", DoorSide.Entry));
        Passes("wang", "gate", null, DoorSide.Exit);
        Assert.Equal(new Presence(null, 90_000, 0, true), _whereabouts.PresenceOf("wang", "gate", DoorSide.Entry));
    }

    [Fact]
    public void Who_goes_on_into_the_next_area_is_counted_there_alone()
    {
        Passes("wang", "gate", "yard");
        Passes("li", "gate", "yard");
        Passes("wang", "unit", "unit");
        Assert.Equal((1, 1), (_whereabouts.CountIn("yard"), _whereabouts.CountIn("unit")));
        Passes("wang", "unit", "yard", DoorSide.Exit);
        Assert.Equal((2, 0), (_whereabouts.CountIn("yard"), _whereabouts.CountIn("unit")));
    }

    [Fact]
    public void A_door_that_leads_to_no_described_area_has_no_presence()
    {
        Assert.Null(_whereabouts.PresenceOf("wang", "gate", DoorSide.Exit));
        Assert.Null(_whereabouts.PresenceOf("wang", "shed", DoorSide.Entry));
        Assert.Null(_whereabouts.PresenceOf("wang", "no-such-door", DoorSide.Entry));
    }

    /// <summary>Each of them lets people through unrecorded; the next passage makes it certain again where the gap is over.</summary>
    public static TheoryData<string> Gaps => ["exit button", "unlocked by an operator", "forced", "held open", "lock fault", "not locked",
        "fire", "held open by order", "reader lost", "bus lost", "key refused"];

    [Theory]
    [MemberData(nameof(Gaps))]
    public void After_people_could_pass_unrecorded_nobody_placed_before_is_certain(string gap)
    {
        Passes("wang", "gate", "yard");
        Passes("zhao", "hatch", "cellar");
        var (begin, end) = Events(gap);
        Fold(begin);
        Assert.False(IsCertain("wang", "gate"), "while it lasts");
        Assert.True(IsCertain("zhao", "hatch"), "an area the door does not adjoin");
        Passes("li", "gate", "yard");
        Assert.Equal(end is null, IsCertain("li", "gate"));
        Fold(end);
        Assert.False(IsCertain("wang", "gate"), "after it");
        Assert.Equal(end is null, IsCertain("li", "gate"));
        Passes("wang", "gate", "yard");
        Assert.True(IsCertain("wang", "gate"), "after the next passage");
    }

    [Fact]
    public void A_restart_keeps_what_was_certain_but_where_the_lock_falls_open_without_power()
    {
        Passes("wang", "gate", "yard");
        Passes("zhao", "hatch", "cellar");
        Fold(new GatewayStarted("1", "2-0", 3, 0, 0));
        Assert.True(IsCertain("wang", "gate"));
        Assert.False(IsCertain("zhao", "hatch"));
    }

    [Fact]
    public void A_journal_that_lost_records_makes_everybody_uncertain()
    {
        Passes("wang", "gate", "yard");
        Fold(new JournalDropped(3, ProjectionBench.Morning, ProjectionBench.Morning));
        Assert.False(IsCertain("wang", "gate"));
    }

    [Fact]
    public void An_operator_forgives_one_or_all()
    {
        Passes("wang", "gate", "yard");
        Passes("li", "gate", "yard");
        Fold(new CommandDone("1", "*", CommandKind.Forgive.Name(), "guard", null, "wang"));
        Assert.Equal(new Presence(null, null, 1, true), _whereabouts.PresenceOf("wang", "gate", DoorSide.Entry));
        Assert.Equal("yard", _whereabouts.PresenceOf("li", "gate", DoorSide.Entry)!.Area);
        Fold(new CommandDone("2", "*", CommandKind.Forgive.Name(), "guard"));
        Assert.Equal(new Presence(null, null, 0, true), _whereabouts.PresenceOf("li", "gate", DoorSide.Entry));
    }

    [Theory]
    [InlineData(-86_400)]
    [InlineData(86_400)]
    public void A_step_of_the_wall_clock_changes_no_age_within_a_run(int seconds)
    {
        Passes("wang", "gate", "yard");
        _time.Advance(TimeSpan.FromSeconds(60));
        _time.Step(TimeSpan.FromSeconds(seconds));
        Assert.Equal(60_000, _whereabouts.PresenceOf("wang", "gate", DoorSide.Entry)!.SinceMs);
    }

    [Theory]
    [InlineData(600, 600_000)]
    [InlineData(-600, 0)]
    public void A_passage_before_the_run_is_as_old_as_the_wall_clock_says_but_never_younger_than_the_run(int seconds, double sinceMs)
    {
        Passes("wang", "gate", "yard");
        var next = new RunClock(new FakeTimeProvider(ProjectionBench.Morning.AddSeconds(seconds)));
        var again = new Occupancy(SiteLayout.From(ProjectionBench.SiteIn("")), next, _whereabouts.Keep());
        Assert.Equal(sinceMs, again.PresenceOf("wang", "gate", DoorSide.Entry)!.SinceMs);
    }

    private bool IsCertain(string person, string door) => _whereabouts.PresenceOf(person, door, DoorSide.Entry)!.IsCertain;

    private void Passes(string person, string door, string? area, DoorSide side = DoorSide.Entry) => Fold(new PassageCompleted(door, side,
        person, area));

    private void Fold(GatewayEvent? happened)
    {
        if (happened is not null)
        {
            _whereabouts.Fold(happened, _clock.Now());
        }
    }

    private static (GatewayEvent Begin, GatewayEvent? End) Events(string gap) => gap switch
    {
        "exit button" => (new ExitRequested("unit", 5), null),
        "unlocked by an operator" => (new CommandDone("1", "gate", CommandKind.Unlock.Name(), "guard"), null),
        "forced" => (new DoorForced("gate"), new DoorSecured("gate")),
        "held open" => (new DoorHeldOpen("gate", 30), new DoorSecured("gate")),
        "lock fault" => (new LockFaulted("gate"), new LockRestored("gate")),
        "not locked" => (new DoorNotLocked("gate"), new DoorSecured("gate")),
        "fire" => (new FireReleased(["gate", "unit"]), new FireReset()),
        "held open by order" => (new DoorModeChanged("gate", DoorMode.HeldOpen, null, null), new DoorModeChanged("gate",
            DoorMode.Normal, null, null)),
        "reader lost" => (new DeviceLost("gate-out", null), new DeviceFound("gate-out")),
        "bus lost" => (new DeviceLost("rs485", null), new DeviceFound("rs485")),
        "key refused" => (new ReaderKeyRefused("gate-in", null), new DeviceFound("gate-in")),
        _ => throw new ArgumentException(gap),
    };
}
