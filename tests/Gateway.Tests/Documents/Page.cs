using System.Text.RegularExpressions;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Gateway.Tests.Documents;

/// <summary>A Markdown page of the repository, as far as these tests look at it.</summary>
/// <param name="Name">Its path from the repository's top, with slashes.</param>
internal sealed partial record Page(string Name, string Text)
{
    private static readonly string[] _notOurs = [".git", "artifacts", "bin", "obj", "node_modules"];

    public static IReadOnlyList<Page> All { get; } =
        [.. Find(new DirectoryInfo(Repository.At())).Order(StringComparer.Ordinal).Select(Read)];

    /// <summary>The levels of its headings, in order: 1 for <c>#</c>.</summary>
    public IReadOnlyList<int> Levels => [.. HeadingLine().Matches(Prose).Select(m => m.Groups[1].Length)];

    /// <summary>The names by which a link can point at one of its headings.</summary>
    public IEnumerable<string> Anchors =>
        HeadingLine().Matches(Prose).Select(m => NoAnchor().Replace(m.Groups[2].Value.ToLowerInvariant(), "").Replace(' ', '-'));

    /// <summary>How many lines of tables it has.</summary>
    public int TableLines => Prose.Split('\n').Count(line => line.StartsWith('|'));

    /// <summary>Where its links and pictures lead, in order.</summary>
    public IReadOnlyList<string> Links => [.. Link().Matches(Prose).Select(m => m.Groups[1].Value)];

    private string Prose => Fence().Replace(Text, "");

    /// <param name="name">Its path from the repository's top.</param>
    public static Page Read(string name) => new(name.Replace('\\', '/'), File.ReadAllText(Repository.At(name)));

    /// <summary>What stands in its fenced blocks of that language, in order.</summary>
    public IReadOnlyList<string> Blocks(string language) =>
        [.. Fence().Matches(Text).Where(m => m.Groups[1].Value == language).Select(m => m.Groups[2].Value)];

    private static IEnumerable<string> Find(DirectoryInfo folder) => folder.EnumerateFiles("*.md")
        .Select(file => Path.GetRelativePath(Repository.At(), file.FullName))
        .Concat(folder.EnumerateDirectories().Where(inner => !_notOurs.Contains(inner.Name)).SelectMany(Find));

    [GeneratedRegex("^(#{1,6}) (.+)$", RegexOptions.Multiline)]
    private static partial Regex HeadingLine();

    [GeneratedRegex(@"[^\p{L}\p{N} _-]")]
    private static partial Regex NoAnchor();

    [GeneratedRegex(@"^[ \t]*```(\w*)[^\n]*\n(.*?)^[ \t]*```[ \t]*$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex(@"\[[^\]]*\]\(([^)\s]+)\)")]
    private static partial Regex Link();
}
