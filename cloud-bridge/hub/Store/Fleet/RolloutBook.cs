using Npgsql;
using NpgsqlTypes;

namespace Zhuhui.Edge.Hub.Store.Fleet;

/// <summary>A release for a group, step by step.</summary>
/// <param name="Steps">As they were typed: 5%,25%,100%.</param>
/// <param name="StopAfter">So many gateways that fail stop it.</param>
/// <param name="SettleMinutes">So long a gateway has from its turn to the end of its trial.</param>
/// <param name="State">running, stopped or done.</param>
internal sealed record Rollout(string Id, string Version, string Group, string Steps, int StopAfter, int SettleMinutes, string By,
    string KeyId, string State = Rollout.Running, string? Reason = null)
{
    public const string Running = "running";
    public const string Stopped = "stopped";
    public const string Done = "done";
}

/// <summary>One gateway of it, beside what is known of that gateway now.</summary>
/// <param name="State">waiting, ordered, runs, failed or offline.</param>
/// <param name="Outcome">What it has on record of this version since it was told: kept, givenUp, or stalled for good; null: none.</param>
internal sealed record RolloutGateway(string Gateway, int Step, string State, DateTimeOffset? DueAt, DateTimeOffset? OrderedAt,
    bool Answered, string? Why, bool? Online, string? Version, string? Trial, string? Outcome, string? Reason)
{
    public const string Waiting = "waiting";
    public const string Ordered = "ordered";
    public const string Runs = "runs";
    public const string Failed = "failed";
    public const string Offline = "offline";

    public bool IsSettled => State is Runs or Failed or Offline;
}

/// <summary>Roll-outs in the database: what is noted there is all that one knows of itself, so that it goes on after a kill.</summary>
internal sealed class RolloutBook(NpgsqlConnection connection)
{
    private const string Columns = "id, version, fleet_group, steps, stop_after, settle_minutes, ordered_by, key_id, state, reason";

    /// <param name="gateways">In their order, each with its step.</param>
    /// <exception cref="PostgresException">One of this group runs (unique violation).</exception>
    public async Task BeginAsync(Rollout rollout, IReadOnlyList<(string Gateway, int Step)> gateways, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await ExecuteAsync("INSERT INTO rollouts (id, version, fleet_group, steps, stop_after, settle_minutes, ordered_by, key_id) "
            + "VALUES ($1, $2, $3, $4, $5, $6, $7, $8)", cancellationToken, rollout.Id, rollout.Version, rollout.Group, rollout.Steps,
            rollout.StopAfter, rollout.SettleMinutes, rollout.By, rollout.KeyId);
        for (var place = 0; place < gateways.Count; place++)
        {
            await ExecuteAsync("INSERT INTO rollout_gateways (rollout_id, gateway_id, place, step) SELECT $1, id, $3, $4 FROM gateways "
                + "WHERE district || '/' || compound || '/' || gateway = $2", cancellationToken, rollout.Id, gateways[place].Gateway, place,
                gateways[place].Step);
        }

        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>Whoever drives it says so again with each turn; a minute after the last word another may. A lock of the connection's would
    /// outlive a machine that lost its power by hours.</summary>
    /// <param name="driver">Of this process alone.</param>
    /// <returns>Whether nobody else drives it.</returns>
    public async Task<bool> TakeAsync(string id, Guid driver, CancellationToken cancellationToken) => await ExecuteAsync(
        "UPDATE rollouts SET driver = $2, driven_until = now() + interval '1 minute' WHERE id = $1 "
        + "AND (driver IS NULL OR driver = $2 OR driven_until < now())", cancellationToken, id, driver) > 0;

    /// <summary>Drives it no longer.</summary>
    public Task LeaveAsync(string id, Guid driver, CancellationToken cancellationToken) => ExecuteAsync(
        "UPDATE rollouts SET driver = NULL WHERE id = $1 AND driver = $2", cancellationToken, id, driver);

    /// <param name="id">Null: all, the newest first.</param>
    public async Task<IReadOnlyList<Rollout>> ListAsync(string? id, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand($"SELECT {Columns} FROM rollouts WHERE $1::text IS NULL OR id = $1 "
            + "ORDER BY began_at DESC LIMIT 50", connection);
        command.Parameters.AddWithValue(NpgsqlDbType.Text, (object?)id ?? DBNull.Value);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        List<Rollout> found = [];
        while (await reader.ReadAsync(cancellationToken))
        {
            found.Add(new Rollout(reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetString(3), reader.GetInt32(4),
                reader.GetInt32(5), reader.GetString(6), reader.GetString(7), reader.GetString(8), reader.IsDBNull(9) ? null
                    : reader.GetString(9)));
        }

        return found;
    }

    /// <summary>In their order.</summary>
    public async Task<IReadOnlyList<RolloutGateway>> GatewaysAsync(string id, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("""
            SELECT g.district || '/' || g.compound || '/' || g.gateway, r.step, r.state, r.due_at, r.ordered_at, r.answered, r.why,
              g.online, g.software, g.trial, w.outcome, w.reason
            FROM rollout_gateways r JOIN rollouts o ON o.id = r.rollout_id JOIN gateways g ON g.id = r.gateway_id
            LEFT JOIN LATERAL (
              SELECT CASE WHEN type = 'release.stalled' THEN 'stalled' ELSE outcome END AS outcome, reason FROM release_words
              WHERE gateway_id = g.id AND version = o.version AND received >= r.ordered_at AND (outcome IN ('kept', 'givenUp') OR ended)
              ORDER BY received DESC LIMIT 1) w ON true
            WHERE r.rollout_id = $1 ORDER BY r.place
            """, connection);
        command.Parameters.AddWithValue(id);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        List<RolloutGateway> found = [];
        while (await reader.ReadAsync(cancellationToken))
        {
            found.Add(new RolloutGateway(reader.GetString(0), reader.GetInt32(1), reader.GetString(2), Moment(3), Moment(4),
                reader.GetBoolean(5), Text(6), reader.IsDBNull(7) ? null : reader.GetBoolean(7), Text(8), Text(9), Text(10), Text(11)));
        }

        return found;

        string? Text(int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

        DateTimeOffset? Moment(int column) => reader.IsDBNull(column) ? null : reader.GetFieldValue<DateTimeOffset>(column);
    }

    /// <summary>Its turn has come; by the database's clock, as all times here.</summary>
    public Task DueAsync(string id, string gateway, CancellationToken cancellationToken) =>
        SetAsync("due_at = now()", id, gateway, cancellationToken);

    /// <summary>It is about to be told.</summary>
    public Task OrderedAsync(string id, string gateway, CancellationToken cancellationToken) =>
        SetAsync("state = 'ordered', ordered_at = coalesce(ordered_at, now()), answered = false", id, gateway, cancellationToken);

    public Task AnsweredAsync(string id, string gateway, CancellationToken cancellationToken) =>
        SetAsync("answered = true", id, gateway, cancellationToken);

    public Task SettleAsync(string id, string gateway, string state, string? why, CancellationToken cancellationToken) =>
        SetAsync("state = $3, why = $4", id, gateway, cancellationToken, state, why);

    /// <summary>Those that failed, or were offline, have another turn.</summary>
    public Task TakeUpAsync(string id, CancellationToken cancellationToken) => ExecuteAsync(
        "UPDATE rollout_gateways SET state = 'waiting', due_at = NULL, ordered_at = NULL, answered = false, why = NULL "
        + "WHERE rollout_id = $1 AND state IN ('failed', 'offline')", cancellationToken, id);

    /// <returns>Whether it was in that state.</returns>
    public async Task<bool> TurnAsync(string id, string from, string to, string? reason, CancellationToken cancellationToken) =>
        await ExecuteAsync("UPDATE rollouts SET state = $3, reason = $4, changed_at = now() WHERE id = $1 AND state = $2",
            cancellationToken, id, from, to, reason) > 0;

    /// <returns>Of the database.</returns>
    public async Task<DateTimeOffset> NowAsync(CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("SELECT now()", connection);
        return new DateTimeOffset((DateTime)(await command.ExecuteScalarAsync(cancellationToken))!);
    }

    private Task<int> SetAsync(string what, string id, string gateway, CancellationToken cancellationToken, params object?[] more) =>
        ExecuteAsync($"UPDATE rollout_gateways r SET {what} FROM gateways g WHERE r.rollout_id = $1 AND g.id = r.gateway_id "
            + "AND g.district || '/' || g.compound || '/' || g.gateway = $2", cancellationToken, [id, gateway, .. more]);

#pragma warning disable CA2100 // The texts above.
    private async Task<int> ExecuteAsync(string sql, CancellationToken cancellationToken, params object?[] values)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values)
        {
            if (value is string or null)
            {
                command.Parameters.AddWithValue(NpgsqlDbType.Text, value ?? DBNull.Value);
            }
            else
            {
                command.Parameters.AddWithValue(value);
            }
        }

        return await command.ExecuteNonQueryAsync(cancellationToken);
    }
#pragma warning restore CA2100
}
