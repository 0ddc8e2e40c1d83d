using Npgsql;
using Zhuhui.Edge.CloudBridge.Tests.Hub.Receiver;
using Zhuhui.Edge.Hub.Messages;
using Zhuhui.Edge.Hub.Store;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.CloudBridge.Tests.Hub.Store;

[Trait("needs", "process")]
public sealed class StoreTests : IDisposable
{
    private static readonly DateTimeOffset _now = DateTimeOffset.UtcNow;
    private readonly HubFolder _folder = new();

    [Fact]
    public async Task Records_of_many_days_lie_in_partitions_of_their_days_and_an_odd_date_keeps_none_out()
    {
        var today = _now.ToString("O");
        var journal = new TestJournal("passages").Append(at: today).Append(at: _now.AddDays(-179).ToString("O"))
            .Append(at: "1970-01-01T00:00:07+00:00")
            .Append(at: "2199-12-31T23:59:59Z").Append(at: "2026-13-45T99:99:99Z").Append(at: "0001-01-01T00:00:00+14:00")
            .Append(at: "9999-12-31T23:59:59.9999999-14:00").Append(at: today);
        await using var store = await _folder.OpenStoreAsync();
        var result = await store.StoreAsync(Arrivals.Of(journal, 1, 8), Eventually.Token);
        Assert.Equal(8, Assert.Single(result.Receipts).Seqs.Count);
        Assert.Equal(2, _folder.Query($"SELECT seq FROM events_{_now:yyyy_MM_dd}").Count);
        Assert.Single(_folder.Query($"SELECT seq FROM events_{_now.AddDays(-179):yyyy_MM_dd}"));
        Assert.Equal(["3", "4", "5", "6", "7"], _folder.Query("SELECT seq FROM events_undated ORDER BY seq"));
        Assert.Equal(8, (await store.StoreAsync(Arrivals.Of(journal, 1, 8), Eventually.Token)).Duplicates);
        Assert.Equal((8L, "ok"), await StoredAndChainAsync());
    }

    [Fact]
    public async Task Records_that_come_again_are_known_though_the_first_of_them_has_no_time()
    {
        var journal = new TestJournal("passages").Append(at: "2026-13-45T99:99:99Z").Append(at: _now.ToString("O"));
        await using var store = await _folder.OpenStoreAsync();
        await store.StoreAsync(Arrivals.Of(journal, 1, 2), Eventually.Token);
        Assert.Equal(2, (await store.StoreAsync(Arrivals.Of(journal, 1, 2), Eventually.Token)).Duplicates);
    }

    [Fact]
    public async Task The_same_number_on_another_day_is_kept_aside_and_the_first_record_stays()
    {
        var first = new TestJournal("passages").Append(3, at: _now.ToString("O"));
        var other = new TestJournal("passages", first.Ledger).Append(3, at: _now.AddDays(-1).ToString("O"));
        await using var store = await _folder.OpenStoreAsync();
        await store.StoreAsync(Arrivals.Of(first, 1, 3), Eventually.Token);
        var result = await store.StoreAsync([.. Arrivals.Of(other, 2, 2)], Eventually.Token);
        Assert.Contains("another record has number 2", Assert.Single(result.Refusals).Reason, StringComparison.Ordinal);
        Assert.Equal((3L, "ok"), await StoredAndChainAsync());
        Assert.Equal((1L, 0L), ((await _folder.ReportAsync()).Streams[0].Conflicts, (await _folder.ReportAsync()).Streams[0].Duplicates));
    }

    [Fact]
    public async Task Two_receivers_that_store_the_same_and_each_others_neighbours_at_once_keep_each_number_once()
    {
        TestJournal[] journals = [.. Enumerable.Range(0, 5).Select(_ => new TestJournal("passages").Append(300))];
        await using var first = await _folder.OpenStoreAsync();
        await using var second = await _folder.OpenStoreAsync();
        var random = new Random(7);
        async Task StoreAllAsync(EventStore store, int remainder)
        {
            // Every third record goes to both; the rest to one of them.
            var mine = journals.SelectMany(journal => Enumerable.Range(1, 300).Where(seq => seq % 3 == remainder || seq % 3 == 2)
                .Select(seq => Arrivals.Of(journal, seq, seq)[0])).ToArray();
            lock (random)
            {
                random.Shuffle(mine);
            }

            foreach (var batch in mine.Chunk(50))
            {
                await store.StoreAsync(batch, Eventually.Token);
            }
        }

        await Task.WhenAll(Task.Run(() => StoreAllAsync(first, 0)), Task.Run(() => StoreAllAsync(second, 1)));
        var report = await _folder.ReportAsync();
        Assert.All(report.Streams, stream => Assert.Equal((300L, 0, "ok", 400L, 100L, 0L), (stream.Stored, stream.Missing.Count,
            stream.Chain, stream.Received, stream.Duplicates, stream.Conflicts)));
        Assert.Equal(["1|300", "1|300", "1|300", "1|300", "1|300"], _folder.Query("SELECT first, last FROM runs"));
        Assert.Empty(_folder.Query("SELECT 1 FROM hub_alarms"));
    }

    [Fact]
    public async Task Two_receivers_that_meet_the_same_new_gateways_and_their_births_at_once_never_wait_in_a_circle()
    {
        var journals = Enumerable.Range(0, 150).Select(_ => new TestJournal("passages").Append(2)).ToList();
        InboundMessage[] Sent(int turn) =>
        [
            .. journals.SelectMany((journal, i) => new InboundMessage[]
            {
                new($"zhuhui/v1/d-1/c-1/g-{i}/events/passages", journal.Record(turn + 1).Payload.ToArray()),
                new($"zhuhui/v1/d-1/c-1/g-{i}/status", System.Text.Encoding.UTF8.GetBytes(
                    $$"""{"online":true,"boot":"{{journal.Ledger}}","session":"{{journal.Ledger}}"}""")),
            }),
        ];
        for (var round = 0; round < 2; round++)
        {
            await using var first = await _folder.OpenStoreAsync();
            await using var second = await _folder.OpenStoreAsync();
            await Task.WhenAll(StoreAllAsync(first, Sent(0), 7), StoreAllAsync(second, Sent(1), 11));
        }

        Assert.Equal((300L, 300L), (_folder.Query("SELECT seq FROM events").Count, (await _folder.ReportAsync()).Streams.Sum(stream =>
            stream.Duplicates)));
        Assert.Equal(["0"], _folder.Query("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()"));

        static Task StoreAllAsync(EventStore store, InboundMessage[] arrivals, int size) => Task.Run(async () =>
        {
            foreach (var batch in arrivals.Chunk(size))
            {
                await store.StoreAsync(batch, Eventually.Token);
            }
        });
    }

    [Fact]
    public async Task A_record_that_PostgreSQL_cannot_take_is_kept_aside_alone_and_holds_up_no_other()
    {
        _folder.Execute("ALTER TABLE events ADD CHECK (type <> 'poison')");
        var journal = new TestJournal("passages").Append(9).Append(type: "poison").Append(9);
        await using var store = await _folder.OpenStoreAsync();
        var result = await store.StoreAsync([.. Arrivals.Of(journal, 1, 19), new InboundMessage(Arrivals.Passages, "not JSON"u8.ToArray())],
            Eventually.Token);
        Assert.Equal([10L], Enumerable.Range(1, 19).Select(seq => (long)seq).Except(result.Receipts.SelectMany(receipt => receipt.Seqs)));
        Assert.Equal(2, result.Refusals.Count);
        Assert.Contains(result.Refusals, refusal => refusal.Reason.Contains("the store does not take it", StringComparison.Ordinal));
        Assert.Equal(18L, (await _folder.ReportAsync()).Stored);
    }

    [Fact]
    public async Task A_NUL_or_a_lone_surrogate_in_a_records_data_is_stored_and_no_view_stumbles_over_it()
    {
        var journal = new TestJournal("alarms").Append(type: "alarm.raised",
            data: """{"alarm":"a\u0000","camera":"\ud800","door":"\u0000"}""").Append(type: "door.forced", data: """{"door":"gate"}""");
        await using var store = await _folder.OpenStoreAsync();
        Assert.Equal(2, (await store.StoreAsync(Arrivals.Of(journal, 1, 2), Eventually.Token)).Stored);
        Assert.Equal(["alarm.raised|", "door.forced|gate"], _folder.Query("SELECT type, place FROM open_alarms ORDER BY type"));
    }

    [Fact]
    public async Task A_database_without_the_schema_says_what_to_run_and_migrating_twice_changes_nothing()
    {
        var address = StoreAddress.Parse(PostgresCluster.Shared.Url(PostgresCluster.Shared.NewDatabase()));
        var refusal = await Assert.ThrowsAsync<StoreNotReadyException>(() => EventStore.OpenAsync(address, TimeProvider.System,
            Eventually.Token));
        Assert.Contains("run zhuhui-hub migrate --store", refusal.Message, StringComparison.Ordinal);
        Assert.True(EventStore.IsUnavailable(refusal));
        var (first, second) = (await HubProcess.RunAsync("migrate", "--store", address.Text), await HubProcess.RunAsync("migrate",
            "--store", address.Text));
        Assert.Contains("Applied to", first.Output, StringComparison.Ordinal);
        Assert.Contains("is up to date", second.Output, StringComparison.Ordinal);
        await using var store = await EventStore.OpenAsync(address, TimeProvider.System, Eventually.Token);
    }

    [Fact]
    public async Task The_receivers_role_stores_and_drops_nothing_and_the_reports_role_reads_and_stores_nothing()
    {
        PostgresCluster.Shared.Execute("postgres", """
            DO $$ BEGIN CREATE ROLE zhuhui_receiver LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$;
            DO $$ BEGIN CREATE ROLE zhuhui_report LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$
            """);
        await Migrations.ApplyAsync(_folder.Store, Eventually.Token);
        var journal = new TestJournal("passages").Append(6, at: _now.ToString("O"));
        var asReceiver = StoreAddress.Parse(PostgresCluster.Shared.Url(_folder.Database, "zhuhui_receiver"));
        await using (var store = await EventStore.OpenAsync(asReceiver, TimeProvider.System, Eventually.Token))
        {
            await store.StoreAsync([.. Arrivals.Of(journal, 1, 2), .. Arrivals.Of(journal, 5, 6), new InboundMessage(Arrivals.Passages,
                "no record"u8.ToArray())], Eventually.Token);
            Assert.Equal(2, (await store.StoreAsync([.. Arrivals.Of(journal, 4, 6)], Eventually.Token)).Duplicates);
        }

        await using (var session = await StoreSession.OpenAsync(asReceiver, Eventually.Token))
        {
            Assert.Single((await GapWatch.LookAsync(session.Connection, _now.UtcDateTime, TimeSpan.Zero, Eventually.Token))!.Value.News);
        }

        foreach (var (role, sql) in new[]
        {
            ("zhuhui_receiver", "DROP TABLE events"), ("zhuhui_receiver", "DELETE FROM events"), ("zhuhui_receiver",
                "UPDATE events SET type = ''"), ("zhuhui_receiver", "TRUNCATE events"),
            ("zhuhui_receiver", "DELETE FROM refused"), ("zhuhui_receiver", "DELETE FROM hub_alarms"), ("zhuhui_receiver",
                "CREATE TABLE t (i int)"),
            ("zhuhui_receiver", $"DROP TABLE events_{_now:yyyy_MM_dd}"),
                ("zhuhui_report", "INSERT INTO gateways (district, compound, gateway) VALUES ('', '', '')"),
            ("zhuhui_report", "SELECT make_partition('2026-01-01')"),
        })
        {
            await using var connection = new NpgsqlConnection(StoreAddress.Parse(PostgresCluster.Shared.Url(_folder.Database,
                role)).ConnectionString);
            await connection.OpenAsync(Eventually.Token);
#pragma warning disable CA2100
            await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
            Assert.Equal((sql, "42501"),
                (sql, (await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteNonQueryAsync(Eventually.Token))).SqlState));
        }

        var report = await StoreReport.ReadAsync(StoreAddress.Parse(PostgresCluster.Shared.Url(_folder.Database, "zhuhui_report")),
            Eventually.Token);
        Assert.Equal((5L, 1L), (report.Stored, report.Refused));
    }

    public void Dispose() => _folder.Dispose();

    private async Task<(long Stored, string Chain)> StoredAndChainAsync()
    {
        var stream = Assert.Single((await _folder.ReportAsync()).Streams);
        return (stream.Stored, stream.Chain);
    }
}
