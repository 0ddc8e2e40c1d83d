using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using Xunit;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Perimeter;
using Zhuhui.Edge.Gateway.Projections;
using Zhuhui.Edge.Gateway.Tests.Projections;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Gateway.Tests.Perimeter;

/// <summary>One list of alarms, whatever they are of, on a real journal.</summary>
public sealed class SiteAlarmsTests : IDisposable
{
    private readonly ProjectionBench _bench = new();
    private SiteAlarms _alarms;

    public SiteAlarmsTests() => _alarms = Alarms();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void Every_kind_of_alarm_event_has_its_place_in_the_list()
    {
        var kinds = EventTypes.Records.Values.Where(typeof(AlarmEvent).IsAssignableFrom).ToHashSet();
        var placed = Tests.Events.EveryKind.Events.OfType<AlarmEvent>().Where(e => AlarmSign.Of(e) is not null).Select(e => e.GetType());
        Type[] others = [typeof(AlarmAcknowledged), typeof(AlarmEnded), typeof(AlarmRaised), typeof(AlarmSeenTo), typeof(AlarmLapsed),
            typeof(AlarmTaken)];
        Assert.Equal(others.Order(ByName.Instance),
            kinds.Except(placed).Order(ByName.Instance));
        Assert.All(Tests.Events.EveryKind.Events.Where(e => AlarmSign.Of(e) is not null), e => Assert.True(ProjectionSet.Heeds(e.Type)));
    }

    [Fact]
    public void A_lost_card_is_an_alarm_until_somebody_acknowledges_it_under_a_name()
    {
        _bench.Append(new LostCardShown("gate", "5003", "p-1"));
        var shown = Assert.Single(_alarms.All);
        Assert.Equal(("lost-card/gate", "credential.lost-card-shown", "gate", false), (shown.Alarm, shown.Type, shown.Where, shown.GoesOn));
        Assert.Equal(["lost-card/gate"], _alarms.Acknowledge("lost-card/gate", "li"));
        Assert.Empty(_alarms.All);
        Assert.Empty(_alarms.Acknowledge("lost-card/gate", "chen"));
        Assert.Equal(new AlarmSeenTo("lost-card/gate", "credential.lost-card-shown", "gate", "li"),
            _bench.Ledger.Last(EventStream.Alarms, 1).Single());
    }

    [Fact]
    public void A_door_that_is_held_open_fifty_times_is_one_alarm_with_a_count()
    {
        for (var i = 0; i < 50; i++)
        {
            _bench.Append(new DoorHeldOpen("gate", 30), new DoorSecured("gate"));
        }

        var held = Assert.Single(_alarms.All);
        Assert.Equal((50, false), (held.Count, held.GoesOn));
        Assert.NotNull(held.EndedAt);
        Assert.Equal(["door/gate"], _alarms.Acknowledge(null, "li"));
        Assert.Empty(_alarms.All);
    }

    [Fact]
    public void What_goes_on_stays_with_the_name_of_who_saw_to_it_until_it_ends()
    {
        _bench.Append(new DeviceTampered("gate-in"));
        _alarms.Acknowledge(null, "li");
        Assert.Equal(("li", true), (Assert.Single(_alarms.All).AcknowledgedBy, _alarms.All[0].GoesOn));
        _bench.Append(new TamperCleared("gate-in"));
        Assert.Empty(_alarms.All);
    }

    [Fact]
    public void A_door_that_was_seen_to_as_held_open_and_is_forced_is_to_be_seen_to_again()
    {
        _bench.Append(new DoorHeldOpen("gate", 30));
        _alarms.Acknowledge(null, "li");
        _bench.Append(new DoorForced("gate"));
        var forced = Assert.Single(_alarms.All);
        Assert.Equal(("door.forced", 1, (string?)null), (forced.Type, forced.Count, forced.AcknowledgedBy));
    }

    [Fact]
    public void A_kill_ends_what_was_open_once_unless_it_has_begun_anew_and_what_nobody_saw_to_stays()
    {
        _bench.Append(new DoorForced("gate"), new ReleaseFailed("unit", "io-1:3", null, Fire: true), new DuressRaised("gate", "p-1"),
            new StorageFilling("disk", 91, 1000));
        _bench.CutOffAndStart();
        _alarms = Alarms();
        _bench.Append(new DoorHeldOpen("gate", 30));
        _alarms.Start();
        Assert.Equal(["release/unit"], _bench.Ledger.Last(EventStream.Alarms, 9).OfType<AlarmLapsed>().Select(e => e.Alarm));
        Assert.Equal([("door/gate", true, 2), ("storage/disk", true, 1), ("release/unit", false, 1), ("duress/gate", false, 1)],
            _alarms.All.Select(a => (a.Alarm, a.GoesOn, a.Count)));
        _bench.CutOffAndStart();
        Assert.Equal(4, Alarms().All.Count);
    }

    [Fact]
    public void Whatever_happens_the_list_has_what_nobody_acknowledged_and_what_goes_on_and_nothing_else() =>
        ProjectionBench.AnyAlarm.Array[0, 60].Sample(events =>
        {
            var list = new StandingAlarms(null);
            var clock = new RunClock(TimeProvider.System);
            foreach (var happened in events)
            {
                list.Fold(happened, clock.Now());
            }

            var said = events.Select(happened => (Happened: happened, Sign: AlarmSign.Of(happened))).ToArray();
            foreach (var alarm in said.Select(one => one.Sign?.Alarm).OfType<string>().Distinct())
            {
                var mine = said.Where(one => one.Sign?.Alarm == alarm || (one.Happened as AlarmSeenTo)?.Alarm == alarm
                    || (one.Happened as AlarmLapsed)?.Alarm == alarm).ToArray();
                var begun = Array.FindLastIndex(mine, one => one.Sign is { Edge: not AlarmEdge.Ends });
                var listed = list.All.SingleOrDefault(one => one.Alarm == alarm);
                if (begun < 0)
                {
                    Assert.Null(listed);
                    continue;
                }

                var isOver = mine[begun].Sign is { Edge: AlarmEdge.Happens };
                var ended = isOver || mine[begun..].Any(one => one.Happened is AlarmLapsed || one.Sign is { Edge: AlarmEdge.Ends });
                if (ended && mine[begun..].Any(one => one.Happened is AlarmSeenTo))
                {
                    Assert.Null(listed);
                }
                else if (!ended || isOver || !mine[..begun].Any(one => one.Happened is AlarmSeenTo))
                {
                    Assert.Equal(ended, Assert.IsType<StandingAlarm>(listed).EndedAt is not null);
                }

                Assert.False(listed is { EndedAt: not null, AcknowledgedBy: not null });
                Assert.InRange(listed?.Count ?? 1, 1, mine.Count(one => one.Sign is { Edge: not AlarmEdge.Ends }));
            }
        }, iter: FastTests.Cases(3000));

    [Fact]
    public void A_snapshot_of_a_program_that_kept_no_alarms_is_used_and_the_alarms_are_read_out_of_the_journal()
    {
        _bench.Append(new LostCardShown("gate", "5003", "p-1"), new DoorForced("unit"), ProjectionBench.Granted("p-1", "gate", "pass-1"));
        _bench.Remembering.WriteSnapshot();
        _bench.Append(new DoorSecured("unit"));
        ForgetAlarmsInSnapshot();
        _bench.CutOffAndStart();
        Assert.Equal([("lost-card/gate", 1, false), ("door/unit", 1, false)],
            _bench.Remembered.Alarms.All.Select(a => (a.Alarm, a.Count, a.EndedAt is null)));
        Assert.Equal(1, _bench.Remembered.PassUses.CountFor("pass-1"));
        Assert.Equal(0, _bench.Log.Count("snapshot"));
    }

    /// <summary>As a program of before left it.</summary>
    private void ForgetAlarmsInSnapshot()
    {
        var file = Snapshot.PathIn(_bench.Folder);
        var json = JsonNode.Parse(File.ReadAllText(file).Split('\n', 2)[1])!;
        Assert.True(json["kept"]!.AsObject().Remove("alarms"));
        var bytes = JsonSerializer.SerializeToUtf8Bytes(json, EventJson.Options);
        File.WriteAllBytes(file, [.. Encoding.ASCII.GetBytes(Convert.ToHexStringLower(SHA256.HashData(bytes)) + "\n"), .. bytes]);
    }

    private SiteAlarms Alarms() => new(new WatchBench(WatchBench.Compound).Watch, _bench.Remembered.Alarms, _bench.Remembered.Handled,
        _bench.Ledger.Append);

    private sealed class ByName : IComparer<Type>
    {
        public static readonly ByName Instance = new();

        public int Compare(Type? x, Type? y) => string.CompareOrdinal(x?.Name, y?.Name);
    }
}
