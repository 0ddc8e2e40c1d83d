using Npgsql;
using NpgsqlTypes;

namespace Zhuhui.Edge.Hub.Store;

/// <summary>One connection to the store, its statements and what it has learnt: the ids of streams and the days that have a partition. For
/// one thread at a time.</summary>
internal sealed class StoreSession : IAsyncDisposable
{
    private static readonly TimeSpan _oldest = TimeSpan.FromDays(400);
    private static readonly TimeSpan _ahead = TimeSpan.FromDays(30);
    private static readonly DateTime _undated = DateTime.SpecifyKind(DateTime.MinValue, DateTimeKind.Utc);

    // Rows that are there are not touched: a batch of another receiver may hold them while it waits for one of these gateways.
    private static readonly string[] _addStream =
    [
        "WITH given AS (SELECT $1::text AS district, $2::text AS compound, $3::text AS gateway, $4::uuid, $5::text) INSERT INTO gateways "
            + "(district, compound, gateway) SELECT district, compound, gateway FROM given ON CONFLICT DO NOTHING",
        "INSERT INTO streams (gateway_id, ledger, stream) SELECT id, $4, $5 FROM gateways WHERE district = $1 AND compound = $2 AND "
            + "gateway = $3 ON CONFLICT DO NOTHING",
        "SELECT s.id, g.id FROM streams s JOIN gateways g ON g.id = s.gateway_id WHERE g.district = $1 AND g.compound = $2 AND "
            + "g.gateway = $3 AND s.ledger = $4 AND s.stream = $5",
    ];

    private readonly NpgsqlConnection _connection;
    private readonly Dictionary<StreamKey, int> _streams = [];
    private readonly Dictionary<(string, string, string), (int Id, int Lowest, int Streams)> _gateways = [];
    private readonly HashSet<DateOnly> _days = [];

    private StoreSession(NpgsqlConnection connection, StoreLimits limits) => (_connection, Admission) = (connection, new Admission(limits));

    public Admission Admission { get; }

    /// <summary>false: the server was told not to wait for its disk, so what is acknowledged may be lost.</summary>
    public bool IsDurable { get; private set; }

    public NpgsqlConnection Connection => _connection;

    public QuickTake Quick { get; private set; } = null!;

    /// <exception cref="NpgsqlException">The database cannot be reached or used.</exception>
    /// <exception cref="StoreNotReadyException">It lacks a migration.</exception>
    public static Task<StoreSession> OpenAsync(StoreAddress address, CancellationToken cancellationToken) =>
        OpenAsync(address, new StoreLimits(), cancellationToken);

    /// <inheritdoc cref="OpenAsync(StoreAddress, CancellationToken)"/>
    public static async Task<StoreSession> OpenAsync(StoreAddress address, StoreLimits limits, CancellationToken cancellationToken)
    {
        var session = new StoreSession(new NpgsqlConnection(address.ConnectionString), limits);
        try
        {
            await session._connection.OpenAsync(cancellationToken);
            var schema = await Migrations.NewestAppliedAsync(session._connection, cancellationToken);
            if (schema < Migrations.Newest)
            {
                throw new StoreNotReadyException($"its schema is number {schema} of {Migrations.Newest}: run zhuhui-hub migrate --store "
                    + $"{address.Text}");
            }

            session.Quick = await QuickTake.PrepareAsync(session._connection, cancellationToken);
            await session.LearnStreamsAsync(cancellationToken);
            await using var fsync = new NpgsqlCommand("SHOW fsync", session._connection);
            session.IsDurable = await fsync.ExecuteScalarAsync(cancellationToken) is "on";
            return session;
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    }

    public int IdOf(StreamKey key) => _streams[key];

    public int GatewayIdOf(StreamKey key) => _gateways[GatewayOf(key)].Id;

    /// <summary>The first stream that a stream's gateway ever had; null where it has none.</summary>
    public int? FirstStreamOf(StreamKey key) => _gateways.TryGetValue(GatewayOf(key), out var gateway) ? gateway.Lowest : null;

    /// <summary>A batch without what is over a limit.</summary>
    public async Task<ClassifiedBatch> AdmitAsync(ClassifiedBatch batch, DateTime now, CancellationToken cancellationToken)
    {
        await Admission.LearnAsync(_connection, now, cancellationToken);
        return batch.Defer(Admission.Judge(
            key => _gateways.TryGetValue(GatewayOf(key), out var gateway) ? gateway.Id : null,
            key => (_gateways.TryGetValue(GatewayOf(key), out var gateway) ? gateway.Streams : 0, _streams.ContainsKey(key))));
    }

    /// <summary>Under which time a record is kept: its own, or none where the day is none that a gateway in order could tell of. So what a
    /// gateway says can make some 430 partitions and no more.</summary>
    public static DateTime PlaceOf(DateTime at, DateTime now) => at > now - _oldest && at < now + _ahead ? at : _undated;

    /// <summary>Gives every stream a row and every likely day a partition, before the batch's own transaction.</summary>
    public async Task PrepareAsync(IEnumerable<StreamKey> keys, IEnumerable<DateTime> times, DateTime now,
        CancellationToken cancellationToken)
    {
        var strangers = keys.Where(key => !_streams.ContainsKey(key)).Distinct()
            .OrderBy(key => (key.District, key.Compound, key.Gateway, key.Stream, key.Ledger)).ToList();
        if (strangers.Count > 0)
        {
            await AddStreamsAsync(strangers, cancellationToken);
        }

        foreach (var day in times.Select(time => PlaceOf(time, now)).Where(time => time != _undated).Select(DateOnly.FromDateTime)
            .Where(day => !_days.Contains(day)).Distinct().Order().ToList())
        {
            await MakePartitionAsync(day, cancellationToken);
        }
    }

    public async Task MakePartitionAsync(DateOnly day, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("SELECT make_partition($1)", _connection);
        command.Parameters.AddWithValue(day);
        await command.ExecuteNonQueryAsync(cancellationToken);
        _days.Add(day);
    }

    /// <summary>Partitions may be gone that were there: whoever looks after the database drops old ones.</summary>
    public void ForgetDays() => _days.Clear();

    /// <summary>Writes records into their days. A number that is there already breaks it off with a unique violation.</summary>
    public async Task CopyAsync(IEnumerable<Row> rows, DateTime received, CancellationToken cancellationToken)
    {
        await using var copy = await _connection.BeginBinaryImportAsync(
            "COPY events (stream_id, seq, at, received, type, door, side, about, payload) FROM STDIN (FORMAT BINARY)", cancellationToken);
        foreach (var row in rows)
        {
            await copy.StartRowAsync(cancellationToken);
            await copy.WriteAsync(IdOf(row.Key), NpgsqlDbType.Integer, cancellationToken);
            await copy.WriteAsync(row.Seq, NpgsqlDbType.Bigint, cancellationToken);
            await copy.WriteAsync(PlaceOf(row.Envelope.At, received), NpgsqlDbType.TimestampTz, cancellationToken);
            await copy.WriteAsync(received, NpgsqlDbType.TimestampTz, cancellationToken);
            await copy.WriteAsync(row.Envelope.Type, NpgsqlDbType.Text, cancellationToken);
            foreach (var word in (ReadOnlySpan<string?>)[row.Envelope.Door, row.Envelope.Side, row.Envelope.About])
            {
                WriteWord(copy, word);
            }

            await copy.WriteAsync(row.Payload, NpgsqlDbType.Bytea, cancellationToken);
        }

        await copy.CompleteAsync(cancellationToken);
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private static void WriteWord(NpgsqlBinaryImporter copy, string? word)
    {
        if (word is null)
        {
            copy.WriteNull();
        }
        else
        {
            copy.Write(word, NpgsqlDbType.Text);
        }
    }

    private static (string, string, string) GatewayOf(StreamKey key) => (key.District, key.Compound, key.Gateway);

    private void Learn(StreamKey key, int stream, int gateway)
    {
        if (_streams.TryAdd(key, stream))
        {
            var (_, lowest, streams) = _gateways.GetValueOrDefault(GatewayOf(key), (gateway, stream, 0));
            _gateways[GatewayOf(key)] = (gateway, Math.Min(lowest, stream), streams + 1);
        }
    }

    private async Task LearnStreamsAsync(CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            "SELECT s.id, g.district, g.compound, g.gateway, s.ledger, s.stream, g.id FROM streams s JOIN gateways g ON g.id = "
            + "s.gateway_id",
            _connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            Learn(new StreamKey(reader.GetString(1), reader.GetString(2), reader.GetString(3), reader.GetGuid(4), reader.GetString(5)),
                reader.GetInt32(0), reader.GetInt32(6));
        }
    }

    /// <summary>In one order everywhere, so that two receivers that learn of the same gateways wait for each other and not in a
    /// circle.</summary>
    private async Task AddStreamsAsync(List<StreamKey> strangers, CancellationToken cancellationToken)
    {
        var ids = new List<(int Stream, int Gateway)>();
        await using (var transaction = await _connection.BeginTransactionAsync(cancellationToken))
        {
            await using var batch = new NpgsqlBatch(_connection, transaction);
            foreach (var key in strangers)
            {
                foreach (var sql in _addStream)
                {
                    batch.BatchCommands.Add(new NpgsqlBatchCommand(sql)
                    {
                        Parameters =
                        {
                            new() { Value = key.District },
                            new() { Value = key.Compound },
                            new() { Value = key.Gateway },
                            new() { Value = key.Ledger },
                            new() { Value = key.Stream },
                        },
                    });
                }
            }

            await using (var reader = await batch.ExecuteReaderAsync(cancellationToken))
            {
                do
                {
                    await reader.ReadAsync(cancellationToken);
                    ids.Add((reader.GetInt32(0), reader.GetInt32(1)));
                }
                while (await reader.NextResultAsync(cancellationToken));
            }

            await transaction.CommitAsync(cancellationToken);
        }

        for (var i = 0; i < strangers.Count; i++)
        {
            Learn(strangers[i], ids[i].Stream, ids[i].Gateway);
        }
    }
}
