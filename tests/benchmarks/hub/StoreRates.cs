using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Npgsql;
using Zhuhui.Edge.Hub.Messages;
using Zhuhui.Edge.Hub.Store;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Benchmarks.Hub;

/// <summary>Rows a second by batch size: the store of a receiver, two of them, and what PostgreSQL does with the same rows by itself.
/// Records of 500 gateways, one after the other, so that a batch holds many streams. fsync is on.</summary>
internal static class StoreRates
{
    private const int Gateways = 500;
    private static readonly int[] _batches = [10, 100, 1000, 5000];

    public static async Task MeasureAsync(int rows)
    {
        using var cluster = PostgresCluster.Start(fsync: true);
        Console.WriteLine($"{rows:N0} records of {Gateways} gateways, {Arrivals(1)[0].Payload.Length} bytes each; rows/s");
        Console.WriteLine($"{"batch",6} {"COPY, no index",16} {"COPY, its indexes",18} {"staged, ON CONFLICT",20} {"1 receiver",12} "
            + $"{"2 receivers",12} {"1 / COPY",9} {"again (known)",14}");
        var figures = new List<object>();
        foreach (var batch in _batches)
        {
            var count = batch < 100 ? Math.Min(rows, 5000) : rows;
            var arrivals = Arrivals(count);
            var bare = await CopyAsync(cluster, arrivals, batch, Target.Bare);
            var indexed = await CopyAsync(cluster, arrivals, batch, Target.Indexed);
            var staged = await CopyAsync(cluster, arrivals, batch, Target.Staged);
            var (one, known) = await ReceiveAsync(cluster, arrivals, batch, 1);
            var (two, _) = await ReceiveAsync(cluster, arrivals, batch, 2);
            Console.WriteLine($"{batch,6} {bare,16:N0} {indexed,18:N0} {staged,20:N0} {one,12:N0} {two,12:N0} {one / bare,9:0.00} "
                + $"{known,14:N0}");
            figures.Add(new { batch, bareCopy = bare, indexedCopy = indexed, staged, oneReceiver = one, twoReceivers = two, known });
        }

        Console.WriteLine(JsonSerializer.Serialize(new { rows, figures }));
    }

    private static InboundMessage[] Arrivals(int count)
    {
        var journals = Enumerable.Range(0, Gateways).Select(_ => new TestJournal("passages")).ToList();
        var at = DateTimeOffset.UtcNow.ToString("O", CultureInfo.InvariantCulture);
        var arrivals = new InboundMessage[count];
        for (var i = 0; i < count; i++)
        {
            var gateway = i % Gateways;
            journals[gateway].Append(type: "passage.completed", data: District.Data(i), at: at);
            arrivals[i] = new InboundMessage($"zhuhui/v1/d-1/c-{gateway}/g-{gateway}/events/passages", journals[gateway]
                .Record((i / Gateways) + 1).Payload.ToArray());
        }

        return arrivals;
    }

    private static async Task<(double New, double Known)> ReceiveAsync(PostgresCluster cluster, InboundMessage[] arrivals, int batch,
        int receivers)
    {
        var address = StoreAddress.Parse(cluster.Url(cluster.NewDatabase()));
        await Migrations.ApplyAsync(address, CancellationToken.None);
        var stores = await Task.WhenAll(Enumerable.Range(0, receivers).Select(_ => EventStore.OpenAsync(address, TimeProvider.System,
            CancellationToken.None)));
        // Streams and partitions are made once in a district's life.
        await stores[0].StoreAsync([.. arrivals.Take(Gateways)], CancellationToken.None);
        var fresh = await TimeAsync(Gateways);
        var known = await TimeAsync(0);
        foreach (var store in stores)
        {
            await store.DisposeAsync();
        }

        return (fresh, known);

        // As a broker shares them: one message to each in turn.
        async Task<double> TimeAsync(int from)
        {
            var started = Stopwatch.GetTimestamp();
            await Task.WhenAll(stores.Select((store, turn) => Task.Run(async () =>
            {
                foreach (var some in arrivals.Skip(from).Where((_, i) => i % receivers == turn).Chunk(batch))
                {
                    await store.StoreAsync(some, CancellationToken.None);
                }
            })));
            return (arrivals.Length - from) / Stopwatch.GetElapsedTime(started).TotalSeconds;
        }
    }

    private static async Task<double> CopyAsync(PostgresCluster cluster, InboundMessage[] arrivals, int batch, Target target)
    {
        var address = StoreAddress.Parse(cluster.Url(cluster.NewDatabase()));
        await Migrations.ApplyAsync(address, CancellationToken.None);
        await using var session = await StoreSession.OpenAsync(address, CancellationToken.None);
        var rows = ClassifiedBatch.Classify(arrivals).Rows;
        var now = DateTime.UtcNow;
        await session.PrepareAsync(rows.Select(row => row.Key), [now], now, CancellationToken.None);
        await RunAsync(session.Connection, target switch
        {
            // The same statement reaches another table under the same name.
            Target.Bare => "ALTER TABLE events RENAME TO parted; CREATE TABLE events (LIKE parted)",
            Target.Staged => "ALTER TABLE events RENAME TO parted; CREATE TEMPORARY TABLE events (LIKE parted)",
            _ => "SELECT 1",
        });
        var started = Stopwatch.GetTimestamp();
        foreach (var some in rows.OrderBy(row => row.Seq).Chunk(batch))
        {
            await using var transaction = await session.Connection.BeginTransactionAsync();
            await session.CopyAsync(some.OrderBy(row => session.IdOf(row.Key)), now, CancellationToken.None);
            if (target == Target.Staged)
            {
                await RunAsync(session.Connection, "INSERT INTO parted SELECT * FROM events ORDER BY stream_id, seq ON CONFLICT DO "
                    + "NOTHING; TRUNCATE events");
            }

            await transaction.CommitAsync();
        }

        return rows.Count / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql)
    {
#pragma warning disable CA2100 // This type's own texts.
        await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }

    private enum Target
    {
        Bare,
        Indexed,
        Staged,
    }
}
