using System.Collections.Frozen;
using System.Text;

namespace Zhuhui.Edge.Gateway.People.Profiles;

/// <summary>How Chinese names are spoken, in letters: for finding somebody by what is heard, and for lists in the order everybody
/// expects. Readings are those of the Unicode Han Database; a surname has its own.</summary>
internal static class Pinyin
{
    private const string Resource = "People/pinyin.txt";

    private static readonly Lazy<FrozenDictionary<char, string[]>> _readings = new(Load);

    /// <summary>For order: names by their syllables, a shorter before a longer that begins so, characters of one sound by themselves, names
    /// in letters as they are.</summary>
    public static string Key(string name)
    {
        var key = new StringBuilder();
        foreach (var readings in Readings(name))
        {
            key.Append(readings[0]).Append(' ');
        }

        return key.Append('\u0001').Append(name).ToString();
    }

    /// <summary>Its syllables, each as it is likeliest spoken, with spaces between.</summary>
    public static string Spoken(string name) => string.Join(' ', Readings(name).Select(readings => readings[0]));

    /// <summary>Whether a name, or a part of it from one of its characters on, may be what was typed: whole syllables, their beginnings or
    /// initials, as <c>zhangwei</c>, <c>zhangw</c>, <c>zw</c>.</summary>
    /// <param name="typed">Letters; case, spaces and apostrophes count nothing.</param>
    public static bool Matches(string name, string typed)
    {
        var letters = string.Concat(typed.ToLowerInvariant().Replace('ü', 'v').Where(char.IsAsciiLetter));
        var readings = Readings(name);
        return letters.Length > 0 && Enumerable.Range(0, readings.Count).Any(start => IsSpelt(readings, start, letters));
    }

    /// <summary>Each character's readings, the likeliest first.</summary>
    private static List<string[]> Readings(string name)
    {
        var bare = WrittenForms.Narrow(name).Trim();
        List<string[]> found = [];
        foreach (var length in (ReadOnlySpan<int>)[2, 1])
        {
            if (found.Count == 0 && bare.Length > length && WrittenForms.Surnames.TryGetValue(bare[..length], out var spoken))
            {
                found.AddRange(spoken.Select((syllable, i) => (string[])[syllable, .. Of(bare[i]).Where(other => other != syllable)]));
            }
        }

        found.AddRange(bare.Skip(found.Count).Select(Of).Where(readings => readings.Length > 0));
        return found;
    }

    private static string[] Of(char one) => char.IsAsciiLetterOrDigit(one) ? [char.ToLowerInvariant(one).ToString()]
        : _readings.Value.GetValueOrDefault(one, []);

    private static bool IsSpelt(List<string[]> readings, int at, string letters)
    {
        if (letters.Length == 0)
        {
            return true;
        }

        if (at == readings.Count)
        {
            return false;
        }

        foreach (var reading in readings[at])
        {
            for (var taken = Math.Min(reading.Length, letters.Length); taken > 0; taken--)
            {
                if (letters.StartsWith(reading[..taken], StringComparison.Ordinal) && IsSpelt(readings, at + 1, letters[taken..]))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static FrozenDictionary<char, string[]> Load()
    {
        Dictionary<char, List<string>> readings = [];
        using var stream = typeof(Pinyin).Assembly.GetManifestResourceStream(Resource)!;
        using var lines = new StreamReader(stream, Encoding.UTF8);
        List<(char One, string Syllable)> others = [];
        while (lines.ReadLine() is { } line)
        {
            if (line.StartsWith('#') || line.Split(' ') is not [var syllable, var characters])
            {
                continue;
            }

            var plus = characters.IndexOf('+', StringComparison.Ordinal);
            foreach (var one in plus < 0 ? characters : characters[..plus])
            {
                readings[one] = [syllable];
            }

            others.AddRange((plus < 0 ? "" : characters[(plus + 1)..]).Select(one => (one, syllable)));
        }

        foreach (var (one, syllable) in others)
        {
            readings[one].Add(syllable);
        }

        return readings.ToFrozenDictionary(pair => pair.Key, pair => pair.Value.ToArray());
    }
}
