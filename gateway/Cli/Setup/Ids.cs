using System.Text;
using Zhuhui.Edge.Gateway.People.Profiles;

namespace Zhuhui.Edge.Gateway.Cli.Setup;

/// <summary>Ids as the site file and topics have them, out of what people call a thing.</summary>
internal static class Ids
{
    private const int Longest = 32;

    /// <param name="taken">Ids that others have.</param>
    /// <param name="otherwise">Where the name has no letter or digit that an id may have.</param>
    public static string Of(string name, IEnumerable<string> taken, string otherwise)
    {
        var spoken = name.All(char.IsAscii) ? name : Pinyin.Spoken(name);
        var id = new StringBuilder();
        foreach (var letter in spoken.ToLowerInvariant())
        {
            if (char.IsAsciiLetterOrDigit(letter))
            {
                id.Append(letter);
            }
            else if (id.Length > 0 && id[^1] != '-')
            {
                id.Append('-');
            }
        }

        var stem = id.ToString()[..Math.Min(id.Length, Longest - 3)].Trim('-');
        stem = stem.Length > 0 ? stem : otherwise;
        var others = taken.ToHashSet(StringComparer.Ordinal);
        return Enumerable.Range(1, 99).Select(number => number == 1 ? stem : $"{stem}-{number}").First(one => !others.Contains(one));
    }
}
