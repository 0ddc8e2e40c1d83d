namespace Zhuhui.Edge.Tests.Support;

/// <summary>Where the repository's own files are.</summary>
public static class Repository
{
    private static readonly string _root = Find();

    public static string At(params string[] parts) => Path.Combine([_root, .. parts]);

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Zhuhui.Edge.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new DirectoryNotFoundException("the tests do not run inside the repository");
    }
}
