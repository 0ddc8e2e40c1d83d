using Zhuhui.Edge.Gateway.Texts;
using Zhuhui.Edge.Gateway.Texts.Rules;

namespace Zhuhui.Edge.Gateway.Site.Binding;

/// <summary>Lists as people write them.</summary>
internal static class WordList
{
    /// <summary>"a", "a or b", "a, b or c".</summary>
    public static Wording Or(IEnumerable<string> words) => Join(words, ReadingTexts.Or);

    /// <summary>"a", "a and b", "a, b and c".</summary>
    public static Wording And(IEnumerable<string> words) => Join(words, ReadingTexts.And);

    private static Wording Join(IEnumerable<string> words, Func<Wording, string, Wording> last)
    {
        string[] all = [.. words];
        return all.Length < 2 ? Wording.Same(string.Concat(all)) : last(Wording.Join(ListTexts.Comma, all[..^1]), all[^1]);
    }
}
