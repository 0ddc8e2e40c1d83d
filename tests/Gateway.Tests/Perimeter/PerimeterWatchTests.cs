using CsCheck;
using Xunit;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.People.Rights;
using Zhuhui.Edge.Gateway.Perimeter;
using Zhuhui.Edge.Gateway.Projections;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Site.Calendars;
using Zhuhui.Edge.Vision.Options;
using Zhuhui.Edge.Vision.Sightings;
using static Zhuhui.Edge.Gateway.Tests.Perimeter.WatchBench;

namespace Zhuhui.Edge.Gateway.Tests.Perimeter;

public sealed class PerimeterWatchTests
{
    private readonly WatchBench _bench = new(Compound);

    [Fact]
    public void Each_ring_says_what_is_an_alarm_and_who_hears_of_it()
    {
        _bench.Saw(Began("fence", "strip", ZoneWatch.Loitering), Began("square", "benches", ZoneWatch.Crowding, 12), Began("unit", "porch", ZoneWatch.Loitering));
        Assert.Equal(
            [(Ring.Perimeter, "guards,staff"), (Ring.CommonArea, "staff"), (Ring.UnitDoor, "guards")],
            _bench.Raised.Select(a => (a.Ring, string.Join(',', a.Hears))));
        Assert.Equal(12, _bench.Raised.ElementAt(1).Count);
    }

    [Fact]
    public void Losing_the_stream_for_faces_alone_ends_no_alarm_of_the_scene()
    {
        _bench.Saw(Began("fence", "strip", ZoneWatch.Intrusion), new CameraOffline("fence", 0, "main stream: refused", IsSceneLost: false));
        Assert.Empty(_bench.Ended);
        Assert.Contains(_bench.Raised, alarm => alarm.Kind == AlarmKind.CameraOffline);
        _bench.Saw(new CameraOffline("fence", 0, "both streams", IsSceneLost: true));
        Assert.Equal(AlarmEndReason.CameraLost, _bench.Ended.Single().Reason);
    }

    [Fact]
    public void What_is_no_alarm_in_a_ring_is_recorded_with_its_end_and_alarms_nobody()
    {
        _bench.Saw(Began("square", "benches", ZoneWatch.Loitering), Over("square", "benches", ZoneWatch.Loitering));
        _bench.Wait(300);
        Assert.Empty(_bench.Raised);
        var (noted, over) = (_bench.Journal.OfType<IncidentNoted>().Single(), _bench.Journal.OfType<IncidentOver>().Single());
        Assert.Equal((noted.Incident, AlarmEndReason.Over, EventStream.Health), (over.Incident, over.Reason, over.Stream));
        Assert.Empty(_bench.Watch.Alarms);
    }

    [Fact]
    public void Crossings_of_one_line_are_one_alarm_and_those_that_join_are_counted()
    {
        _bench.Saw(Crossed("fence", "wall"));
        _bench.Wait(29);
        _bench.Saw(Crossed("fence", "wall", CrossingDirection.RightToLeft));
        _bench.Wait(29);
        Assert.Single(_bench.Raised);
        Assert.Empty(_bench.Ended);
        Assert.Equal(1, _bench.Watch.Joined);
        Assert.Equal((2, 1, false), _bench.Watch.Alarms.Select(a => (a.Count, a.Repeats, a.GoesOn)).Single());
        _bench.Wait(1);
        var ended = _bench.Ended.Single();
        Assert.Equal((_bench.Raised.Single().Alarm, 29.0, 1, 1, 1), (ended.Alarm, ended.Seconds, ended.Repeats, ended.LeftToRight, ended.RightToLeft));
    }

    [Fact]
    public void A_zone_with_a_schedule_is_armed_by_it_and_raises_for_what_goes_on_as_it_begins()
    {
        _bench.Saw(Began("fence", "shed", ZoneWatch.Intrusion));
        _bench.Wait(TimeSpan.FromHours(2) - TimeSpan.FromSeconds(1));
        Assert.Empty(_bench.Raised);
        _bench.Wait(1);
        Assert.Equal("shed", _bench.Raised.Single().Zone);
        _bench.Wait(TimeSpan.FromHours(8) - TimeSpan.FromSeconds(1));
        Assert.Empty(_bench.Ended);
        _bench.Wait(1);
        Assert.Equal(AlarmEndReason.ScheduleOver, _bench.Ended.Single().Reason);
    }

    [Fact]
    public void A_ring_s_schedule_arms_lines_and_zones_that_name_none_and_never_the_camera_itself()
    {
        var bench = new WatchBench(Compound with { Rings = Compound.Rings with { Perimeter = Compound.Rings.Perimeter with { Schedule = "night" } } });
        bench.Saw(Crossed("fence", "wall"), Began("fence", "strip", ZoneWatch.Intrusion), new CameraTampered("fence", 0, Tampering.Covered));
        Assert.Equal(AlarmKind.CameraCovered, bench.Raised.Single().Kind);
        bench.Wait(TimeSpan.FromHours(2));
        Assert.Equal("strip", bench.Raised.Last().Zone);
    }

    [Fact]
    public void A_cut_camera_is_an_alarm_at_the_perimeter_and_ends_what_was_open_there()
    {
        _bench.Saw(Began("fence", "strip", ZoneWatch.Intrusion), new CameraOffline("fence", 0, "no answer"), new CameraOffline("square", 0, "no answer"));
        Assert.Equal([AlarmKind.Intrusion, AlarmKind.CameraOffline], _bench.Raised.Select(a => a.Kind));
        Assert.Equal(AlarmEndReason.CameraLost, _bench.Ended.Single().Reason);
        _bench.Wait(60);
        _bench.Saw(new CameraOnline("fence", 0, 1, 1, ""));
        _bench.Wait(20);
        _bench.Saw(new CameraOffline("fence", 0, "no answer"));
        _bench.Wait(20);
        _bench.Saw(new CameraOnline("fence", 0, 1, 1, ""));
        _bench.Wait(30);
        var ended = _bench.Ended.Last();
        Assert.Equal((AlarmKind.CameraOffline, AlarmEndReason.Over, 1, 100.0), (ended.Kind, ended.Reason, ended.Repeats, ended.Seconds));
    }

    [Fact]
    public void Tampering_is_an_alarm_with_a_beginning_and_an_end()
    {
        _bench.Saw(new CameraTampered("square", 0, Tampering.Turned));
        _bench.Wait(5);
        _bench.Saw(new CameraTamperEnded("square", 0, Tampering.Turned));
        _bench.Wait(300);
        Assert.Equal((AlarmKind.CameraTurned, null), _bench.Raised.Select(a => (a.Kind, a.Zone)).Single());
        Assert.Equal((AlarmEndReason.Over, 5.0), _bench.Ended.Select(a => (a.Reason, a.Seconds!.Value)).Single());
    }

    [Fact]
    public void A_zone_that_is_not_armed_at_the_start_waits_for_an_operator()
    {
        _bench.Saw(Began("square", "pond", ZoneWatch.Crowding, 20));
        _bench.Wait(10);
        Assert.Empty(_bench.Raised);
        Assert.Equal(["square/pond"], _bench.Watch.Order(WatchOrder.Arm, null, "square/pond", null, "li"));
        Assert.Equal("pond", _bench.Raised.Single().Zone);
        _bench.Watch.Order(WatchOrder.Usual, null, "square/pond", null, "li");
        Assert.Equal(AlarmEndReason.Disarmed, _bench.Ended.Single().Reason);
    }

    [Fact]
    public void An_operator_disarms_for_a_time_and_a_kill_in_between_neither_ends_nor_prolongs_it()
    {
        Assert.Equal(["fence/wall", "fence/strip", "fence/shed", "fence/camera"], _bench.Watch.Order(WatchOrder.Disarm, Ring.Perimeter, null, TimeSpan.FromMinutes(10), "li"));
        _bench.Saw(Crossed("fence", "wall"));
        _bench.KillAndStart(TimeSpan.FromMinutes(5));
        _bench.Saw(Crossed("fence", "wall"));
        Assert.Equal(("li", false), _bench.Watch.Places.Where(p => p.Place == "fence/wall").Select(p => (p.OrderedBy, p.Armed)).Single());
        _bench.Wait(TimeSpan.FromMinutes(5) - TimeSpan.FromSeconds(1));
        _bench.Saw(Crossed("fence", "wall"));
        Assert.Empty(_bench.Raised);
        _bench.Wait(1);
        _bench.Saw(Crossed("fence", "wall"));
        Assert.Single(_bench.Raised);
        Assert.Null(_bench.Watch.Places[0].OrderedBy);
    }

    [Fact]
    public void A_step_of_the_wall_clock_does_not_end_an_order()
    {
        _bench.Watch.Order(WatchOrder.Disarm, null, "fence", TimeSpan.FromMinutes(10), "li");
        _bench.Time.Step(TimeSpan.FromDays(1));
        _bench.Wait(60);
        _bench.Saw(Crossed("fence", "wall"));
        Assert.Empty(_bench.Raised);
    }

    [Fact]
    public void Armed_by_an_operator_a_place_alarms_outside_its_schedule_until_told_otherwise()
    {
        _bench.Watch.Order(WatchOrder.Arm, null, "fence/shed", null, "li");
        _bench.KillAndStart(TimeSpan.FromDays(3));
        _bench.Saw(Began("fence", "shed", ZoneWatch.Intrusion));
        Assert.Single(_bench.Raised);
        _bench.Watch.Order(WatchOrder.Usual, null, "fence/shed", null, "li");
        Assert.Equal(AlarmEndReason.ScheduleOver, _bench.Ended.Single().Reason);
    }

    [Fact]
    public void An_order_for_a_place_that_is_not_there_is_neither_recorded_nor_obeyed()
    {
        Assert.Empty(_bench.Watch.Order(WatchOrder.Disarm, null, "fence/gate", null, "li"));
        Assert.Empty(_bench.Watch.Order(WatchOrder.Disarm, Ring.Entrance, null, null, "li"));
        Assert.Empty(_bench.Journal);
    }

    [Fact]
    public void What_a_kill_left_open_is_ended_once_by_the_next_start_which_says_so()
    {
        _bench.Saw(Began("fence", "strip", ZoneWatch.Intrusion, 3), Began("square", "benches", ZoneWatch.Loitering));
        _bench.KillAndStart();
        Assert.Equal((_bench.Raised.Single().Alarm, AlarmEndReason.GatewayRestarted, null, 3), _bench.Ended.Select(a => (a.Alarm, a.Reason, a.Seconds, a.Most)).Single());
        Assert.Equal(AlarmEndReason.GatewayRestarted, _bench.Journal.OfType<IncidentOver>().Single().Reason);
        _bench.KillAndStart();
        Assert.Single(_bench.Ended);
        _bench.Saw(Began("fence", "strip", ZoneWatch.Intrusion));
        Assert.Equal(2, _bench.Raised.Select(a => a.Alarm).Distinct().Count());
    }

    [Fact]
    public void A_stop_in_order_ends_every_alarm()
    {
        _bench.Saw(Began("fence", "strip", ZoneWatch.Intrusion), Crossed("fence", "wall"));
        _bench.Watch.Stop();
        Assert.Equal([AlarmEndReason.GatewayStopped, AlarmEndReason.GatewayStopped], _bench.Ended.Select(a => a.Reason));
        _bench.Saw(Crossed("fence", "wall"));
        Assert.Equal(2, _bench.Raised.Count());
    }

    [Fact]
    public void An_alarm_is_acknowledged_once_while_it_is_open_or_after_it_ended_and_a_kill_does_not_unmake_it()
    {
        _bench.Saw(Began("fence", "strip", ZoneWatch.Intrusion), Crossed("fence", "wall"));
        var (strip, wall) = (_bench.Raised.First().Alarm, _bench.Raised.Last().Alarm);
        Assert.Equal([strip], _bench.Watch.Acknowledge(strip, "li"));
        Assert.Equal("li", _bench.Watch.Alarms.Single(a => a.Alarm == strip).AcknowledgedBy);
        Assert.Empty(_bench.Watch.Acknowledge(strip, "chen"));
        _bench.KillAndStart();

        // The acknowledged one has ended and is gone; the other waits for somebody.
        var left = _bench.Watch.Alarms.Single();
        Assert.Equal((wall, null, true), (left.Alarm, left.AcknowledgedBy, left.EndedAt is not null));
        Assert.Equal([wall], _bench.Watch.Acknowledge(null, "chen"));
        Assert.Empty(_bench.Watch.Alarms);
        Assert.Empty(_bench.Watch.Acknowledge("nothing", "chen"));
        Assert.Equal(["li", "chen"], _bench.Journal.OfType<AlarmAcknowledged>().Select(a => a.Operator));
    }

    [Fact]
    public async Task Told_by_many_threads_at_once_every_crossing_is_in_one_alarm_or_another()
    {
        using var folder = new TemporaryFolder();
        using var ledger = EventLedger.OpenQuietly(folder.Path);
        var happened = new EventList();
        var (clock, standing) = (new RunClock(_bench.Time), new ArmingState(new RunClock(_bench.Time), null));
        ledger.Appended += happened.Add;
        ledger.Appended += e => standing.Fold(e, clock.Now());
        var watch = new PerimeterWatch(Compound, PolicyFactory.From(Compound, Calendar.Empty), standing, clock, _bench.Time, ledger.Boot, ledger.Append);
        watch.Start();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(thread => Task.Run(() =>
        {
            for (var i = 0; i < 100; i++)
            {
                watch.Handle(Crossed("fence", "wall"));
                if (i % 10 == thread)
                {
                    watch.Order(WatchOrder.Usual, null, "square", null, "li");
                    _ = watch.Alarms;
                    _bench.Time.Advance(TimeSpan.FromSeconds(7));
                    watch.Tick();
                }
            }
        })));
        watch.Stop();
        Assert.Equal(800, happened.All.OfType<AlarmEnded>().Sum(a => a.LeftToRight));
        Assert.Equal(happened.All.OfType<AlarmRaised>().Select(a => a.Alarm), happened.All.OfType<AlarmEnded>().Select(a => a.Alarm));
        Assert.Empty(standing.Open);
    }

    /// <summary>10,000 sequences of up to 60 sightings, orders, waits, lost cameras and kills, ended by a stop.</summary>
    [Fact]
    public void Whatever_happens_every_alarm_in_the_journal_has_one_end_and_never_two_are_open_for_one_place_and_kind() =>
        Move.Array[0, 60].Sample(
            moves =>
            {
                var bench = new WatchBench(Compound);
                Array.ForEach(moves, move => move(bench));
                bench.Watch.Stop();
                HashSet<string> ids = [];
                Dictionary<(string, string?, AlarmKind), string> open = [];
                foreach (var happened in bench.Journal)
                {
                    switch (happened)
                    {
                        case AlarmRaised e:
                            Begin((e.Camera, e.Zone, e.Kind), e.Alarm);
                            break;
                        case IncidentNoted e:
                            Begin((e.Camera, e.Zone, e.Kind), e.Incident);
                            break;
                        case AlarmEnded e:
                            End((e.Camera, e.Zone, e.Kind), e.Alarm);
                            break;
                        case IncidentOver e:
                            End((e.Camera, e.Zone, e.Kind), e.Incident);
                            break;
                    }
                }

                Assert.Empty(open);

                void Begin((string, string?, AlarmKind) place, string id)
                {
                    Assert.True(ids.Add(id), "an id was given twice");
                    Assert.True(open.TryAdd(place, id), "two are open");
                }

                void End((string, string?, AlarmKind) place, string id) => Assert.True(open.Remove(place, out var begun) && begun == id, "an end without its beginning");
            },
            iter: 10_000);

    private static Gen<string> Camera => Gen.Int[0, 2].Select(i => new[] { "fence", "square", "unit" }[i]);

    private static Gen<(string Camera, string Zone)> Zone =>
        Gen.Int[0, 4].Select(i => new[] { ("fence", "strip"), ("fence", "shed"), ("square", "benches"), ("square", "pond"), ("unit", "porch") }[i]);

    private static Gen<Action<WatchBench>> Move { get; } = Gen.Frequency(
        (6, Gen.Select(Zone, Gen.Enum<ZoneWatch>(), Gen.Int[1, 3], Gen.Int[1, 20]).Select((z, w, n, count) => (Action<WatchBench>)(b => b.Saw(Began(z.Camera, z.Zone, w, count, n))))),
        (6, Gen.Select(Zone, Gen.Enum<ZoneWatch>(), Gen.Int[1, 3], Gen.Int[0, 90]).Select((z, w, n, s) => (Action<WatchBench>)(b => b.Saw(Over(z.Camera, z.Zone, w, s, 1, n))))),
        (3, Gen.Bool.Select(right => (Action<WatchBench>)(b => b.Saw(Crossed("fence", "wall", right ? CrossingDirection.LeftToRight : CrossingDirection.RightToLeft))))),
        (2, Gen.Select(Camera, Gen.Enum<Tampering>(), Gen.Bool).Select((c, t, ended) => (Action<WatchBench>)(b => b.Saw(ended ? new CameraTamperEnded(c, 0, t) : new CameraTampered(c, 0, t))))),
        (3, Gen.Select(Camera, Gen.Bool).Select((c, lost) => (Action<WatchBench>)(b => b.Saw(lost ? new CameraOffline(c, 0, "") : new CameraOnline(c, 0, 1, 1, ""))))),
        (6, Gen.Int[0, 20_000].Select(s => (Action<WatchBench>)(b => b.Wait(s / (s % 3 == 0 ? 1 : 200))))),
        (2, Gen.Select(Gen.Enum<WatchOrder>(), Camera, Gen.Int[-5, 30]).Select((order, c, minutes) =>
            (Action<WatchBench>)(b => b.Watch.Order(order, null, c, minutes <= 0 ? null : TimeSpan.FromMinutes(minutes), "li")))),
        (1, Gen.Const((Action<WatchBench>)(b => b.Watch.Acknowledge(null, "li")))),
        (1, Gen.Int[0, 3600].Select(s => (Action<WatchBench>)(b => b.KillAndStart(TimeSpan.FromSeconds(s))))));
}
