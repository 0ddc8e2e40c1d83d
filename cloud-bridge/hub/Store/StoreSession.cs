using Npgsql;
using NpgsqlTypes;

namespace Zhuhui.Edge.Hub.Store;

/// <summary>One connection to the store, its statements and what it has learnt: the ids of streams and the days that have a partition. For
/// one thread at a time.</summary>
internal sealed class StoreSession : IAsyncDisposable
{
    private static readonly TimeSpan _oldest = TimeSpan.FromDays(400);
    private static readonly TimeSpan _ahead = TimeSpan.FromDays(30);

    // Rows that are there are not touched: a batch of another receiver may hold them while it waits for one of these gateways.
    private static readonly string[] _addStream =
    [
        "WITH given AS (SELECT $1::text AS district, $2::text AS compound, $3::text AS gateway, $4::uuid, $5::text) INSERT INTO gateways "
            + "(district, compound, gateway) SELECT district, compound, gateway FROM given ON CONFLICT DO NOTHING",
        "INSERT INTO streams (gateway_id, ledger, stream) SELECT id, $4, $5 FROM gateways WHERE district = $1 AND compound = $2 AND "
            + "gateway = $3 ON CONFLICT DO NOTHING",
        "SELECT s.id FROM streams s JOIN gateways g ON g.id = s.gateway_id WHERE g.district = $1 AND g.compound = $2 AND g.gateway = $3 "
            + "AND s.ledger = $4 AND s.stream = $5",
    ];

    private readonly NpgsqlConnection _connection;
    private readonly Dictionary<StreamKey, int> _streams = [];
    private readonly HashSet<DateOnly> _days = [];

    private StoreSession(NpgsqlConnection connection) => _connection = connection;

    /// <summary>false: the server was told not to wait for its disk, so what is acknowledged may be lost.</summary>
    public bool IsDurable { get; private set; }

    public NpgsqlConnection Connection => _connection;

    /// <exception cref="NpgsqlException">The database cannot be reached or used.</exception>
    /// <exception cref="StoreNotReadyException">It lacks a migration.</exception>
    public static async Task<StoreSession> OpenAsync(StoreAddress address, CancellationToken cancellationToken)
    {
        var session = new StoreSession(new NpgsqlConnection(address.ConnectionString));
        try
        {
            await session._connection.OpenAsync(cancellationToken);
            var schema = await Migrations.NewestAppliedAsync(session._connection, cancellationToken);
            if (schema < Migrations.Newest)
            {
                throw new StoreNotReadyException($"its schema is number {schema} of {Migrations.Newest}: run zhuhui-hub migrate --store "
                    + $"{address.Text}");
            }

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

    /// <summary>Gives every stream a row and every likely day a partition, before the batch's own transaction. An odd day goes to the
    /// default partition.</summary>
    public async Task PrepareAsync(IEnumerable<StreamKey> keys, IEnumerable<DateTime> times, DateTime now,
        CancellationToken cancellationToken)
    {
        var strangers = keys.Where(key => !_streams.ContainsKey(key)).Distinct()
            .OrderBy(key => (key.District, key.Compound, key.Gateway, key.Stream, key.Ledger)).ToList();
        if (strangers.Count > 0)
        {
            await AddStreamsAsync(strangers, cancellationToken);
        }

        foreach (var day in times.Where(time => time > now - _oldest && time < now + _ahead).Select(DateOnly.FromDateTime)
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
            await copy.WriteAsync(row.Envelope.At, NpgsqlDbType.TimestampTz, cancellationToken);
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

    private async Task LearnStreamsAsync(CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            "SELECT s.id, g.district, g.compound, g.gateway, s.ledger, s.stream FROM streams s JOIN gateways g ON g.id = s.gateway_id",
            _connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            _streams[new StreamKey(reader.GetString(1), reader.GetString(2), reader.GetString(3), reader.GetGuid(4), reader.GetString(5))] =
                reader.GetInt32(0);
        }
    }

    /// <summary>In one order everywhere, so that two receivers that learn of the same gateways wait for each other and not in a
    /// circle.</summary>
    private async Task AddStreamsAsync(List<StreamKey> strangers, CancellationToken cancellationToken)
    {
        var ids = new List<int>();
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
                    ids.Add(reader.GetInt32(0));
                }
                while (await reader.NextResultAsync(cancellationToken));
            }

            await transaction.CommitAsync(cancellationToken);
        }

        for (var i = 0; i < strangers.Count; i++)
        {
            _streams[strangers[i]] = ids[i];
        }
    }
}
