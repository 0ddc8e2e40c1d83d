using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Gateway.Tests.Texts;

/// <summary>The source files of a room, by their names within it.</summary>
internal static class Sources
{
    /// <summary>Scripts and style sheets too: what they say comes with the page.</summary>
    private static readonly string[] _kinds = ["*.cs", "*.razor", "*.js", "*.css"];

    private static readonly string _separator = Path.DirectorySeparatorChar.ToString();

    public static IEnumerable<(string Name, string Text)> OfGateway() => Of("gateway");

    public static IEnumerable<(string Name, string Text)> Of(params string[] room)
    {
        var folder = Repository.At(room);
        return _kinds.SelectMany(kind => Directory.EnumerateFiles(folder, kind, SearchOption.AllDirectories))
            .Select(file => (Path.GetRelativePath(folder, file).Replace(_separator, "/", StringComparison.Ordinal),
                File.ReadAllText(file)));
    }
}
