using System.Text.Json;
using Npgsql;

namespace Zhuhui.Edge.Hub.Store.Fleet;

/// <summary>One gateway of the district, as it said last.</summary>
/// <param name="Online">Null where it never published a status.</param>
/// <param name="Since">When that last changed.</param>
/// <param name="Version">What runs there.</param>
/// <param name="Trial">The version on trial.</param>
/// <param name="Impaired">How many of its parts are not in order, by kind; null where it never said.</param>
/// <param name="ToldAt">When it last said how it is; what depends on that is null where it never did.</param>
/// <param name="LastRecord">When a record of it last came.</param>
internal sealed record FleetRow(string Gateway, bool? Online, DateTimeOffset? Since, string? Version, string? Trial, int? Devices,
    IReadOnlyDictionary<string, int>? Impaired, bool? ClockTrusted, DateTimeOffset? LinkCertificateEnds,
    DateTimeOffset? WebCertificateEnds, long? DiskFree, long? Backlog, DateTimeOffset? ToldAt, DateTimeOffset? LastRecord,
    IReadOnlyList<string> Groups);

/// <summary>The district's list of its gateways.</summary>
internal static class FleetRoster
{
    /// <param name="group">Null: all.</param>
    public static async Task<IReadOnlyList<FleetRow>> ReadAsync(NpgsqlConnection connection, string? group,
        CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("""
            SELECT district || '/' || compound || '/' || gateway, online, since, software, trial, devices, impaired::text, clock_trusted,
              link_certificate_ends, web_certificate_ends, disk_free, backlog, box_at, last_record, groups
            FROM fleet WHERE $1::text IS NULL OR $1 = ANY (groups) ORDER BY district, compound, gateway
            """, connection);
        command.Parameters.AddWithValue(NpgsqlTypes.NpgsqlDbType.Text, (object?)group ?? DBNull.Value);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        List<FleetRow> rows = [];
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(new FleetRow(reader.GetString(0), Value<bool>(1), Value<DateTimeOffset>(2), Text(3), Text(4), Value<int>(5),
                Text(6) is { } impaired ? JsonSerializer.Deserialize<Dictionary<string, int>>(impaired) : null, Value<bool>(7),
                Value<DateTimeOffset>(8), Value<DateTimeOffset>(9), Value<long>(10), Value<long>(11), Value<DateTimeOffset>(12),
                Value<DateTimeOffset>(13), reader.GetFieldValue<string[]>(14)));
        }

        return rows;

        T? Value<T>(int column)
            where T : struct => reader.IsDBNull(column) ? null : reader.GetFieldValue<T>(column);

        string? Text(int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
    }
}
