using System.Text;
using System.Text.Json;
using CsCheck;
using Xunit;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Projections;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Tests.Events;
using Zhuhui.Edge.Hub.Messages;
using Zhuhui.Edge.Hub.Store;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Gateway.Tests.EndToEnd;

/// <summary>The hub has the same alarms as the gateway's own list, by the hub's store and a real database.</summary>
[Trait("needs", "process")]
public sealed class AlarmsAtTheHubTests
{
    /// <summary>So much at two doors that it meets in every way: two kinds that begin, ends, lapses, and two who see to it.</summary>
    private static readonly Gen<GatewayEvent> _any = Gen.Select(Gen.Bool.Select(b => b ? "gate" : "unit"),
        Gen.Bool.Select(b => b ? "li" : "chen"), Gen.Int[0, 11]).Select((door, by, what) => (GatewayEvent)(what switch
        {
            0 => new DoorForced(door),
            1 or 2 => new DoorHeldOpen(door, 30),
            3 => new DoorSecured(door),
            4 => new AlarmLapsed($"door/{door}", EventTypes.DoorForced, door),
            5 or 6 => new AlarmSeenTo($"door/{door}", EventTypes.DoorForced, door, by),
            7 => new LostCardShown(door, "1", "p-1"),
            10 => new GuessingBegan(door, "reader", PassageMethod.Card),
            11 => new GuessingOver(door, 61),
            8 => new AlarmSeenTo($"lost-card/{door}", EventTypes.LostCardShown, door, by),
            _ => new ClockDoubted(ClockDoubtReason.Behind, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch),
        }));

    private readonly string _database = PostgresCluster.Shared.NewDatabase();
    private readonly StoreAddress _address;

    public AlarmsAtTheHubTests() => _address = StoreAddress.Parse(PostgresCluster.Shared.Url(_database));

    [Fact]
    public async Task Every_kind_of_alarm_has_the_family_and_place_at_the_hub_that_it_has_at_the_gateway()
    {
        await Migrations.ApplyAsync(_address, Eventually.Token);
        await using var store = await EventStore.OpenAsync(_address, TimeProvider.System, Eventually.Token);
        AlarmEvent[] alarms = [.. EveryKind.Events.OfType<AlarmEvent>()];
        await StoreAsync(store, "g-1", alarms, Enumerable.Range(1, alarms.Length), 1);
        var atTheHub = PostgresCluster.Shared.Query(_database,
            "SELECT type, alarm_name(type, door, about, payload), alarm_edge(type), is_alarm(type) FROM events ORDER BY seq");
        Assert.Equal(alarms.Select(AtTheGateway), atTheHub);
    }

    [Fact]
    public async Task Whatever_happens_and_in_whatever_order_it_comes_the_hub_lists_what_the_gateway_lists()
    {
        await Migrations.ApplyAsync(_address, Eventually.Token);
        await using var store = await EventStore.OpenAsync(_address, TimeProvider.System, Eventually.Token);
        var cases = 0;
        await Gen.Select(_any.Array[1, 40], Gen.Int, Gen.Int[1, 4]).SampleAsync(async (events, order, batches) =>
        {
            var gateway = $"g-{++cases}";
            int[] coming = [.. Enumerable.Range(1, events.Length)];
            new Random(order).Shuffle(coming);
            await StoreAsync(store, gateway, events, coming, batches);

            var list = new StandingAlarms(null);
            var clock = new RunClock(TimeProvider.System);
            foreach (var happened in events)
            {
                list.Fold(happened, clock.Now());
            }

            // What has no end of its own is open at the hub until somebody saw to it, and at the gateway over and still to be seen to.
            var expected = list.All.Select(a => $"{a.Alarm}|{a.Type}|{(a.EndedAt is null || IsOverAtOnce(a.Type) ? "f" : "t")}"
                + $"|{a.AcknowledgedBy}").Order(StringComparer.Ordinal);
            Assert.Equal(expected, PostgresCluster.Shared.Query(_database, $"""
                SELECT rtrim(family || '/' || key, '/'), type, ended, acknowledged_by FROM alarms JOIN gateways g ON g.id = gateway_id
                WHERE g.gateway = '{gateway}' AND raised AND (NOT ended OR acknowledged_by IS NULL) ORDER BY 1
                """));
        }, iter: FastTests.Cases(400), threads: 1);

        // Folded together, as a migration does it, they are the same once more.
        const string All = "SELECT * FROM alarms ORDER BY gateway_id, family, key";
        const string Marks = "SELECT * FROM alarm_marks ORDER BY 1, 2, 3, 4, 5";
        var (kept, marks) = (PostgresCluster.Shared.Query(_database, All), PostgresCluster.Shared.Query(_database, Marks));
        Assert.Contains(kept, line => line.EndsWith("|chen", StringComparison.Ordinal));
        Assert.NotEmpty(marks);
        PostgresCluster.Shared.Execute(_database, "SELECT fold_alarms()");
        Assert.Equal(kept, PostgresCluster.Shared.Query(_database, All));
        Assert.Equal(marks, PostgresCluster.Shared.Query(_database, Marks));
    }

    [Fact]
    public async Task Who_takes_care_of_an_alarm_is_seen_at_the_hub_and_ends_nothing_there_in_whatever_order_it_comes()
    {
        // As a receiver of before stored it, to which that was an unknown type.
        await Migrations.ApplyAsync(_address, 9, Eventually.Token);
        PostgresCluster.Shared.Execute(_database, """
            INSERT INTO gateways (district, compound, gateway) VALUES ('d-1', 'c-1', 'g-0');
            INSERT INTO streams (gateway_id, ledger, stream) VALUES (1, gen_random_uuid(), 'alarms');
            SELECT make_partition(current_date);
            INSERT INTO events VALUES
              (1, 1, now(), now(), 'credential.lost-card-shown', 'gate', null, null, convert_to('{"data":{}}', 'UTF8')),
              (1, 2, now(), now(), 'alarm.taken', null, null, 'lost-card/gate',
                convert_to('{"data":{"kind":"credential.lost-card-shown","operator":"li"}}', 'UTF8'))
            """);
        await Migrations.ApplyAsync(_address, Eventually.Token);
        Assert.Equal(["lost-card|li|"], PostgresCluster.Shared.Query(_database,
            "SELECT kind, taken_by, acknowledged_by FROM open_alarms"));
        await using var store = await EventStore.OpenAsync(_address, TimeProvider.System, Eventually.Token);
        GatewayEvent[] events =
        [
            new LostCardShown("gate", "1", "p-1"),
            new AlarmTaken("lost-card/gate", EventTypes.LostCardShown, "gate", "li"),
            new AlarmTaken("lost-card/gate", EventTypes.LostCardShown, "gate", "chen", "li"),
            new DoorHeldOpen("gate", 30),
            new AlarmTaken("door/gate", EventTypes.DoorHeldOpen, "gate", "li"),
            new DoorForced("gate"),
            new FireReleased(["gate"]),
            new AlarmTaken("fire", EventTypes.FireReleased, null, "wang"),
            new AlarmRaised("3f-1", AlarmKind.Intrusion, Ring.Perimeter, "fence", "strip", [], 1, 0.8, null),
            new AlarmTaken("3f-1", EventTypes.AlarmRaised, "fence/strip", "li"),
            new DuressRaised("unit", "p-1"),
            new AlarmTaken("duress/unit", EventTypes.Duress, "unit", "li"),
            new AlarmSeenTo("duress/unit", EventTypes.Duress, "unit", "li", AlarmOutcome.Done),
        ];
        int[] all = [.. Enumerable.Range(1, events.Length)];

        await StoreAsync(store, "g-1", events, all, 3);
        await StoreAsync(store, "g-2", events, all.Reverse(), 3);
        string[] expected = ["door|", "fire|wang", "intrusion|li", "lost-card|chen"];
        foreach (var gateway in new[] { "g-1", "g-2" })
        {
            Assert.Equal(expected, PostgresCluster.Shared.Query(_database,
                $"SELECT kind, taken_by FROM open_alarms WHERE gateway = '{gateway}' AND acknowledged_by IS NULL ORDER BY 1"));
        }
    }

    [Fact]
    public async Task A_lost_card_is_open_at_the_hub_until_it_is_acknowledged_at_the_gate()
    {
        await using var broker = await MosquittoBroker.StartAsync();
        using var compound = new Compound(broker.Port);
        await compound.EnrolAsync("--name", "Wang", "--card", $"wiegand-34:{Compound.WangCard}");
        await using var hub = await compound.StartHubAsync(broker.Port);
        await using var gateway = compound.StartGateway();
        await gateway.SaysAsync("Connected to the broker");
        await RunAsync(compound, "card", "lost", "--card", Compound.WangCard);
        await compound.HoldCardAsync(Compound.WangCard);
        await gateway.SaysAsync("ALARM East gate: the lost card … of somebody was shown");
        await compound.HubHasAsync("lost-card|gate|", "SELECT kind, place, acknowledged_by FROM open_alarms WHERE kind = 'lost-card'");
        await RunAsync(compound, "duty", "start", "--operator", "chen");
        await RunAsync(compound, "device", "silence", "--device", "gate", "--minutes", "60", "--reason", "a wedge", "--operator", "chen");
        await RunAsync(compound, "watch", "take", "--alarm", "lost-card/gate", "--operator", "chen");
        await compound.HubHasAsync("lost-card|chen|", "SELECT kind, taken_by, acknowledged_by FROM open_alarms WHERE kind = 'lost-card'");
        var (code, _, error) = await RunningProgram.RunAsync("zhuhui-edge", ["watch", "take", "--alarm", "lost-card/gate", "--operator",
            "li", "--site", compound.SiteFile]);
        Assert.True(code == 3 && error.Contains("is taken care of by chen", StringComparison.Ordinal), error);
        await RunAsync(compound, "watch", "acknowledge", "--alarm", "lost-card/gate", "--operator", "li", "--false", "--note", "found");
        string[] handOver = ["duty", "handover", "--operator", "li", "--site", compound.SiteFile];
        var (_, words, _) = await RunningProgram.RunAsync("zhuhui-edge", handOver);
        Assert.Matches("li: .*found", words);
        var (_, handover, _) = await RunningProgram.RunAsync("zhuhui-edge", [.. handOver, "--json"]);
        Assert.Matches("\"act\":\"mine\".*\"by\":\"li\",\"act\":\"false\",\"note\":\"found\".*\"device\":\"gate\"", handover);
        await compound.HubHasAsync("0|li", """
            SELECT (SELECT count(*) FROM open_alarms WHERE kind = 'lost-card'), acknowledged_by FROM alarms
            WHERE family = 'lost-card' AND ended
            """);
        Assert.Equal(0, await gateway.StopAsync());
    }

    private static async Task RunAsync(Compound compound, params string[] command)
    {
        var (code, _, error) = await RunningProgram.RunAsync("zhuhui-edge", [.. command, "--site", compound.SiteFile]);
        Assert.True(code == 0, error);
    }

    private static bool IsOverAtOnce(string type) => type == EventTypes.LostCardShown;

    private static string AtTheGateway(AlarmEvent happened)
    {
        var (name, edge) = happened switch
        {
            AlarmSeenTo e => (e.Alarm, "seen-to"),
            AlarmTaken => ("", "taken"),
            AlarmLapsed e => (e.Alarm, "ends"),
            _ when AlarmSign.Of(happened) is { } sign => (sign.Alarm, JsonNamingPolicy.CamelCase.ConvertName(sign.Edge.ToString())),
            _ => ("", ""),
        };
        return $"{happened.Type}|{name}|{edge}|{(happened is AlarmTaken ? "f" : "t")}";
    }

    private static async Task StoreAsync(EventStore store, string gateway, IEnumerable<GatewayEvent> events, IEnumerable<int> coming,
        int batches)
    {
        var journal = new TestJournal("alarms");
        foreach (var happened in events)
        {
            journal.Append(type: happened.Type, data: Encoding.UTF8.GetString(
                JsonSerializer.SerializeToUtf8Bytes(happened, happened.GetType(), EventJson.Options)));
        }

        var messages = coming.Select(seq => new InboundMessage($"zhuhui/v1/d-1/c-1/{gateway}/events/alarms",
            journal.Record(seq).Payload.ToArray())).ToArray();
        foreach (var batch in messages.Chunk((messages.Length + batches - 1) / batches))
        {
            Assert.Equal(batch.Length, (await store.StoreAsync(batch, Eventually.Token)).Stored);
        }
    }
}
