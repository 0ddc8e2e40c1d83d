using Npgsql;

namespace Zhuhui.Edge.Hub.Store;

/// <summary>What changed among the hub's own alarms.</summary>
/// <param name="Raised">true: the gap has stayed for too long; false: it is filled, or said to be dropped.</param>
internal sealed record GapNews(bool Raised, string Gateway, string Stream, Guid Ledger, long First, long Last);

/// <summary>Looks at all streams for gaps: how long each is there, which are alarms by now, which alarms are over. Of several receivers one
/// at a time looks.</summary>
internal static class GapWatch
{
    private const string Renew = """
        INSERT INTO gaps (stream_id, first, last, since, seen)
        SELECT m.stream_id, m.first, m.last,
          coalesce((SELECT min(g.since) FROM gaps g WHERE g.stream_id = m.stream_id AND g.first <= m.last AND g.last >= m.first), $1), $1
        FROM missing m
        ON CONFLICT (stream_id, first) DO UPDATE SET last = excluded.last, since = excluded.since, seen = excluded.seen
        """;

    private const string Raise = """
        INSERT INTO hub_alarms (kind, stream_id, first, last, raised_at)
        SELECT 'gap', g.stream_id, g.first, g.last, $1 FROM gaps g
        WHERE g.since <= $1 - $2::interval AND NOT EXISTS (
          SELECT FROM hub_alarms a
          WHERE a.kind = 'gap' AND a.ended_at IS NULL AND a.stream_id = g.stream_id AND a.first <= g.last AND a.last >= g.first)
        RETURNING stream_id, first, last
        """;

    private const string End = """
        UPDATE hub_alarms a SET ended_at = $1 WHERE a.kind = 'gap' AND a.ended_at IS NULL
        AND NOT EXISTS (SELECT FROM gaps g WHERE g.stream_id = a.stream_id AND a.first <= g.last AND a.last >= g.first)
        RETURNING stream_id, first, last
        """;

    /// <summary>null: another receiver is at it.</summary>
    /// <exception cref="NpgsqlException">The database cannot be reached or used.</exception>
    public static async Task<(long Gaps, IReadOnlyList<GapNews> News)?> LookAsync(NpgsqlConnection connection, DateTime now,
        TimeSpan patience, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var mine = new NpgsqlCommand("SELECT pg_try_advisory_xact_lock(hashtext('zhuhui-hub gaps'))", connection);
        if (await mine.ExecuteScalarAsync(cancellationToken) is not true)
        {
            return null;
        }

        await RunAsync(connection, Renew, cancellationToken, now);
        await RunAsync(connection, "DELETE FROM gaps WHERE seen < $1", cancellationToken, now);
        var raised = await NewsAsync(connection, Raise, true, cancellationToken, now, patience);
        var ended = await NewsAsync(connection, End, false, cancellationToken, now);
        await RunAsync(connection, "UPDATE hub_alarms SET ended_at = $1 WHERE kind = 'limit' AND ended_at IS NULL AND raised_at < $1 - "
            + "interval '1 day'", cancellationToken, now);
        await using var count = new NpgsqlCommand("SELECT count(*) FROM gaps", connection);
        var gaps = (long)(await count.ExecuteScalarAsync(cancellationToken))!;
        await transaction.CommitAsync(cancellationToken);
        return (gaps, [.. raised, .. ended]);
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken, params object[] values)
    {
        await using var command = Command(connection, sql, values);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task<List<GapNews>> NewsAsync(NpgsqlConnection connection, string sql, bool raised,
        CancellationToken cancellationToken, params object[] values)
    {
        await using var command = Command(
            connection,
            $"WITH n AS ({sql}) SELECT g.district || '/' || g.compound || '/' || g.gateway, s.stream, s.ledger, n.first, n.last FROM n "
            + "JOIN streams s ON s.id = n.stream_id JOIN gateways g ON g.id = s.gateway_id",
            values);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var news = new List<GapNews>();
        while (await reader.ReadAsync(cancellationToken))
        {
            news.Add(new GapNews(raised, reader.GetString(0), reader.GetString(1), reader.GetGuid(2), reader.GetInt64(3),
                reader.GetInt64(4)));
        }

        return news;
    }

    private static NpgsqlCommand Command(NpgsqlConnection connection, string sql, object[] values)
    {
#pragma warning disable CA2100 // The texts are this type's own constants.
        var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        foreach (var value in values)
        {
            command.Parameters.AddWithValue(value);
        }

        return command;
    }
}
