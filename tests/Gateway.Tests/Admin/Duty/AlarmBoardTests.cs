using Xunit;
using Zhuhui.Edge.Drivers.Boards;
using Zhuhui.Edge.Gateway.Admin;
using Zhuhui.Edge.Gateway.Admin.Duty;
using Zhuhui.Edge.Gateway.Doors.Fire;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.Perimeter;
using Zhuhui.Edge.Gateway.Projections;
using Zhuhui.Edge.Gateway.Projections.Duty;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Site.Edits;
using Zhuhui.Edge.Gateway.Tests.Doors;
using Zhuhui.Edge.Gateway.Tests.Perimeter;
using Zhuhui.Edge.Gateway.Texts;
using static Zhuhui.Edge.Gateway.Tests.Perimeter.WatchBench;

namespace Zhuhui.Edge.Gateway.Tests.Admin.Duty;

/// <summary>Why an alarm is one, in words.</summary>
public sealed class AlarmBoardTests
{
    private readonly WatchBench _watch = new(Compound);
    private readonly StandingAlarms _standing = new(null);
    private readonly RunClock _clock;
    private readonly AlarmBoard _board;

    public AlarmBoardTests()
    {
        _clock = new RunClock(_watch.Time);
        var site = Compound with
        {
            TimeZone = "Asia/Shanghai",
            Doors = [new DoorOptions { Id = "unit-3", Name = "Unit 3", Ring = Ring.UnitDoor, Cameras = ["unit"], Readers = ["unit-in"] }],
        };
        _board = new AlarmBoard(site, new SiteAlarms(_watch.Watch, _standing, new HandledAlarms(null), _watch.Journal.Add),
            new SilencedDevices(new SiteInForce(site), new Silences(_clock, null), _clock, _watch.Journal.Add),
            new EventFormatter(site, new ResidentDirectory()));
    }

    [Fact]
    public void An_alarm_of_a_camera_says_ring_zone_rule_and_time_and_which_camera_shows_it()
    {
        _watch.Saw(Crossed("fence", "wall"), Crossed("fence", "wall"));
        var alarm = Assert.Single(_board.All);
        Assert.Equal("camera fence wall (perimeter): line crossed, since 11-22 20:00, 1 more like it", alarm.Text);
        Assert.Equal(("camera fence wall", "fence"), (alarm.Place, Assert.Single(alarm.Cameras!)));
        Assert.Equal("周界", WatchFormatter.Format(alarm.Ring!.Value).In(Language.Zh));
        Assert.Contains("越过警戒线", _board.Why(alarm).In(Language.Zh), StringComparison.Ordinal);
    }

    [Fact]
    public void An_alarm_of_a_door_says_how_often_and_when_last_and_the_door_s_camera_shows_it()
    {
        Fold(new DoorHeldOpen("unit-3", 30));
        _watch.Time.Advance(TimeSpan.FromMinutes(5));
        Fold(new DoorSecured("unit-3"));
        Fold(new DoorHeldOpen("unit-3", 30));
        var alarm = Assert.Single(_board.Newest);
        Assert.Equal("Unit 3: door held open, since 11-22 20:00, 2 times, last at 11-22 20:05; it goes on", alarm.Text);
        Assert.Equal(["unit"], alarm.Cameras);
    }

    [Fact]
    public void Whose_card_was_shown_is_not_in_it_and_a_reader_s_alarm_is_seen_by_its_door_s_camera()
    {
        Fold(new LostCardShown("unit-3", "5003", "p-1"));
        Fold(new DeviceTampered("unit-in"));
        Fold(new FireReleased(["unit-3"]));
        Assert.All(_board.All, alarm => Assert.DoesNotContain("p-1", alarm.Text, StringComparison.Ordinal));
        Assert.Equal([("device/unit-in", "unit"), ("fire", ""), ("lost-card/unit-3", "unit")], _board.All
            .Select(alarm => (alarm.Alarm, string.Concat(alarm.Cameras!))).Order());
        Assert.Contains("over since 11-22 20:00", _board.All.Single(one => one.Alarm == "lost-card/unit-3").Text, StringComparison.Ordinal);
    }

    /// <summary>The list of alarms is what the duty page, the plan, "watch list" and messages outside show.</summary>
    [Fact]
    public void A_fire_at_a_door_whose_board_refuses_is_a_fire_and_no_word_claims_a_release()
    {
        using var bench = new DoorBench(door => [door with { Id = "unit-3" }], DoorBench.WithFire);
        var records = new FireRecords(bench.Fire, Fold, static _ => { }, bench.Time);
        bench.RelayAt().Fault = "its board answers 'illegal function' to the order";
        bench.Set(DoorBench.FirePin, InputState.Active);
        Assert.True(bench.Fire.Changes.TryRead(out var change));
        records.Handle(change);
        bench.Advance(2);
        Assert.All(bench.Happened.All, Fold);
        Assert.Equal(["Unit 3: release not carried out, since 11-22 20:00; it goes on",
            "the compound: fire, since 11-22 20:00; it goes on"], _board.All.Select(alarm => alarm.Text!).Order(StringComparer.Ordinal));
        Assert.All(_board.All, alarm => Assert.DoesNotContain("释放", _board.Why(alarm).In(Language.Zh), StringComparison.Ordinal));
    }

    private void Fold(GatewayEvent happened) => _standing.Fold(happened, _clock.Now());
}
