using System.Globalization;
using System.Text.Json;
using System.Threading.Channels;
using Npgsql;
using Zhuhui.Edge.Hub.Messages;
using Zhuhui.Edge.Hub.Store;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Benchmarks.Hub;

/// <summary>Rows a second by batch size: the store of a receiver, two of them, and what PostgreSQL does with the same rows by itself.
/// Records of 500 gateways, one after the other, so that a batch holds many streams. fsync is on. All are measured in turn, several times;
/// the medians are told, and of ratios the median of each round's own.</summary>
internal sealed class StoreRates : IDisposable
{
    private const int Gateways = 500;
    private readonly PostgresCluster _cluster = PostgresCluster.Start(fsync: true);
    private readonly string _empty;

    private StoreRates()
    {
        _empty = _cluster.NewDatabase();
        Migrations.ApplyAsync(StoreAddress.Parse(_cluster.Url(_empty)), CancellationToken.None).GetAwaiter().GetResult();
    }

    public static async Task MeasureAsync(IReadOnlyList<int> batches, int rows, int rounds)
    {
        using var rates = new StoreRates();
        // A receiver has been up for months: all that it does is compiled to the end.
        await rates.RoundAsync(Arrivals(rows), 500);
        Console.WriteLine($"{rows:N0} records of {Gateways} gateways, {Arrivals(1)[0].Payload.Length} bytes each, medians of {rounds} "
            + "rounds; rows/s, and microseconds of a processor a row in this process + in PostgreSQL's");
        Console.WriteLine($"{"batch",6} {"COPY, no index",26} {"COPY, its indexes",26} {"staged, ON CONFLICT",26} {"1 receiver",26} "
            + $"{"2 receivers",26} {"again (known)",26} {"1 / COPY",9} {"1 / indexed",12}");
        var figures = new List<object>();
        foreach (var batch in batches)
        {
            var arrivals = Arrivals(batch < 100 ? Math.Min(rows, 5000) : rows);
            var all = new List<Round>();
            for (var i = 0; i < rounds; i++)
            {
                all.Add(await rates.RoundAsync(arrivals, batch));
            }

            Rate[] of = [Rate.Median(all, one => one.Bare), Rate.Median(all, one => one.Indexed), Rate.Median(all, one => one.Staged),
                Rate.Median(all, one => one.OneReceiver), Rate.Median(all, one => one.TwoReceivers), Rate.Median(all, one => one.Known)];
            var (overBare, overIndexed) = (Rate.Median(all.Select(one => one.OneReceiver.Rows / one.Bare.Rows)),
                Rate.Median(all.Select(one => one.OneReceiver.Rows / one.Indexed.Rows)));
            Console.WriteLine($"{batch,6} {string.Join(' ', of.Select(rate => $"{rate,26}"))} {overBare,9:0.00} {overIndexed,12:0.00}");
            figures.Add(new { batch, overBare, overIndexed, rounds = all });
        }

        Console.WriteLine(JsonSerializer.Serialize(new { rows, figures }, JsonSerializerOptions.Web));
    }

    public void Dispose() => _cluster.Dispose();

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

    private async Task<Round> RoundAsync(InboundMessage[] arrivals, int batch)
    {
        if (Environment.GetEnvironmentVariable("HUBRATE_ONLY") is not null)
        {
            var (a, b) = await ReceiveAsync(arrivals, batch, 1);
            return new Round(a, a, a, a, a, b);
        }

        var (bare, indexed, staged) = (await CopyAsync(arrivals, batch, Target.Bare), await CopyAsync(arrivals, batch, Target.Indexed),
            await CopyAsync(arrivals, batch, Target.Staged));
        var (one, known) = await ReceiveAsync(arrivals, batch, 1);
        return new Round(bare, indexed, staged, one, (await ReceiveAsync(arrivals, batch, 2)).New, known);
    }

    private async Task<(Rate New, Rate Known)> ReceiveAsync(InboundMessage[] arrivals, int batch, int receivers)
    {
        var database = _cluster.NewDatabase(_empty);
        var stores = await Task.WhenAll(Enumerable.Range(0, receivers).Select(_ => EventStore.OpenAsync(StoreAddress.Parse(
            _cluster.Url(database)), TimeProvider.System, CancellationToken.None)));
        // Streams and partitions are made once in a district's life.
        await stores[0].StoreAsync([.. arrivals.Take(Gateways)], CancellationToken.None);
        var fresh = await TimeAsync(Gateways);
        var known = await TimeAsync(0);
        foreach (var store in stores)
        {
            await store.DisposeAsync();
        }

        return (fresh, known);

        // As a broker shares them: one message to each in turn; and as the receiver does it, messages are read while others are stored.
        Task<Rate> TimeAsync(int from) => Rate.TakeAsync(_cluster, database, arrivals.Length - from, () =>
            Task.WhenAll(stores.Select((store, turn) => Task.Run(async () =>
            {
                var ahead = Channel.CreateBounded<ReadMessage[]>(1);
                var reading = Task.Run(async () =>
                {
                    foreach (var some in arrivals.Skip(from).Where((_, i) => i % receivers == turn).Chunk(batch))
                    {
                        await ahead.Writer.WriteAsync(Array.ConvertAll(some, ReadMessage.Of));
                    }

                    ahead.Writer.Complete();
                });
                await foreach (var some in ahead.Reader.ReadAllAsync())
                {
                    await store.StoreReadAsync(some, CancellationToken.None);
                }

                await reading;
            }))));
    }

    private async Task<Rate> CopyAsync(InboundMessage[] arrivals, int batch, Target target)
    {
        var database = _cluster.NewDatabase(_empty);
        await using var session = await StoreSession.OpenAsync(StoreAddress.Parse(_cluster.Url(database)), CancellationToken.None);
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
        return await Rate.TakeAsync(_cluster, database, rows.Count, async () =>
        {
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
        });
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

    private sealed record Round(Rate Bare, Rate Indexed, Rate Staged, Rate OneReceiver, Rate TwoReceivers, Rate Known);
}
