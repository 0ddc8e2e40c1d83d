using Zhuhui.Edge.Gateway.Texts;
using Zhuhui.Edge.Gateway.Texts.Rules;

namespace Zhuhui.Edge.Gateway.Site.Binding;

/// <summary>What to say about a key nobody knows.</summary>
internal static class NearestKey
{
    public static Wording Advice(string key, IEnumerable<string> known)
    {
        string[] all = [.. known];
        var nearest = all.MinBy(candidate => Distance(key, candidate));
        return nearest is not null && Distance(key, nearest) <= Math.Max(1, nearest.Length / 3)
            ? ReadingTexts.DidYouMean(nearest)
            : ReadingTexts.KnownAre(WordList.And(all.Order(StringComparer.Ordinal)));
    }

    /// <summary>Levenshtein distance without regard to case; a key of unlikely length is simply far.</summary>
    private static int Distance(string one, string other)
    {
        if (Math.Abs(one.Length - other.Length) > other.Length)
        {
            return int.MaxValue;
        }

        int[] row = [.. Enumerable.Range(0, other.Length + 1)];
        for (var i = 1; i <= one.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= other.Length; j++)
            {
                var change = diagonal + (char.ToLowerInvariant(one[i - 1]) == char.ToLowerInvariant(other[j - 1]) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(change, 1 + Math.Min(row[j], row[j - 1]));
            }
        }

        return row[^1];
    }
}
