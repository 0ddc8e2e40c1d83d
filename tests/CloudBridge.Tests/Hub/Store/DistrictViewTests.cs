using System.Text.Json;
using Zhuhui.Edge.Hub.Messages;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.CloudBridge.Tests.Hub.Store;

/// <summary>The views on real events: those that the last release of the gateway wrote, and more of the same kinds.</summary>
[Trait("needs", "process")]
public sealed class DistrictViewTests : IDisposable
{
    private readonly HubFolder _folder = new();

    [Fact]
    public async Task Of_the_releases_own_records_every_alarm_with_an_end_is_closed_and_the_others_are_open()
    {
        await using var store = await _folder.OpenStoreAsync();
        var lines = await File.ReadAllLinesAsync(Path.Combine(AppContext.BaseDirectory, "contract", "releases", "1.0", "samples.ndjson"),
            Eventually.Token);
        var arrivals = lines.Select(line => new InboundMessage($"zhuhui/v1/zhuhui/c-1/g-1/events/{StreamOf(line)}",
            System.Text.Encoding.UTF8.GetBytes(line))).ToList();
        Assert.Equal(lines.Length, (await store.StoreAsync(arrivals, Eventually.Token)).Stored);

        // What has no end of its own is open until somebody has seen to it, however old it is.
        Assert.Equal(
            ["credential.duress|duress|gate", "credential.lost-card-shown|lost-card|gate", "credential.pin-locked-out|pin-lockout|gate",
                "door.not-locked|lock|gate", "input.line-fault|input|gate", "registry.restored|registry|"],
            _folder.Query("SELECT type, kind, place FROM open_alarms ORDER BY type"));
        Assert.Equal(["zhuhui|c-1|0|1"], _folder.Query("SELECT district, compound, entries, exits FROM passages_by_hour"));
    }

    [Fact]
    public async Task Open_alarms_are_those_without_an_end_of_the_same_gateway_and_place()
    {
        var now = DateTimeOffset.UtcNow;
        string At(int minute) => now.AddMinutes(minute - 60).ToString("O");
        var east = new TestJournal("alarms")
            .Append(type: "alarm.raised", data: """{"alarm":"3f-1","kind":"lineCrossed","camera":"cam","zone":"fence"}""", at: At(1))
            .Append(type: "alarm.raised", data: """{"alarm":"3f-2","kind":"crowding","camera":"cam","zone":"square"}""", at: At(2))
            .Append(type: "alarm.acknowledged", data: """{"alarm":"3f-2","operator":"guard"}""", at: At(3))
            .Append(type: "alarm.ended", data: """{"alarm":"3f-1","camera":"cam"}""", at: At(4))
            .Append(type: "door.forced", data: """{"door":"gate"}""", at: At(5))
            .Append(type: "door.secured", data: """{"door":"gate"}""", at: At(6))
            .Append(type: "door.held-open", data: """{"door":"unit"}""", at: At(7))
            .Append(type: "device.tampered", data: """{"device":"box"}""", at: At(8))
            .Append(type: "fire.released", data: """{"doors":["gate"]}""", at: At(9))
            .Append(type: "fire.reset", data: "{}", at: At(10))
            .Append(type: "credential.duress", data: """{"door":"gate","person":"p-1"}""", at: At(11))
            .Append(type: "credential.duress", data: """{"door":"gate","person":"p-1"}""", at: At(-26 * 60));
        // Another gateway's end ends nothing here.
        var west = new TestJournal("alarms").Append(type: "alarm.ended", data: """{"alarm":"3f-2"}""", at: At(12))
            .Append(type: "door.secured", data: """{"door":"unit"}""", at: At(12))
            .Append(type: "door.forced", data: """{"door":"gate"}""", at: At(13));
        await StoreAsync("c-1", "east", east, 12);
        await StoreAsync("c-2", "west", west, 3);
        Assert.Equal(
            ["c-1|east|alarm.raised|crowding|cam|square|guard", "c-1|east|credential.duress|duress|gate||",
                "c-1|east|device.tampered|device|box||", "c-1|east|door.held-open|door|unit||", "c-2|west|door.forced|door|gate||"],
            _folder.Query("SELECT compound, gateway, type, kind, place, zone, acknowledged_by FROM open_alarms ORDER BY compound, type"));
    }

    [Fact]
    public async Task A_release_that_was_not_carried_out_is_open_until_one_is()
    {
        var now = DateTimeOffset.UtcNow;
        var journal = new TestJournal("alarms")
            .Append(type: "door.release-failed", data: """{"door":"gate","relay":"io-1:3","fire":true}""", at: now.AddMinutes(-3)
                .ToString("O"))
            .Append(type: "door.release-failed", data: """{"door":"unit","relay":"io-1:4","fire":false}""", at: now.AddMinutes(-2)
                .ToString("O"))
            .Append(type: "door.release-restored", data: """{"door":"unit"}""", at: now.AddMinutes(-1).ToString("O"));
        await StoreAsync("c-1", "g-1", journal, 3);
        Assert.Equal(["door.release-failed|release|gate"], _folder.Query("SELECT type, kind, place FROM open_alarms"));
    }

    [Fact]
    public async Task An_alarm_whose_end_was_written_by_a_clock_that_was_put_back_is_closed()
    {
        var journal = new TestJournal("alarms").Append(type: "door.forced", data: """{"door":"gate"}""", at: "2026-11-22T08:00:00Z")
            .Append(type: "door.secured", data: """{"door":"gate"}""", at: "2026-11-20T17:00:00Z");
        await StoreAsync("c-1", "g-1", journal, 2);
        Assert.Empty(_folder.Query("SELECT type FROM open_alarms"));
        await StoreAsync("c-1", "g-1", new TestJournal("alarms").Append(type: "door.forced", data: """{"door":"gate"}""",
            at: "2026-11-21T08:00:00Z"), 1);
        Assert.Equal(["door.forced"], _folder.Query("SELECT type FROM open_alarms"));
    }

    [Fact]
    public async Task Passages_are_counted_per_compound_and_hour_and_per_grid_and_a_door_may_belong_to_another_grid()
    {
        _folder.Execute("""
            INSERT INTO grids VALUES ('d-1', 'gh-1', '光辉里第一网格'), ('d-1', 'gh-2', '光辉里第二网格');
            INSERT INTO grid_places VALUES ('d-1', 'c-1', '*', 'gh-1'), ('d-1', 'c-1', 'north', 'gh-2')
            """);
        var journal = new TestJournal("passages");
        void Pass(string door, string side, string at) => journal.Append(type: "passage.completed",
            data: $$"""{"door":"{{door}}","side":"{{side}}","person":"p-1"}""", at: at);
        Pass("east", "entry", "2026-11-22T16:59:59.999+08:00");
        Pass("east", "entry", "2026-11-22T08:00:00Z");
        Pass("north", "exit", "2026-11-22T08:30:00Z");
        Pass("east", "exit", "2026-11-22T09:00:00Z");
        journal.Append(type: "passage.granted", data: """{"door":"east","side":"entry","person":"p-1"}""")
            .Append(type: "door.exit-requested", data: """{"door":"east"}""");
        await StoreAsync("c-1", "g-1", journal, 6);
        await StoreAsync("c-2", "g-2", new TestJournal("passages").Append(type: "passage.completed",
            data: """{"door":"gate","side":"entry","person":"p-2"}""", at: "2026-11-22T08:00:00Z"), 1);
        Assert.Equal(["c-1|2026-11-22 08:00:00+00|2|1", "c-1|2026-11-22 09:00:00+00|0|1", "c-2|2026-11-22 08:00:00+00|1|0"],
            _folder.Query("SELECT compound, hour, entries, exits FROM passages_by_hour ORDER BY 1, 2"));
        Assert.Equal(["gh-1|08|2|0", "gh-1|09|0|1", "gh-2|08|0|1", "|08|1|0"],
            _folder.Query("SELECT grid, to_char(hour, 'HH24'), entries, exits FROM residents_flow_by_grid ORDER BY grid, hour"));
    }

    [Fact]
    public async Task A_gateway_of_which_nothing_was_heard_for_10_minutes_is_silent_and_the_view_says_whether_its_line_stands()
    {
        await StoreAsync("c-1", "quiet", new TestJournal("passages").Append(), 1);
        await StoreAsync("c-1", "talks", new TestJournal("passages").Append(), 1);
        Assert.Empty(_folder.Query("SELECT gateway FROM gateways_silent"));
        _folder.Execute("""
            UPDATE streams SET last_received = now() - interval '11 minutes'
            WHERE gateway_id = (SELECT id FROM gateways WHERE gateway = 'quiet');
            UPDATE gateways SET online = true, status_at = now() - interval '1 hour' WHERE gateway = 'quiet'
            """);
        Assert.Equal(["quiet|t|00:11"], _folder.Query("SELECT gateway, online, to_char(silent_for, 'HH24:MI') FROM gateways_silent"));
    }

    [Fact]
    public void No_view_names_a_person() => Assert.Empty(
        _folder.Query("SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public' AND (column_name LIKE "
        + "'%person%' OR column_name LIKE '%name%') AND table_name NOT IN ('grids', 'schema_migrations')"));

    public void Dispose() => _folder.Dispose();

    private static string StreamOf(string line)
    {
        using var document = JsonDocument.Parse(line);
        return document.RootElement.GetProperty("stream").GetString()!;
    }

    private async Task StoreAsync(string compound, string gateway, TestJournal journal, int count)
    {
        await using var store = await _folder.OpenStoreAsync();
        Assert.Equal(count, (await store.StoreAsync(Arrivals.Of(journal, 1, count, gateway, compound), Eventually.Token)).Stored);
    }
}
