using System.Text.Json;
using Zhuhui.Edge.Hub.Store;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.CloudBridge.Tests.Hub.Store;

/// <summary>What is open is read without reading what is not.</summary>
[Trait("needs", "process")]
public sealed class OpenAlarmsTests : IDisposable
{
    // As a receiver of any version inserts them: raised, and but for one in 10,000 ended; doors forced and secured; what stands for a day.
    private const string Fill = """
        INSERT INTO gateways (district, compound, gateway) SELECT 'd-1', 'c-1', 'g-' || n FROM generate_series(1, 10) n;
        INSERT INTO streams (gateway_id, ledger, stream) SELECT n, gen_random_uuid(), 'alarms' FROM generate_series(1, 10) n;
        SELECT make_partition(current_date - n) FROM generate_series(0, 30) n;
        INSERT INTO events SELECT 1 + n % 10, n / 10 * 2 + 1, now() - n * interval '20 seconds', now(), 'alarm.raised', null, null,
          'a' || n, convert_to('{"data":{"kind":"loitering","camera":"cam","zone":"z"}}', 'UTF8') FROM generate_series(1, 60000) n;
        INSERT INTO events SELECT 1 + n % 10, n / 10 * 2 + 2, now() - n * interval '20 seconds', now(), 'alarm.ended', null, null, 'a' || n,
          convert_to('{"data":{}}', 'UTF8') FROM generate_series(1, 60000) n WHERE n % 10000 <> 7;
        INSERT INTO events SELECT 1 + n % 10, 1000000 + n, now() - n * interval '20 seconds', now(),
          CASE n % 4 WHEN 0 THEN 'door.forced' WHEN 1 THEN 'door.secured' WHEN 2 THEN 'fire.released' ELSE 'credential.duress' END,
          CASE WHEN n % 4 <> 2 THEN 'door-' || (n % 30) END, null, null, convert_to('{"data":{}}', 'UTF8') FROM generate_series(1, 2000) n;
        INSERT INTO events SELECT 8, 2000000, now(), now(), 'alarm.acknowledged', null, null, 'a20007',
          convert_to('{"data":{"operator":"guard"}}', 'UTF8')
        """;

    private readonly HubFolder _folder = new();

    [Fact]
    public void Of_many_alarms_those_that_are_over_are_not_read()
    {
        _folder.Execute(Fill);
        _folder.Execute("VACUUM ANALYZE alarms");
        var open = _folder.Query("SELECT gateway FROM open_alarms").Count;
        Assert.InRange(open, 6, 700);
        Assert.Equal(60_000, _folder.Query("SELECT 1 FROM alarms WHERE family = 'alarm'").Count);
        using var plan = JsonDocument.Parse(string.Concat(_folder.Query("EXPLAIN (ANALYZE, FORMAT JSON) SELECT * FROM open_alarms")));
        var read = Read(plan.RootElement[0].GetProperty("Plan"));
        Assert.True(read < (3 * open) + 100, $"{read} rows are read for {open} open alarms");
    }

    [Theory]
    [InlineData(4)]
    [InlineData(6)]
    public async Task The_migration_finds_open_what_was_open_before(int before)
    {
        var database = PostgresCluster.Shared.NewDatabase();
        var address = StoreAddress.Parse(PostgresCluster.Shared.Url(database));
        await Migrations.ApplyAsync(address, before, Eventually.Token);
        PostgresCluster.Shared.Execute(database, Fill);
        const string Open = "SELECT gateway, type, kind, place, zone, acknowledged_by, raised_at FROM open_alarms "
            + "WHERE type <> 'credential.duress' ORDER BY 1, 2, 3, 4, 5, 6, 7";
        var open = PostgresCluster.Shared.Query(database, Open);
        await Migrations.ApplyAsync(address, Eventually.Token);
        Assert.Equal(open, PostgresCluster.Shared.Query(database, Open));
        Assert.Contains(open, line => line.Contains("guard", StringComparison.Ordinal));

        // What stood for a day each is one a place now.
        Assert.Equal(
            PostgresCluster.Shared.Query(database, "SELECT 'g-' || stream_id, 'duress', door, max(seq) FROM events "
                + "WHERE type = 'credential.duress' GROUP BY 1, 3 ORDER BY 1, 3"),
            PostgresCluster.Shared.Query(database, "SELECT 'g-' || gateway_id, family, place, seq FROM alarms "
                + "WHERE family = 'duress' AND raised AND NOT ended ORDER BY 1, 3"));
    }

    [Fact]
    public void Stored_one_after_the_other_they_come_to_the_same_as_folded_together()
    {
        _folder.Execute(Fill);
        var kept = _folder.Query("SELECT * FROM alarms ORDER BY 1, 2, 3");
        _folder.Execute("SELECT fold_alarms()");
        Assert.Equal(kept, _folder.Query("SELECT * FROM alarms ORDER BY 1, 2, 3"));
    }

    [Fact]
    public async Task What_was_stored_before_the_migration_knew_it_counts_afterwards()
    {
        var database = PostgresCluster.Shared.NewDatabase();
        var address = StoreAddress.Parse(PostgresCluster.Shared.Url(database));
        await Migrations.ApplyAsync(address, 6, Eventually.Token);
        PostgresCluster.Shared.Execute(database, """
            INSERT INTO gateways (district, compound, gateway) VALUES ('d-1', 'c-1', 'g-1');
            INSERT INTO streams (gateway_id, ledger, stream) VALUES (1, gen_random_uuid(), 'alarms');
            INSERT INTO events SELECT 1, n, '-infinity', now() - interval '40 days', type, door, null, about,
              convert_to(data, 'UTF8') FROM (VALUES
              (1, 'credential.lost-card-shown', 'gate', null, '{}'), (2, 'credential.lost-card-shown', 'unit', null, '{}'),
              (3, 'alarm.seen-to', null, 'lost-card/gate', '{"data":{"operator":"li"}}'),
              (4, 'door.forced', 'unit', null, '{}'), (5, 'alarm.lapsed', null, 'door/unit', '{}'),
              (6, 'storage.filling', null, null, '{"data":{"place":"disk"}}'),
              (7, 'storage.filling', null, null, '{"data":{"place":"alarms"}}'),
              (8, 'storage.relieved', null, null, '{"data":{"place":"alarms"}}'), (9, 'clock.doubted', null, null, '{}'),
              (10, 'alarm.seen-to', null, 'clock', '{"data":{"operator":"li"}}'), (11, 'registry.restored', null, null, '{}'),
              (12, 'alarm.seen-to', null, 'alarm/3f-1', '{"data":{"operator":"li"}}'), (13, 'alarm.seen-to', null, null, '{}'),
              (14, 'input.line-fault', 'gate', null, '{}')) v (n, type, door, about, data)
            """);
        await Migrations.ApplyAsync(address, Eventually.Token);
        Assert.Equal(["clock.doubted|clock||li", "credential.lost-card-shown|lost-card|unit|", "input.line-fault|input|gate|",
            "registry.restored|registry||", "storage.filling|storage|disk|"],
            PostgresCluster.Shared.Query(database, "SELECT type, kind, place, acknowledged_by FROM open_alarms ORDER BY 1, 3"));
    }

    [Fact]
    public void An_end_that_comes_before_its_beginning_ends_it_and_a_place_goes_by_the_journals_order_whatever_came_first()
    {
        _folder.Execute("""
            INSERT INTO gateways (district, compound, gateway) VALUES ('d-1', 'c-1', 'g-1');
            INSERT INTO streams (gateway_id, ledger, stream) VALUES (1, gen_random_uuid(), 'alarms');
            INSERT INTO events VALUES (1, 9, '-infinity', now(), 'alarm.ended', null, null, 'a', convert_to('{}', 'UTF8')),
              (1, 7, '-infinity', now(), 'door.secured', 'gate', null, null, convert_to('{}', 'UTF8')),
              (1, 11, '-infinity', now(), 'alarm.acknowledged', null, null, 'b', convert_to('{"data":{"operator":"guard"}}', 'UTF8'));
            """);
        _folder.Execute("""
            INSERT INTO events VALUES
              (1, 5, '-infinity', now(), 'alarm.raised', null, null, 'a', convert_to('{"data":{"kind":"k"}}', 'UTF8')),
              (1, 6, '-infinity', now(), 'door.forced', 'gate', null, null, convert_to('{}', 'UTF8')),
              (1, 8, '-infinity', now(), 'alarm.raised', null, null, 'b', convert_to('{"data":{"kind":"k"}}', 'UTF8')),
              (1, 10, '-infinity', now(), 'credential.duress', 'gate', null, null, convert_to('{}', 'UTF8'))
            """);
        // Of a gateway whose clock is none: an alarm stands by when it came.
        Assert.Equal(["alarm.raised|k|guard|t", "credential.duress|duress||t"],
            _folder.Query("SELECT type, kind, acknowledged_by, raised_at > now() - interval '1 minute' FROM open_alarms ORDER BY type"));
    }

    public void Dispose() => _folder.Dispose();

    private static double Read(JsonElement node)
    {
        double Number(string name) => node.TryGetProperty(name, out var value) ? value.GetDouble() : 0;
        var own = node.GetProperty("Node Type").GetString()!.Contains("Scan", StringComparison.Ordinal)
            ? (Number("Actual Rows") + Number("Rows Removed by Filter") + Number("Rows Removed by Index Recheck"))
            * Number("Actual Loops") : 0;
        return own + (node.TryGetProperty("Plans", out var parts) ? parts.EnumerateArray().Sum(Read) : 0);
    }
}
