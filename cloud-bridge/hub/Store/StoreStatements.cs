using Npgsql;
using NpgsqlTypes;
using Zhuhui.Edge.Hub.Messages;

namespace Zhuhui.Edge.Hub.Store;

/// <summary>The statements of a <see cref="StoreTransaction"/>; each is few round trips, however many streams it is about.</summary>
internal sealed class StoreStatements(NpgsqlConnection connection)
{
    /// <summary>Locks the streams until the transaction ends, counts what came, and reads the runs that the records may touch,
    /// ascending, and how many runs each stream has in all.</summary>
    public async Task<(ILookup<int, SequenceRun> Runs, Dictionary<int, long> Counts)> LockAsync(List<StreamRows> streams, DateTime now,
        CancellationToken cancellationToken)
    {
        int[] ids = [.. streams.Select(stream => stream.Id)];
        await using var batch = new NpgsqlBatch(connection);
        Add(batch, "SELECT id FROM streams WHERE id = ANY ($1) ORDER BY id FOR NO KEY UPDATE", ids);
        Add(batch, "UPDATE streams s SET received = s.received + d.n, last_received = $3 FROM unnest($1::integer[], $2::integer[]) "
            + "d(id, n) WHERE s.id = d.id",
            ids, streams.Select(stream => stream.Rows.Count).ToArray(), now);
        Add(batch, """
            SELECT r.stream_id, r.first, r.last, r.prev, r.hash FROM unnest($1::integer[], $2::bigint[], $3::bigint[]) d(id, low, high)
            JOIN runs r ON r.stream_id = d.id AND r.first <= d.high + 1 AND r.last >= d.low - 1 ORDER BY r.stream_id, r.first
            """, ids, streams.Select(stream => stream.Rows[0].Seq).ToArray(), streams.Select(stream => stream.Rows[^1].Seq).ToArray());
        Add(batch, "SELECT d.id, (SELECT count(*) FROM runs r WHERE r.stream_id = d.id) FROM unnest($1::integer[]) d(id)", ids);
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        var runs = new List<(int Stream, SequenceRun Run)>();
        while (await reader.ReadAsync(cancellationToken))
        {
            runs.Add((reader.GetInt32(0), new SequenceRun(reader.GetInt64(1), reader.GetInt64(2), reader.GetFieldValue<byte[]>(3),
                reader.GetFieldValue<byte[]>(4))));
        }

        var counts = new Dictionary<int, long>();
        await reader.NextResultAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            counts[reader.GetInt32(0)] = reader.GetInt64(1);
        }

        return (runs.ToLookup(one => one.Stream, one => one.Run), counts);
    }

    /// <summary>Those of the records whose number belongs to another record in the store.</summary>
    public async Task<IReadOnlyList<Row>> ThoseThatDifferAsync(IReadOnlyList<Row> known, Func<StreamKey, int> idOf, DateTime now,
        CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("""
            SELECT k.n
            FROM unnest($1::integer[], $2::bigint[], $3::timestamptz[], $4::bytea[]) WITH ORDINALITY k(stream_id, seq, at, payload, n)
            LEFT JOIN events e ON e.stream_id = k.stream_id AND e.seq = k.seq AND e.at = k.at
            WHERE CASE WHEN e.seq IS NOT NULL THEN e.payload <> k.payload
              ELSE EXISTS (SELECT FROM events o WHERE o.stream_id = k.stream_id AND o.seq = k.seq AND o.payload <> k.payload) END
            """, connection);
        command.Parameters.AddWithValue(known.Select(row => idOf(row.Key)).ToArray());
        command.Parameters.AddWithValue(known.Select(row => row.Seq).ToArray());
        command.Parameters.AddWithValue(known.Select(row => StoreSession.PlaceOf(row.Envelope.At, now)).ToArray());
        command.Parameters.AddWithValue(known.Select(row => row.Payload.ToArray()).ToArray());
        var differ = new List<Row>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            differ.Add(known[(int)reader.GetInt64(0) - 1]);
        }

        return differ;
    }

    /// <summary>Writes what became of the runs, and notes what was dropped.</summary>
    public async Task WriteRunsAsync(List<(int Stream, RunChange Change)> changes, DateTime now,
        List<(int Stream, DroppedNumbers Numbers)> dropped, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection);
        var gone = changes.SelectMany(change => change.Change.Gone, (change, first) => (change.Stream, First: first)).ToList();
        if (gone.Count > 0)
        {
            Add(batch, "DELETE FROM runs r USING unnest($1::integer[], $2::bigint[]) d(id, first) WHERE r.stream_id = "
                + "d.id AND r.first = d.first",
                gone.Select(one => one.Stream).ToArray(), gone.Select(one => one.First).ToArray());
        }

        var changed = changes.SelectMany(change => change.Change.Changed, (change, run) => (change.Stream, Run: run)).ToList();
        if (changed.Count > 0)
        {
            Add(batch, """
                INSERT INTO runs (stream_id, first, last, prev, hash)
                SELECT * FROM unnest($1::integer[], $2::bigint[], $3::bigint[], $4::bytea[], $5::bytea[])
                ON CONFLICT (stream_id, first) DO UPDATE SET last = excluded.last, hash = excluded.hash
                """, changed.Select(one => one.Stream).ToArray(), changed.Select(one => one.Run.First).ToArray(),
                changed.Select(one => one.Run.Last).ToArray(),
                changed.Select(one => one.Run.Prev).ToArray(), changed.Select(one => one.Run.Hash).ToArray());
        }

        foreach (var (stream, numbers) in dropped)
        {
            Add(batch, "INSERT INTO dropped (stream_id, first, last, count, reason, noted) VALUES ($1, $2, $3, $4, $5, "
                + "$6) ON CONFLICT DO NOTHING",
                stream, numbers.First, numbers.Last, (object?)numbers.Count ?? DBNull.Value, (object?)numbers.Reason ?? DBNull.Value, now);
        }

        await RunAsync(batch, cancellationToken);
    }

    /// <summary>Adds to the streams' counts.</summary>
    /// <param name="duplicates">Records that were there before, by stream.</param>
    /// <param name="conflicts">Those that bore another record's number.</param>
    /// <param name="received">Those that came beside the ones already counted.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task CountAsync(Dictionary<int, int> duplicates, Dictionary<int, int> conflicts, Dictionary<int, int> received,
        CancellationToken cancellationToken)
    {
        int[] ids = [.. duplicates.Keys.Union(conflicts.Keys).Union(received.Keys)];
        if (ids.Length == 0)
        {
            return;
        }

        await using var batch = new NpgsqlBatch(connection);
        Add(batch, """
            UPDATE streams s
            SET duplicates = s.duplicates + d.duplicates, conflicts = s.conflicts + d.conflicts, received = s.received + d.received
            FROM unnest($1::integer[], $2::integer[], $3::integer[], $4::integer[]) d(id, duplicates, conflicts, received) WHERE s.id = d.id
            """, ids, Of(duplicates), Of(conflicts), Of(received));
        await RunAsync(batch, cancellationToken);

        int[] Of(Dictionary<int, int> counts) => [.. ids.Select(id => counts.GetValueOrDefault(id))];
    }

    /// <summary>A birth counts once a session; an end counts only when it is that session's.</summary>
    public async Task NoteStatusesAsync(IReadOnlyList<GatewayStatus> statuses, DateTime now, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection);
        foreach (var status in statuses.OrderBy(status => (status.District, status.Compound, status.Gateway)))
        {
            if (status.Online)
            {
                Add(batch, """
                    INSERT INTO gateways AS g
                      (district, compound, gateway, online, status_at, boot, session, contract, software, promise, streams)
                    VALUES ($1, $2, $3, true, $4, $5, $6, $7, $8, $9, $10::jsonb)
                    ON CONFLICT (district, compound, gateway) DO UPDATE SET online = true, status_at = excluded.status_at,
                      boot = excluded.boot, session = excluded.session, contract = excluded.contract, software = excluded.software,
                      promise = excluded.promise, reason = null, streams = excluded.streams
                    WHERE (g.boot, g.session) IS DISTINCT FROM (excluded.boot, excluded.session)
                    """, status.District, status.Compound, status.Gateway, now, status.Boot, status.Session, Word(status.Contract),
                    Word(status.Software),
                    Word(status.Promise), Word(status.Streams));
            }
            else
            {
                Add(batch, """
                    UPDATE gateways SET online = false, status_at = $4, reason = $7
                    WHERE district = $1 AND compound = $2 AND gateway = $3 AND boot = $5 AND session = $6 AND online
                    """, status.District, status.Compound, status.Gateway, now, status.Boot, status.Session, Word(status.Reason));
            }
        }

        await RunAsync(batch, cancellationToken);
    }

    private static object Word(string? word) => (object?)word ?? DBNull.Value;

    private static void Add(NpgsqlBatch batch, string sql, params ReadOnlySpan<object> values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values)
        {
            command.Parameters.Add(value is DBNull ? new NpgsqlParameter { Value = value, NpgsqlDbType = NpgsqlDbType.Unknown }
                : new NpgsqlParameter { Value = value });
        }

        batch.BatchCommands.Add(command);
    }

    private static async Task RunAsync(NpgsqlBatch batch, CancellationToken cancellationToken)
    {
        if (batch.BatchCommands.Count > 0)
        {
            await batch.ExecuteNonQueryAsync(cancellationToken);
        }
    }
}
