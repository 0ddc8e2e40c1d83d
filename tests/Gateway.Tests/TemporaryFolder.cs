namespace Zhuhui.Edge.Gateway.Tests;

/// <summary>A folder of one test's own, gone with the test. Its path is short enough for a Unix socket in it.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("zt-").FullName;

    public string At(params string[] parts) => System.IO.Path.Combine([Path, .. parts]);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
