using Npgsql;
using NpgsqlTypes;

namespace Zhuhui.Edge.Hub.Store;

/// <summary>The statements of a <see cref="StoreTransaction"/> that bound what one gateway can make it store.</summary>
internal sealed class LimitStatements(NpgsqlConnection connection)
{
    /// <summary>Raises an alarm for each broken link, so many a stream as may stand; those raised.</summary>
    public async Task<IReadOnlyList<(int Stream, long Seq)>> RaiseBreaksAsync(List<(int Stream, RunChange Change)> changes, int most,
        DateTime now, CancellationToken cancellationToken)
    {
        var breaks = changes.SelectMany(change => change.Change.Breaks, (change, seq) => (change.Stream, Seq: seq)).ToList();
        await using var command = new NpgsqlCommand("""
            INSERT INTO hub_alarms (kind, stream_id, first, last, raised_at)
            SELECT 'chain', d.id, d.seq, d.seq, $3
            FROM (SELECT id, seq, row_number() OVER (PARTITION BY id ORDER BY seq) AS n
              FROM unnest($1::integer[], $2::bigint[]) u(id, seq)) d
            WHERE d.n + (SELECT count(*) FROM hub_alarms a WHERE a.kind = 'chain' AND a.stream_id = d.id AND a.ended_at IS NULL) <= $4
            ON CONFLICT DO NOTHING RETURNING stream_id, first
            """, connection);
        command.Parameters.AddWithValue(breaks.Select(one => one.Stream).ToArray());
        command.Parameters.AddWithValue(breaks.Select(one => one.Seq).ToArray());
        command.Parameters.AddWithValue(now);
        command.Parameters.AddWithValue(most);
        var raised = new List<(int, long)>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            raised.Add((reader.GetInt32(0), reader.GetInt64(1)));
        }

        return raised;
    }

    /// <summary>Adds to what was taken of the gateways today; what that is by now.</summary>
    public async Task<IReadOnlyList<(int Gateway, long Records, long Bytes)>> TakeInAsync(IReadOnlyList<(int Id, List<Row> Rows)> streams,
        DateTime now, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("""
            INSERT INTO intake AS i (gateway_id, day, records, bytes)
            SELECT s.gateway_id, $4, sum(d.records), sum(d.bytes)
            FROM unnest($1::integer[], $2::bigint[], $3::bigint[]) d(id, records, bytes) JOIN streams s ON s.id = d.id
            GROUP BY s.gateway_id ORDER BY s.gateway_id
            ON CONFLICT (gateway_id, day) DO UPDATE SET records = i.records + excluded.records, bytes = i.bytes + excluded.bytes
            RETURNING gateway_id, records, bytes
            """, connection);
        command.Parameters.AddWithValue(streams.Select(stream => stream.Id).ToArray());
        command.Parameters.AddWithValue(streams.Select(stream => (long)stream.Rows.Count).ToArray());
        command.Parameters.AddWithValue(streams.Select(stream => stream.Rows.Sum(row => (long)row.Payload.Length)).ToArray());
        command.Parameters.AddWithValue(DateOnly.FromDateTime(now));
        var taken = new List<(int, long, long)>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            taken.Add((reader.GetInt32(0), reader.GetInt64(1), reader.GetInt64(2)));
        }

        return taken;
    }

    /// <summary>Raises the alarm that a gateway is over a limit; whether it did not stand before.</summary>
    public async Task<bool> RaiseLimitAsync(int stream, long seq, DateTime now, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("INSERT INTO hub_alarms (kind, stream_id, first, last, raised_at) VALUES ('limit', $1, "
            + "$2, $2, $3) ON CONFLICT DO NOTHING", connection);
        command.Parameters.AddWithValue(stream);
        command.Parameters.AddWithValue(seq);
        command.Parameters.AddWithValue(now);
        return await command.ExecuteNonQueryAsync(cancellationToken) > 0;
    }

    /// <summary>Keeps a message aside.</summary>
    public async Task<Kept> RefuseAsync(Refusal refusal, StoreLimits limits, DateTime now, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("SELECT keep_refused($1, $2, $3, $4, $5, $6, $7, $8)", connection);
        command.Parameters.AddWithValue(refusal.Hash());
        command.Parameters.AddWithValue(refusal.Topic);
        command.Parameters.AddWithValue(refusal.Reason.Replace("\0", "", StringComparison.Ordinal));
        command.Parameters.AddWithValue(now);
        command.Parameters.AddWithValue(NpgsqlDbType.Bytea, refusal.Payload);
        command.Parameters.AddWithValue(refusal.Source());
        command.Parameters.AddWithValue(limits.RefusedADay);
        command.Parameters.AddWithValue(limits.RefusedBytesADay);
        return (Kept)(int)(await command.ExecuteScalarAsync(cancellationToken))!;
    }
}

/// <summary>What became of a message that is no record, as the database's keep_refused says it.</summary>
internal enum Kept
{
    Again = 0,
    First = 1,

    /// <summary>Over the day's bound: counted.</summary>
    NotAnyMore = 2,

    /// <summary>The first of the day that is.</summary>
    Not = 3,
}
