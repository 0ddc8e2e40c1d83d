namespace Zhuhui.Edge.Gateway.Site.Binding;

/// <summary>Lists as people write them.</summary>
internal static class WordList
{
    /// <summary>"a", "a or b", "a, b or c".</summary>
    public static string Join(IEnumerable<string> words, string last)
    {
        string[] all = [.. words];
        return all.Length < 2 ? string.Concat(all) : $"{string.Join(", ", all[..^1])} {last} {all[^1]}";
    }
}
