namespace Zhuhui.Edge.CloudBridge.Tests;

/// <summary>A folder of the test's own, gone afterwards.</summary>
internal sealed class TestFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("zhuhui-bridge-").FullName;

    public string Store => System.IO.Path.Combine(Path, "hub.db");

    public string Bookmarks => System.IO.Path.Combine(Path, "bookmarks");

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
