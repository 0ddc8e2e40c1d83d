using Npgsql;
using NpgsqlTypes;

namespace Zhuhui.Edge.Hub.Store.Fleet;

/// <summary>One command for all gateways of a group.</summary>
/// <param name="Id">The command's at every gateway.</param>
/// <param name="Args">As JSON.</param>
/// <param name="KeyId">Of the key that signed.</param>
internal sealed record GroupOrderRecord(string Id, string Group, string Kind, string Args, string By, string KeyId,
    DateTimeOffset IssuedAt, DateTimeOffset ExpiresAt);

/// <summary>How an order stands, in one line.</summary>
internal sealed record OrderSummary(GroupOrderRecord Order, long Gateways, long Done, long Refused, long Unanswered);

/// <summary>What one gateway made of an order.</summary>
/// <param name="Outcome">done, refused, noAnswer or nobodyListens; null while nothing was heard.</param>
internal sealed record OrderAnswer(string Gateway, string? Outcome, string? ReasonCode, string? Reason, DateTimeOffset? At)
{
    public const string Done = "done";
    public const string Refused = "refused";
    public const string NoAnswer = "noAnswer";
    public const string NobodyListens = "nobodyListens";
}

/// <summary>What was ordered of groups, with one answer a gateway: noted before anything is sent.</summary>
internal sealed class OrderBook(NpgsqlConnection connection)
{
    private const int MostListed = 50;

    /// <returns>false: that id was ordered before, and nothing is noted.</returns>
    public async Task<bool> BeginAsync(GroupOrderRecord order, IReadOnlyList<string> gateways, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var note = new NpgsqlCommand(
            "INSERT INTO orders (id, fleet_group, kind, args, ordered_by, key_id, issued_at, expires_at) VALUES ($1, $2, $3, $4, "
            + "$5, $6, $7, $8) ON CONFLICT (id) DO NOTHING", connection);
        foreach (var text in new[] { order.Id, order.Group, order.Kind })
        {
            note.Parameters.AddWithValue(text);
        }

        note.Parameters.AddWithValue(NpgsqlDbType.Jsonb, order.Args);
        note.Parameters.AddWithValue(order.By);
        note.Parameters.AddWithValue(order.KeyId);
        note.Parameters.AddWithValue(order.IssuedAt.UtcDateTime);
        note.Parameters.AddWithValue(order.ExpiresAt.UtcDateTime);
        if (await note.ExecuteNonQueryAsync(cancellationToken) == 0)
        {
            return false;
        }

        await using var each = new NpgsqlCommand(
            "INSERT INTO order_answers (order_id, gateway_id) SELECT $1, id FROM gateways "
            + "WHERE district || '/' || compound || '/' || gateway = ANY ($2)", connection);
        each.Parameters.AddWithValue(order.Id);
        each.Parameters.AddWithValue(gateways.ToArray());
        await each.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>Notes what came of one gateway; what was heard first stays.</summary>
    public async Task NoteAsync(string order, OrderAnswer answer, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("""
            UPDATE order_answers a SET outcome = $3, reason_code = $4, reason = $5, answered_at = $6 FROM gateways g
            WHERE a.order_id = $1 AND g.id = a.gateway_id AND g.district || '/' || g.compound || '/' || g.gateway = $2
              AND a.outcome IS NULL
            """, connection);
        command.Parameters.AddWithValue(order);
        command.Parameters.AddWithValue(answer.Gateway);
        command.Parameters.AddWithValue(answer.Outcome!);
        command.Parameters.AddWithValue(NpgsqlDbType.Text, (object?)answer.ReasonCode ?? DBNull.Value);
        command.Parameters.AddWithValue(NpgsqlDbType.Text, (object?)answer.Reason ?? DBNull.Value);
        command.Parameters.AddWithValue(NpgsqlDbType.TimestampTz, answer.At is { } at ? at.UtcDateTime : DBNull.Value);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <param name="id">Null: the newest, the last first.</param>
    public async Task<IReadOnlyList<OrderSummary>> ListAsync(string? id, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("""
            SELECT o.id, o.fleet_group, o.kind, o.args::text, o.ordered_by, o.key_id, o.issued_at, o.expires_at, count(*),
              count(*) FILTER (WHERE a.outcome = 'done'), count(*) FILTER (WHERE a.outcome = 'refused')
            FROM orders o JOIN order_answers a ON a.order_id = o.id WHERE $1::text IS NULL OR o.id = $1
            GROUP BY o.id ORDER BY o.issued_at DESC, o.id LIMIT $2
            """, connection);
        command.Parameters.AddWithValue(NpgsqlDbType.Text, (object?)id ?? DBNull.Value);
        command.Parameters.AddWithValue(MostListed);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        List<OrderSummary> orders = [];
        while (await reader.ReadAsync(cancellationToken))
        {
            var order = new GroupOrderRecord(reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetString(3),
                reader.GetString(4), reader.GetString(5), reader.GetFieldValue<DateTimeOffset>(6), reader.GetFieldValue<DateTimeOffset>(7));
            var (all, done, refused) = (reader.GetInt64(8), reader.GetInt64(9), reader.GetInt64(10));
            orders.Add(new OrderSummary(order, all, done, refused, all - done - refused));
        }

        return orders;
    }

    public async Task<IReadOnlyList<OrderAnswer>> AnswersAsync(string id, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("""
            SELECT g.district || '/' || g.compound || '/' || g.gateway, a.outcome, a.reason_code, a.reason, a.answered_at
            FROM order_answers a JOIN gateways g ON g.id = a.gateway_id WHERE a.order_id = $1 ORDER BY 1
            """, connection);
        command.Parameters.AddWithValue(id);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        List<OrderAnswer> answers = [];
        while (await reader.ReadAsync(cancellationToken))
        {
            answers.Add(new OrderAnswer(reader.GetString(0), Text(1), Text(2), Text(3), reader.IsDBNull(4) ? null
                : reader.GetFieldValue<DateTimeOffset>(4)));
        }

        return answers;

        string? Text(int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
    }
}
