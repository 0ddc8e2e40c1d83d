using Xunit;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Outside;
using Zhuhui.Edge.Gateway.Perimeter;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Site.Edits;
using Zhuhui.Edge.Gateway.Site.Outside;
using Zhuhui.Edge.Gateway.Tests.Projections;

namespace Zhuhui.Edge.Gateway.Tests.Outside;

/// <summary>For how long the siren sounds, on a real journal and with clocks that jump.</summary>
public sealed class SirenRuleTests : IDisposable
{
    private static readonly SiteFile _site = new()
    {
        Doors = [new DoorOptions { Id = "gate", Ring = Ring.Entrance }, new DoorOptions { Id = "unit", Ring = Ring.UnitDoor }],
    };

    private readonly ProjectionBench _bench = new();
    private SirenRule _rule;

    public SirenRuleTests() => _rule = Rule();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void It_sounds_for_its_bound_and_no_longer_and_once_more_for_what_begins_again()
    {
        Assert.Equal(0, Left());
        _bench.Append(new DoorForced("gate"));
        Assert.Equal(60, Left());
        _bench.Time.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal(1, Left());
        _bench.Time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(0, Left());
        _bench.Append(new DoorForced("gate"));
        Assert.Equal(60, Left());
    }

    [Fact]
    public void It_ends_with_the_acknowledgement()
    {
        _bench.Append(new DoorForced("gate"), new LostCardShown("gate", "1", "p-1"));
        Assert.Equal(60, Left());
        _bench.Append(new AlarmSeenTo("door/gate", EventTypes.DoorForced, "gate", "guard"));
        Assert.Equal(60, Left());
        _bench.Append(new AlarmSeenTo("lost-card/gate", EventTypes.LostCardShown, "gate", "guard"));
        Assert.Equal(0, Left());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3600)]
    [InlineData(-3600)]
    public void A_step_of_the_wall_clock_changes_nothing(int step)
    {
        _bench.Append(new DoorForced("gate"));
        Assert.Equal(60, Left());
        _bench.Time.Step(TimeSpan.FromSeconds(step));
        _bench.Time.Advance(TimeSpan.FromSeconds(20));
        Assert.Equal(40, Left());
    }

    [Fact]
    public void A_restart_lets_it_go_on_for_what_is_left_and_sounds_nothing_old()
    {
        _bench.Append(new DoorForced("gate"));
        Assert.Equal(60, Left());
        _bench.Time.Advance(TimeSpan.FromSeconds(20));
        _bench.CutOffAndStart();
        _rule = Rule();
        Assert.Equal(40, Left());
        _bench.CutOffAndStart(TimeSpan.FromMinutes(5));
        _rule = Rule();
        Assert.Equal(0, Left());
    }

    [Fact]
    public void Only_its_kinds_sound_and_none_of_a_silenced_device()
    {
        _bench.Append(new DoorHeldOpen("gate", 30), new StorageFilling("disk", 91, 1), new DoorForced("unit"));
        Assert.Equal(0, Left());
        _rule = Rule(OutsideSubject.Doors);
        Assert.Equal(60, Left());
        Silenced().Silence("unit", TimeSpan.FromHours(1), "a wedge", "li");
        Silenced().Silence("gate", TimeSpan.FromHours(1), "a wedge", "li");
        Assert.Equal(0, Left());
    }

    [Fact]
    public void In_quiet_hours_it_sounds_for_fire_alone()
    {
        _bench.Append(new DoorForced("gate"));
        Assert.Equal(0, Left(isQuiet: true));
        _bench.Append(new FireReleased(["gate"]));
        Assert.Equal(60, Left(isQuiet: true));
    }

    private double Left(bool isQuiet = false)
    {
        _bench.Ledger.FlushAlarms();
        AlarmStatus[] all = [.. _bench.Remembered.Alarms.All.Select(one => new AlarmStatus(one.Alarm, null, null, null, null, [], one.At,
            one.Count, 0, one.EndedAt is null, one.AcknowledgedBy, one.AcknowledgedAt, one.EndedAt, one.Type, one.Place)
        {
            LastAt = one.LastAt,
        })];
        return Math.Round(_rule.Left(all, _bench.Ledger.Time.GetUtcNow(), isKnown: true, isQuiet).TotalSeconds);
    }

    private SilencedDevices Silenced() => new(new SiteInForce(_site), _bench.Remembered.Silenced, _bench.Remembering.Clock,
        _bench.Ledger.Append);

    private SirenRule Rule(params OutsideSubject[] of) => new(new SirenOptions { Of = of.Length == 0 ? [OutsideSubject.Urgent] : of },
        new Subjects(Silenced()), _bench.Time);
}
