using System.Text.Json;
using Npgsql;

namespace Zhuhui.Edge.Hub.Store;

/// <summary>Of how many people one gateway keeps face templates, by what it said last.</summary>
/// <param name="Faces">Null where it never said.</param>
internal sealed record GatewayFaces(string District, string Compound, string Gateway, bool Online, long? Faces, long? People,
    DateTimeOffset? CountedAt);

/// <summary>Of how many people faces are stored in all, for the duty to file with the authority. Somebody whom two gateways know counts
/// twice: nobody here knows that they are one.</summary>
/// <param name="Unknown">How many gateways never said.</param>
internal sealed record FaceCount(long Faces, int Unknown, long WarnsFrom, long FilesFrom, IReadOnlyList<GatewayFaces> Gateways)
{
    /// <summary>Measures for the Security Management of Facial Recognition Technology: to be filed within 30 working days.</summary>
    private const long Files = 100_000;

    /// <summary>Filing takes time.</summary>
    private const long Warns = 80_000;

    public bool IsDue => Faces >= FilesFrom;

    public bool IsNear => Faces >= WarnsFrom;

    /// <exception cref="NpgsqlException">The database cannot be reached or read.</exception>
    public static async Task<FaceCount> ReadAsync(StoreAddress address, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(address.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand("""
            SELECT district, compound, gateway, online, faces, people, counted_at FROM faces_stored ORDER BY district, compound, gateway
            """, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        List<GatewayFaces> gateways = [];
        while (await reader.ReadAsync(cancellationToken))
        {
            gateways.Add(new GatewayFaces(reader.GetString(0), reader.GetString(1), reader.GetString(2),
                !reader.IsDBNull(3) && reader.GetBoolean(3), reader.IsDBNull(4) ? null : reader.GetInt64(4),
                reader.IsDBNull(5) ? null : reader.GetInt64(5), reader.IsDBNull(6) ? null : reader.GetFieldValue<DateTimeOffset>(6)));
        }

        return new FaceCount(gateways.Sum(one => one.Faces ?? 0), gateways.Count(one => one.Faces is null), Warns, Files, gateways);
    }

    public override string ToString() => JsonSerializer.Serialize(this, JsonSerializerOptions.Web);
}
