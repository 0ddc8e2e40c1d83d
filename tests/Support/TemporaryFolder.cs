namespace Zhuhui.Edge.Tests.Support;

/// <summary>A folder of one test's own, gone with the test. Its path is short enough for a Unix socket in it.</summary>
public sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("zt-").FullName;

    public string At(params string[] parts) => System.IO.Path.Combine([Path, .. parts]);

    public string Write(string name, ReadOnlySpan<byte> content)
    {
        var path = At(name);
        File.WriteAllBytes(path, content);
        return path;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
