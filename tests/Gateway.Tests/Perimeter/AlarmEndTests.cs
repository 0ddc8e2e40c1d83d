using CsCheck;
using Xunit;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.People.Rights;
using Zhuhui.Edge.Gateway.Perimeter;
using Zhuhui.Edge.Gateway.Projections;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Site.Calendars;
using Zhuhui.Edge.Tests.Support;
using Zhuhui.Edge.Vision.Options;
using Zhuhui.Edge.Vision.Sightings;
using static Zhuhui.Edge.Gateway.Tests.Perimeter.WatchBench;

namespace Zhuhui.Edge.Gateway.Tests.Perimeter;

/// <summary>Every alarm has one end, whatever is killed in between.</summary>
public sealed class AlarmEndTests
{
    private readonly WatchBench _bench = new(Compound);

    [Fact]
    public void What_a_kill_left_open_is_ended_once_by_the_next_start_which_says_so()
    {
        _bench.Saw(Began("fence", "strip", ZoneWatch.Intrusion, 3), Began("square", "benches", ZoneWatch.Loitering));
        _bench.KillAndStart();
        Assert.Equal((_bench.Raised.Single().Alarm, AlarmEndReason.GatewayRestarted, null, 3), _bench.Ended.Select(a => (a.Alarm, a.Reason,
            a.Seconds, a.Most)).Single());
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
        Assert.Equal([strip], _bench.Alarms.Acknowledge(strip, "li"));
        Assert.Equal("li", _bench.Watch.Alarms.Single(a => a.Alarm == strip).AcknowledgedBy);
        Assert.Empty(_bench.Alarms.Acknowledge(strip, "chen"));
        _bench.KillAndStart();

        // The acknowledged one has ended and is gone; the other waits for somebody.
        var left = _bench.Watch.Alarms.Single();
        Assert.Equal((wall, null, true), (left.Alarm, left.AcknowledgedBy, left.EndedAt is not null));
        Assert.Equal([wall], _bench.Alarms.Acknowledge(null, "chen"));
        Assert.Empty(_bench.Watch.Alarms);
        Assert.Empty(_bench.Alarms.Acknowledge("nothing", "chen"));
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
        var watch = new PerimeterWatch(Compound, PolicyFactory.From(Compound, Calendar.Empty), standing, clock, _bench.Time, ledger.Boot,
            ledger.Append);
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

                void End((string, string?, AlarmKind) place, string id) => Assert.True(open.Remove(place, out var begun) && begun == id,
                    "an end without its beginning");
            },
            iter: FastTests.Cases(10_000));

    private static Gen<string> Camera => Gen.Int[0, 2].Select(i => new[] { "fence", "square", "unit" }[i]);

    private static Gen<(string Camera, string Zone)> Zone =>
        Gen.Int[0, 4].Select(i => new[] { ("fence", "strip"), ("fence", "shed"), ("square", "benches"), ("square", "pond"),
            ("unit", "porch") }[i]);

    private static Gen<Action<WatchBench>> Move { get; } = Gen.Frequency(
        (6, Gen.Select(Zone, Gen.Enum<ZoneWatch>(), Gen.Int[1, 3], Gen.Int[1, 20]).Select((z, w, n, count) => (Action<WatchBench>)(b =>
            b.Saw(Began(z.Camera, z.Zone, w, count, n))))),
        (6, Gen.Select(Zone, Gen.Enum<ZoneWatch>(), Gen.Int[1, 3], Gen.Int[0, 90]).Select((z, w, n, s) => (Action<WatchBench>)(b =>
            b.Saw(Over(z.Camera, z.Zone, w, s, 1, n))))),
        (3, Gen.Bool.Select(right => (Action<WatchBench>)(b => b.Saw(Crossed("fence", "wall", right ? CrossingDirection.LeftToRight
            : CrossingDirection.RightToLeft))))),
        (2, Gen.Select(Camera, Gen.Enum<Tampering>(), Gen.Bool).Select((c, t, ended) => (Action<WatchBench>)(b =>
            b.Saw(ended ? new CameraTamperEnded(c, 0, t) : new CameraTampered(c, 0, t))))),
        (3, Gen.Select(Camera, Gen.Bool).Select((c, lost) => (Action<WatchBench>)(b => b.Saw(lost ? new CameraOffline(c, 0, "")
            : new CameraOnline(c, 0, 1, 1, ""))))),
        (6, Gen.Int[0, 20_000].Select(s => (Action<WatchBench>)(b => b.Wait(s / (s % 3 == 0 ? 1 : 200))))),
        (2, Gen.Select(Gen.Enum<WatchOrder>(), Camera, Gen.Int[-5, 30]).Select((order, c, minutes) =>
            (Action<WatchBench>)(b => b.Watch.Order(order, null, c, minutes <= 0 ? null : TimeSpan.FromMinutes(minutes), "li")))),
        (1, Gen.Const((Action<WatchBench>)(b => b.Alarms.Acknowledge(null, "li")))),
        (1, Gen.Int[0, 3600].Select(s => (Action<WatchBench>)(b => b.KillAndStart(TimeSpan.FromSeconds(s))))));
}
