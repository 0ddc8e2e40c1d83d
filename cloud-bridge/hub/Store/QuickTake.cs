using Npgsql;
using NpgsqlTypes;

namespace Zhuhui.Edge.Hub.Store;

/// <summary>The database's take_batch: what a batch adds to its streams, their runs and what was taken of the gateways, in one exchange,
/// and the commit with it where nothing else is to be done. For batches that are as nearly all are; of others nothing is done.</summary>
internal sealed class QuickTake : IAsyncDisposable
{
    /// <summary>What PostgreSQL says of a batch that this is not for.</summary>
    public const string Declined = "HB001";

    private static readonly NpgsqlDbType[] _types =
    [
        NpgsqlDbType.TimestampTz, Many(NpgsqlDbType.Integer), Many(NpgsqlDbType.Integer), Many(NpgsqlDbType.Integer),
        Many(NpgsqlDbType.Bigint), Many(NpgsqlDbType.Bigint), Many(NpgsqlDbType.Bytea), Many(NpgsqlDbType.Bytea), NpgsqlDbType.Bigint,
        NpgsqlDbType.Date, Many(NpgsqlDbType.Integer), Many(NpgsqlDbType.Bigint), Many(NpgsqlDbType.Bigint),
    ];

    private readonly NpgsqlBatch _take;
    private readonly NpgsqlBatch _takeAndCommit;

    private QuickTake(NpgsqlConnection connection) =>
        (_take, _takeAndCommit) = (new NpgsqlBatch(connection) { BatchCommands = { Command() } },
            new NpgsqlBatch(connection) { BatchCommands = { Command(), new NpgsqlBatchCommand("COMMIT") } });

    public static async Task<QuickTake> PrepareAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var quick = new QuickTake(connection);
        await quick._take.PrepareAsync(cancellationToken);
        await quick._takeAndCommit.PrepareAsync(cancellationToken);
        return quick;
    }

    /// <summary>The records' numbers as runs; null where a link among them, or of a stream's first, is broken.</summary>
    public static IReadOnlyList<(int Stream, SequenceRun Run)>? RunsOf(IReadOnlyList<StreamRows> streams)
    {
        var runs = new List<(int Stream, SequenceRun Run)>(streams.Count);
        foreach (var stream in streams)
        {
            foreach (var row in stream.Rows)
            {
                var prev = row.Prev;
                if (row.Seq == 1 && prev.AsSpan().ContainsAnyExcept((byte)0))
                {
                    return null;
                }

                var (last, before) = runs.Count == 0 ? default : runs[^1];
                if (last != stream.Id || before.Last != row.Seq - 1)
                {
                    runs.Add((stream.Id, new SequenceRun(row.Seq, row.Seq, prev, row.Hash)));
                }
                else if (before.Hash.AsSpan().SequenceEqual(prev))
                {
                    runs[^1] = (last, before with { Last = row.Seq, Hash = row.Hash });
                }
                else
                {
                    return null;
                }
            }
        }

        return runs;
    }

    /// <param name="streams">Ascending; all their rows are new.</param>
    /// <param name="runs">Those of the rows.</param>
    /// <param name="gatewayOf">Whose a stream is.</param>
    /// <param name="mostRuns">Of one stream.</param>
    /// <param name="now">When they were received.</param>
    /// <param name="commit">Ends the transaction with it.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>What was taken of each of the gateways today.</returns>
    /// <exception cref="PostgresException"><see cref="Declined"/>: the batch must go the long way, in another transaction.</exception>
    public async Task<IReadOnlyList<(int Gateway, long Records, long Bytes)>> TakeAsync(IReadOnlyList<StreamRows> streams,
        IReadOnlyList<(int Stream, SequenceRun Run)> runs, Func<StreamKey, int> gatewayOf, int mostRuns, DateTime now, bool commit,
        CancellationToken cancellationToken)
    {
        var gateways = new SortedDictionary<int, (long Records, long Bytes)>();
        foreach (var stream in streams)
        {
            var gateway = gatewayOf(stream.Rows[0].Key);
            var (records, bytes) = gateways.GetValueOrDefault(gateway);
            gateways[gateway] = (records + stream.Rows.Count, bytes + stream.Rows.Sum(row => (long)row.Payload.Length));
        }

        object[] values =
        [
            now, streams.Select(stream => stream.Id).ToArray(), streams.Select(stream => stream.Rows.Count).ToArray(),
            runs.Select(one => one.Stream).ToArray(), runs.Select(one => one.Run.First).ToArray(),
            runs.Select(one => one.Run.Last).ToArray(), runs.Select(one => one.Run.Prev).ToArray(),
            runs.Select(one => one.Run.Hash).ToArray(), (long)mostRuns, DateOnly.FromDateTime(now), gateways.Keys.ToArray(),
            gateways.Values.Select(one => one.Records).ToArray(), gateways.Values.Select(one => one.Bytes).ToArray(),
        ];
        var batch = commit ? _takeAndCommit : _take;
        for (var i = 0; i < values.Length; i++)
        {
            batch.BatchCommands[0].Parameters[i].Value = values[i];
        }

        var taken = new List<(int, long, long)>(gateways.Count);
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            taken.Add((reader.GetInt32(0), reader.GetInt64(1), reader.GetInt64(2)));
        }

        // What the commit says comes after.
        await reader.NextResultAsync(cancellationToken);
        return taken;
    }

    public async ValueTask DisposeAsync()
    {
        await _take.DisposeAsync();
        await _takeAndCommit.DisposeAsync();
    }

    private static NpgsqlDbType Many(NpgsqlDbType of) => NpgsqlDbType.Array | of;

    private static NpgsqlBatchCommand Command()
    {
        var command = new NpgsqlBatchCommand("SELECT gateway, records_today, bytes_today FROM take_batch($1, $2, $3, $4, $5, $6, $7, $8, "
            + "$9, $10, $11, $12, $13)");
        foreach (var type in _types)
        {
            command.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = type });
        }

        return command;
    }
}
