using Npgsql;

namespace Zhuhui.Edge.Hub.Store.Fleet;

/// <summary>Groups of gateways. One is there as long as it has a member.</summary>
internal sealed class GroupBook(NpgsqlConnection connection)
{
    /// <summary>Adds gateways that were heard of; all of them or none.</summary>
    /// <returns>Those that nobody ever heard of: then nothing was added.</returns>
    public async Task<IReadOnlyList<string>> AddAsync(string group, IReadOnlyList<string> gateways, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        List<string> unknown = [];
        foreach (var gateway in gateways)
        {
            await using var command = new NpgsqlCommand("""
                INSERT INTO group_members SELECT $1, id FROM gateways WHERE district || '/' || compound || '/' || gateway = $2
                ON CONFLICT (fleet_group, gateway_id) DO NOTHING
                """, connection);
            command.Parameters.AddWithValue(group);
            command.Parameters.AddWithValue(gateway);
            if (await command.ExecuteNonQueryAsync(cancellationToken) == 0 && !await IsKnownAsync(gateway, cancellationToken))
            {
                unknown.Add(gateway);
            }
        }

        if (unknown.Count == 0)
        {
            await transaction.CommitAsync(cancellationToken);
        }

        return unknown;
    }

    /// <summary>Those of a compound that were heard of by now.</summary>
    public Task<IReadOnlyList<string>> OfCompoundAsync(string compound, CancellationToken cancellationToken) => AddressesAsync(
        "SELECT district || '/' || compound || '/' || gateway FROM gateways WHERE district || '/' || compound = $1 ORDER BY 1", compound,
        cancellationToken);

    public Task<IReadOnlyList<string>> MembersAsync(string group, CancellationToken cancellationToken) => AddressesAsync(
        "SELECT g.district || '/' || g.compound || '/' || g.gateway FROM group_members m JOIN gateways g ON g.id = m.gateway_id "
            + "WHERE m.fleet_group = $1 ORDER BY 1", group, cancellationToken);

    /// <param name="gateways">None: the whole group.</param>
    /// <returns>How many were taken out.</returns>
    public async Task<int> RemoveAsync(string group, IReadOnlyList<string> gateways, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("""
            DELETE FROM group_members m USING gateways g WHERE g.id = m.gateway_id AND m.fleet_group = $1
              AND (cardinality($2::text[]) = 0 OR g.district || '/' || g.compound || '/' || g.gateway = ANY ($2))
            """, connection);
        command.Parameters.AddWithValue(group);
        command.Parameters.AddWithValue(gateways.ToArray());
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<(string Group, long Members)>> ListAsync(CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("SELECT fleet_group, count(*) FROM group_members GROUP BY 1 ORDER BY 1", connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        List<(string, long)> groups = [];
        while (await reader.ReadAsync(cancellationToken))
        {
            groups.Add((reader.GetString(0), reader.GetInt64(1)));
        }

        return groups;
    }

    private async Task<bool> IsKnownAsync(string gateway, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("SELECT 1 FROM gateways WHERE district || '/' || compound || '/' || gateway = $1",
            connection);
        command.Parameters.AddWithValue(gateway);
        return await command.ExecuteScalarAsync(cancellationToken) is not null;
    }

#pragma warning disable CA2100 // The two texts above.
    private async Task<IReadOnlyList<string>> AddressesAsync(string sql, string of, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        command.Parameters.AddWithValue(of);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        List<string> found = [];
        while (await reader.ReadAsync(cancellationToken))
        {
            found.Add(reader.GetString(0));
        }

        return found;
    }
#pragma warning restore CA2100
}
