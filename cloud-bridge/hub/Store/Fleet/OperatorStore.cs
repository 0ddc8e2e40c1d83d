using Npgsql;

namespace Zhuhui.Edge.Hub.Store.Fleet;

/// <summary>The hub's database for whoever gives orders: one connection, for one command.</summary>
internal static class OperatorStore
{
    /// <exception cref="NpgsqlException">The database cannot be reached or used.</exception>
    /// <exception cref="StoreNotReadyException">It lacks a migration.</exception>
    public static async Task<NpgsqlConnection> OpenAsync(StoreAddress address, CancellationToken cancellationToken)
    {
        var connection = new NpgsqlConnection(address.ConnectionString);
        try
        {
            await connection.OpenAsync(cancellationToken);
            var schema = await Migrations.NewestAppliedAsync(connection, cancellationToken);
            return schema >= Migrations.Newest ? connection : throw new StoreNotReadyException(
                $"its schema is number {schema} of {Migrations.Newest}: run zhuhui-hub migrate --store {address.Text}");
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }
}
