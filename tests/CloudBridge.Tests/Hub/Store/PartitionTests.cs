using Npgsql;
using Zhuhui.Edge.CloudBridge.Tests.Hub.Receiver;
using Zhuhui.Edge.Hub.Messages;
using Zhuhui.Edge.Hub.Settings;
using Zhuhui.Edge.Hub.Store;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.CloudBridge.Tests.Hub.Store;

/// <summary>Partitions are made while others read and write, and by what a record says of its day no more than there are likely
/// days.</summary>
[Trait("needs", "process")]
public sealed class PartitionTests : IDisposable
{
    private static readonly DateTimeOffset _now = DateTimeOffset.UtcNow;
    private readonly HubFolder _folder = new();

    [Fact]
    public async Task While_a_report_reads_the_whole_table_records_are_stored_over_a_midnight_and_others_read_them()
    {
        await using var report = await ReadAllAsync();
        var midnight = new DateTimeOffset(_now.UtcDateTime.Date.AddDays(11), TimeSpan.Zero);
        await using var broker = await MosquittoBroker.StartAsync();
        await using var hub = await RunningHub.StartAsync(new HubOptions { Port = broker.Port, Store = _folder.Store },
            new ShiftedClock(midnight - DateTimeOffset.UtcNow - TimeSpan.FromSeconds(2)));
        var journal = new TestJournal("passages").Append(40, at: midnight.AddSeconds(-1).ToString("O"))
            .Append(40, at: midnight.AddSeconds(1).ToString("O")).Append(40, at: midnight.AddHours(-125).ToString("O"));
        await using var link = new RunningLink(broker.Port, _folder.Bookmarks, journal);
        await link.DrainAsync();
        Assert.Equal(0, hub.Log.Count("takes no events"));

        await using var reader = await ConnectAsync();
        Assert.Equal(120L, await ScalarAsync(reader, "SET statement_timeout = '10s'; SELECT count(*) FROM events"));
        Assert.All(new[] { -6, -1, 0 }, day => Assert.Equal(["40"], _folder.Query(
            $"SELECT count(*) FROM events_{midnight.AddDays(day):yyyy_MM_dd}")));
        // The report has its own view of it all.
        Assert.Equal(0L, await ScalarAsync(report, "SELECT count(*) FROM events"));
    }

    [Fact]
    public async Task A_lock_that_keeps_tomorrows_partition_from_being_made_is_told_and_waited_for_only_briefly()
    {
        await using var other = await ConnectAsync();
        await ScalarAsync(other, "BEGIN; LOCK TABLE events IN SHARE UPDATE EXCLUSIVE MODE");
        await using var broker = await MosquittoBroker.StartAsync();
        await using var hub = await RunningHub.StartAsync(broker.Port, _folder.Store);
        await hub.Log.UntilAsync("can't be made");
        Assert.Empty(_folder.Query($"SELECT 1 FROM pg_class WHERE relname = 'events_{DateTimeOffset.UtcNow.AddDays(1):yyyy_MM_dd}'"));
        await ScalarAsync(other, "ROLLBACK");
        await using var session = await StoreSession.OpenAsync(_folder.Store, Eventually.Token);
        await session.MakePartitionAsync(DateOnly.FromDateTime(_now.UtcDateTime).AddDays(1), Eventually.Token);
        Assert.NotEmpty(_folder.Query($"SELECT 1 FROM pg_class WHERE relname = 'events_{_now.AddDays(1):yyyy_MM_dd}'"));
    }

    [Fact]
    public async Task A_gateway_that_dates_its_records_as_it_likes_makes_no_partition_but_those_of_likely_days_and_all_is_kept()
    {
        var journal = new TestJournal("passages");
        for (var year = 1; year < 9999; year += 3)
        {
            journal.Append(at: new DateTimeOffset(year, 6, 1, 0, 0, 0, TimeSpan.Zero).ToString("O"));
        }

        await using var store = await _folder.OpenStoreAsync();
        Assert.Equal(journal.Count, (await store.StoreAsync(Arrivals.Of(journal, 1, journal.Count), Eventually.Token)).Stored);
        Assert.InRange(_folder.Query("SELECT inhrelid FROM pg_inherits WHERE inhparent = 'events'::regclass").Count, 1, 3);
        var again = await store.StoreAsync(Arrivals.Of(journal, 1, journal.Count), Eventually.Token);
        Assert.Equal((journal.Count, 0), (again.Duplicates, again.Refusals.Count));
    }

    [Fact]
    public async Task A_record_that_comes_again_when_its_day_is_no_longer_a_likely_one_is_the_same_record()
    {
        var journal = new TestJournal("passages").Append(3, at: _now.ToString("O"));
        await using (var store = await _folder.OpenStoreAsync())
        {
            await store.StoreAsync(Arrivals.Of(journal, 1, 2), Eventually.Token);
        }

        await using var later = await EventStore.OpenAsync(_folder.Store, new ShiftedClock(TimeSpan.FromDays(500)), Eventually.Token);
        var result = await later.StoreAsync(Arrivals.Of(journal, 1, 3), Eventually.Token);
        Assert.Equal((2, 1, 0), (result.Duplicates, result.Stored, result.Refusals.Count));
        Assert.Equal("ok", Assert.Single((await _folder.ReportAsync()).Streams).Chain);
    }

    [Fact]
    public async Task A_partition_that_was_dropped_while_receivers_run_is_made_again_for_a_record_of_its_day_that_is_new()
    {
        var journal = new TestJournal("passages").Append(4, at: _now.AddDays(-100).ToString("O"));
        await using var store = await _folder.OpenStoreAsync();
        await store.StoreAsync(Arrivals.Of(journal, 1, 2), Eventually.Token);
        var name = $"events_{_now.AddDays(-100):yyyy_MM_dd}";
        // As the documents say: without waiting in everybody's way.
        _folder.Execute($"ALTER TABLE events DETACH PARTITION {name} CONCURRENTLY");
        _folder.Execute($"DROP TABLE {name}");
        var result = await store.StoreAsync(Arrivals.Of(journal, 1, 4), Eventually.Token);
        Assert.Equal((2, 2, 0), (result.Stored, result.Duplicates, result.Refusals.Count));
        Assert.Equal(["3", "4"], _folder.Query($"SELECT seq FROM {name} ORDER BY seq"));
    }

    [Fact]
    public async Task Of_a_schema_with_a_default_partition_every_record_is_there_after_the_migration_and_known_when_it_comes_again()
    {
        var database = PostgresCluster.Shared.NewDatabase();
        var address = StoreAddress.Parse(PostgresCluster.Shared.Url(database));
        await Migrations.ApplyAsync(address, 3, Eventually.Token);
        var journal = new TestJournal("passages").Append(at: "1970-01-01T00:00:07Z").Append(at: "2199-12-31T23:59:59Z")
            .Append(at: "no time").Append(at: _now.ToString("O"));
        var stream = "INSERT INTO gateways (district, compound, gateway) VALUES ('d-1', 'c-1', 'g-1'); INSERT INTO streams (gateway_id, "
            + $"ledger, stream) VALUES (1, '{journal.Ledger}', 'passages'); SELECT make_partition('{_now:yyyy-MM-dd}')";
        PostgresCluster.Shared.Execute(database, stream);
        await using (var connection = await ConnectAsync(database))
        {
            for (var seq = 1; seq <= 4; seq++)
            {
                await using var insert = new NpgsqlCommand("INSERT INTO events (stream_id, seq, at, received, type, payload) VALUES (1, "
                    + "$1, $2, now(), 'passage.granted', $3)", connection);
                var payload = journal.Record(seq).Payload.ToArray();
                insert.Parameters.AddWithValue((long)seq);
                insert.Parameters.AddWithValue(Envelope.TryParse(payload, "passages", out _)!.At);
                insert.Parameters.AddWithValue(payload);
                await insert.ExecuteNonQueryAsync(Eventually.Token);
            }

            await ScalarAsync(connection, $"INSERT INTO runs VALUES (1, 1, 4, decode('{new string('0', 64)}', 'hex'), sha256('x'))");
        }

        Assert.Equal(3, PostgresCluster.Shared.Query(database, "SELECT seq FROM events_default").Count);
        Assert.NotEmpty(await Migrations.ApplyAsync(address, Eventually.Token));
        Assert.Equal(["1", "2", "3"], PostgresCluster.Shared.Query(database, "SELECT seq FROM events_undated ORDER BY seq"));
        Assert.Equal((4L, "ok"), ((await StoreReport.ReadAsync(address, Eventually.Token)).Stored,
            (await StoreReport.ReadAsync(address, Eventually.Token)).Streams[0].Chain));
        await using var store = await EventStore.OpenAsync(address, TimeProvider.System, Eventually.Token);
        var again = await store.StoreAsync(Arrivals.Of(journal, 1, 4), Eventually.Token);
        Assert.Equal((4, 0), (again.Duplicates, again.Refusals.Count));
    }

    [Fact]
    public async Task Two_migrations_at_once_wait_for_each_other_and_one_that_a_report_keeps_out_keeps_nobody_waiting()
    {
        var address = StoreAddress.Parse(PostgresCluster.Shared.Url(PostgresCluster.Shared.NewDatabase()));
        var both = await Task.WhenAll(Migrations.ApplyAsync(address, 3, Eventually.Token),
            Migrations.ApplyAsync(address, 3, Eventually.Token));
        Assert.Equal([0, 3], both.Select(applied => applied.Count).Order());
        await using var report = await ConnectAsync(address.Text.Split("dbname=")[1].Split(' ')[0]);
        await ScalarAsync(report, "BEGIN; SELECT count(*) FROM events");
        var kept = await Assert.ThrowsAsync<PostgresException>(() => Migrations.ApplyAsync(address, Eventually.Token));
        Assert.Equal(PostgresErrorCodes.LockNotAvailable, kept.SqlState);
        Assert.True(EventStore.IsUnavailable(kept));
        await ScalarAsync(report, "COMMIT");
        Assert.NotEmpty(await Migrations.ApplyAsync(address, Eventually.Token));
    }

    [Fact]
    public async Task Nothing_that_the_hub_does_leaves_an_advisory_lock_behind_even_on_a_connection_that_is_kept()
    {
        var journal = new TestJournal("passages").Append(2, at: _now.AddDays(-3).ToString("O"));
        await using var store = await _folder.OpenStoreAsync();
        await using var session = await StoreSession.OpenAsync(_folder.Store, Eventually.Token);
        await using var rival = await StoreSession.OpenAsync(_folder.Store, Eventually.Token);
        await Migrations.ApplyAsync(_folder.Store, Eventually.Token);
        await store.StoreAsync(Arrivals.Of(journal, 1, 2), Eventually.Token);
        await session.MakePartitionAsync(DateOnly.FromDateTime(_now.UtcDateTime).AddDays(2), Eventually.Token);
        for (var i = 0; i < 2; i++)
        {
            Assert.NotNull(await GapWatch.LookAsync(session.Connection, _now.UtcDateTime, TimeSpan.Zero, Eventually.Token));
            Assert.NotNull(await GapWatch.LookAsync(rival.Connection, _now.UtcDateTime, TimeSpan.Zero, Eventually.Token));
        }

        // Cut off in the middle of it.
        using var stopped = new CancellationTokenSource();
        await stopped.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => GapWatch.LookAsync(session.Connection, _now.UtcDateTime,
            TimeSpan.Zero, stopped.Token));
        Assert.Empty(_folder.Query("SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE "
            + "datname = current_database())"));
        Assert.False(new NpgsqlConnectionStringBuilder(_folder.Store.ConnectionString).Pooling);
        var sources = Directory.EnumerateFiles(Repository.At("cloud-bridge", "hub"), "*.*", SearchOption.AllDirectories)
            .Where(file => Path.GetExtension(file) is ".cs" or ".sql").Select(File.ReadAllText).ToList();
        Assert.Contains(sources, text => text.Contains("advisory_xact_lock", StringComparison.Ordinal));
        Assert.DoesNotContain(sources, text => text.Contains("advisory_lock", StringComparison.Ordinal));
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>A report over everything, which goes on until it is disposed.</summary>
    private async Task<NpgsqlConnection> ReadAllAsync()
    {
        var report = await ConnectAsync();
        await ScalarAsync(report, "BEGIN ISOLATION LEVEL REPEATABLE READ");
        Assert.Equal(0L, await ScalarAsync(report, "SELECT count(*) FROM events"));
        return report;
    }

    private async Task<NpgsqlConnection> ConnectAsync(string? database = null)
    {
        var connection = new NpgsqlConnection(PostgresCluster.Shared.ConnectionString(database ?? _folder.Database));
        await connection.OpenAsync(Eventually.Token);
        return connection;
    }

    private static async Task<object?> ScalarAsync(NpgsqlConnection connection, string sql)
    {
#pragma warning disable CA2100 // The tests' own texts.
        await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        return await command.ExecuteScalarAsync(Eventually.Token);
    }
}
