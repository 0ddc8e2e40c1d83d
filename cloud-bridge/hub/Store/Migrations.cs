using System.Globalization;
using Npgsql;

namespace Zhuhui.Edge.Hub.Store;

/// <summary>The schema's files, in the order of their numbers, and how far a database has got with them. Forward only.</summary>
internal static class Migrations
{
    private const string Folder = "migrations/";
    private const string Rights = "rights.sql";

    private static readonly List<(int Number, string Name)> _all =
    [
        .. typeof(Migrations).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Folder, StringComparison.Ordinal) && name != Folder + Rights)
            .Select(name => name[Folder.Length..])
            .Select(name => (int.Parse(name.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture), name))
            .Order(),
    ];

    public static int Newest => _all[^1].Number;

    /// <summary>Applies what is missing, each file with its note in one transaction; two at once wait for each other. The names of those
    /// applied.</summary>
    /// <exception cref="NpgsqlException">One did not succeed, and nothing of it is there.</exception>
    public static Task<IReadOnlyList<string>> ApplyAsync(StoreAddress address, CancellationToken cancellationToken) =>
        ApplyAsync(address, Newest, cancellationToken);

    /// <param name="through">The number of the last file that is applied.</param>
    internal static async Task<IReadOnlyList<string>> ApplyAsync(StoreAddress address, int through, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(address.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        // However long the other takes; a table that somebody else reads is not waited for as long, for all others wait behind.
        await RunAsync(connection, "SET LOCAL lock_timeout = 0; SELECT pg_advisory_xact_lock(hashtext('zhuhui-hub migrations'))",
            cancellationToken);
        await RunAsync(connection, "SET LOCAL lock_timeout = '5s'", cancellationToken);
        await RunAsync(
            connection,
            "CREATE TABLE IF NOT EXISTS schema_migrations (number integer PRIMARY KEY, name text NOT NULL, applied "
            + "timestamptz NOT NULL DEFAULT now())",
            cancellationToken);
        var at = await NewestAppliedAsync(connection, cancellationToken);
        var missing = _all.FindAll(migration => migration.Number > at && migration.Number <= through);
        foreach (var (number, name) in missing)
        {
            await RunAsync(connection, await TextAsync(name, cancellationToken), cancellationToken);
            await using var note = new NpgsqlCommand("INSERT INTO schema_migrations (number, name) VALUES ($1, $2)", connection);
            note.Parameters.AddWithValue(number);
            note.Parameters.AddWithValue(name);
            await note.ExecuteNonQueryAsync(cancellationToken);
        }

        if (through == Newest)
        {
            await RunAsync(connection, await TextAsync(Rights, cancellationToken), cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return [.. missing.Select(migration => migration.Name)];
    }

    /// <summary>The number of the newest migration a database has; 0 where it has none.</summary>
    public static async Task<int> NewestAppliedAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("SELECT to_regclass('schema_migrations') IS NOT NULL", connection);
        if (await command.ExecuteScalarAsync(cancellationToken) is not true)
        {
            return 0;
        }

        await using var newest = new NpgsqlCommand("SELECT coalesce(max(number), 0) FROM schema_migrations", connection);
        return (int)(await newest.ExecuteScalarAsync(cancellationToken))!;
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
#pragma warning disable CA2100 // The texts are this assembly's own files.
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task<string> TextAsync(string name, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(typeof(Migrations).Assembly.GetManifestResourceStream(Folder + name)!);
        return await reader.ReadToEndAsync(cancellationToken);
    }
}
