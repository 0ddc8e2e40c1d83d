using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using Zhuhui.Edge.Hub.Messages;

namespace Zhuhui.Edge.Hub.Store;

/// <summary>Notes how gateways say that their boxes are, in their rows.</summary>
internal static class BoxStatements
{
    /// <summary>Each receiver hears every status: a word counts in the session it is of, and only where no later one was noted.</summary>
    public static async Task NoteAsync(NpgsqlConnection connection, IReadOnlyList<GatewayStatus> statuses, DateTime now,
        CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection);
        foreach (var status in statuses.Where(status => status is { Online: true, Box: not null })
            .OrderBy(status => (status.District, status.Compound, status.Gateway)))
        {
            var box = status.Box!;
            var command = new NpgsqlBatchCommand("""
                UPDATE gateways SET box_session = $5, box_word = $6, box_at = $7, devices = $8, impaired = $9, clock_trusted = $10,
                  backlog = $11, link_certificate_ends = $12, web_certificate_ends = $13, disk_free = $14, trial = $15
                WHERE district = $1 AND compound = $2 AND gateway = $3 AND boot = $4 AND session = $5
                  AND (box_session IS DISTINCT FROM $5 OR box_word < $6)
                """);
            Add(status.District, NpgsqlDbType.Text);
            Add(status.Compound, NpgsqlDbType.Text);
            Add(status.Gateway, NpgsqlDbType.Text);
            Add(status.Boot, NpgsqlDbType.Uuid);
            Add(status.Session, NpgsqlDbType.Uuid);
            Add(box.Word, NpgsqlDbType.Bigint);
            Add(now, NpgsqlDbType.TimestampTz);
            Add(box.Devices, NpgsqlDbType.Integer);
            Add(JsonSerializer.Serialize(box.Impaired), NpgsqlDbType.Jsonb);
            Add(box.ClockTrusted, NpgsqlDbType.Boolean);
            Add(box.Backlog, NpgsqlDbType.Bigint);
            Add(box.LinkCertificateEnds, NpgsqlDbType.TimestampTz);
            Add(box.WebCertificateEnds, NpgsqlDbType.TimestampTz);
            Add(box.DiskFree, NpgsqlDbType.Bigint);
            Add(box.Trial, NpgsqlDbType.Text);
            batch.BatchCommands.Add(command);

            void Add(object? value, NpgsqlDbType type) => command.Parameters.Add(new NpgsqlParameter
            {
                Value = value ?? DBNull.Value,
                NpgsqlDbType = type,
            });
        }

        if (batch.BatchCommands.Count > 0)
        {
            await batch.ExecuteNonQueryAsync(cancellationToken);
        }
    }
}
