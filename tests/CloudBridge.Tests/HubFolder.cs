using Zhuhui.Edge.Hub.Store;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.CloudBridge.Tests;

/// <summary>A folder and a database of the test's own; the folder is gone afterwards, the database with the tests' cluster.</summary>
internal sealed class HubFolder : IDisposable
{
    private static readonly Lazy<string> _template = new(MakeTemplate);
    private readonly TemporaryFolder _folder = new();
    private readonly Lazy<string> _database = new(() => PostgresCluster.Shared.NewDatabase(_template.Value));

    public string Path => _folder.Path;

    /// <summary>With the newest schema and nothing in it.</summary>
    public string Database => _database.Value;

    public StoreAddress Store => StoreAddress.Parse(PostgresCluster.Shared.Url(Database));

    public string Bookmarks => _folder.At("bookmarks");

    public Task<StoreReport> ReportAsync() => StoreReport.ReadAsync(Store, Eventually.Token);

    public Task<EventStore> OpenStoreAsync() => EventStore.OpenAsync(Store, TimeProvider.System, Eventually.Token);

    public IReadOnlyList<string> Query(string sql) => PostgresCluster.Shared.Query(Database, sql);

    public void Execute(string sql) => PostgresCluster.Shared.Execute(Database, sql);

    public void Dispose() => _folder.Dispose();

    private static string MakeTemplate()
    {
        var name = PostgresCluster.Shared.NewDatabase();
        Migrations.ApplyAsync(StoreAddress.Parse(PostgresCluster.Shared.Url(name)), CancellationToken.None).GetAwaiter().GetResult();
        return name;
    }
}
