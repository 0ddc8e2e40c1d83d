using Zhuhui.Edge.Hub.Store;
using Zhuhui.Edge.Tests;

namespace Zhuhui.Edge.CloudBridge.Tests;

/// <summary>A folder and a database of the test's own; the folder is gone afterwards, the database with the tests' cluster.</summary>
internal sealed class TestFolder : IDisposable
{
    private static readonly Lazy<string> s_template = new(MakeTemplate);
    private readonly Lazy<string> _database = new(() => PostgresCluster.Shared.NewDatabase(s_template.Value));

    public string Path { get; } = Directory.CreateTempSubdirectory("zhuhui-bridge-").FullName;

    /// <summary>With the newest schema and nothing in it.</summary>
    public string Database => _database.Value;

    public StoreAddress Store => StoreAddress.Parse(PostgresCluster.Shared.Url(Database));

    public string Bookmarks => System.IO.Path.Combine(Path, "bookmarks");

    public Task<StoreReport> ReportAsync() => StoreReport.ReadAsync(Store, Patience.Token);

    public Task<EventStore> OpenStoreAsync() => EventStore.OpenAsync(Store, TimeProvider.System, Patience.Token);

    public IReadOnlyList<string> Query(string sql) => PostgresCluster.Shared.Query(Database, sql);

    public void Execute(string sql) => PostgresCluster.Shared.Execute(Database, sql);

    public void Dispose() => Directory.Delete(Path, recursive: true);

    private static string MakeTemplate()
    {
        var name = PostgresCluster.Shared.NewDatabase();
        Migrations.ApplyAsync(StoreAddress.Parse(PostgresCluster.Shared.Url(name)), CancellationToken.None).GetAwaiter().GetResult();
        return name;
    }
}
