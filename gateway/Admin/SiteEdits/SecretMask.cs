using System.Globalization;
using System.Text.RegularExpressions;

namespace Zhuhui.Edge.Gateway.Admin.SiteEdits;

/// <summary>Passwords that somebody wrote into a site file, which has none: they are not shown again. A masked one comes back with its line
/// where nobody touched that; a line that has become another, which might send it elsewhere, has to be given its password anew.</summary>
internal static partial class SecretMask
{
    private const string Dots = "••••";

    /// <summary>In an address, or behind a word for one.</summary>
    [GeneratedRegex("""(?<=://[^\s"/:@]*:)[^\s"/@]+(?=@)|"""
        + """(?<=(?:password|passwd|pwd|\u5bc6\u7801|\u53e3\u4ee4)["']?\s*[:=\uff1a]\s*["']?)[^\s"',;}]+""",
        RegexOptions.IgnoreCase)]
    private static partial Regex Secret { get; }

    public static string Hide(string text) => string.Join('\n', Masked(text).Select(line => line.Masked));

    /// <param name="file">As it is on the disk.</param>
    /// <param name="text">As it was edited.</param>
    /// <returns>The text with its passwords, and the lines that are masked and are others now, from 1 on.</returns>
    public static (string Text, IReadOnlyList<int> Lost) Back(string file, string text)
    {
        var known = Masked(file).Where(line => line.Masked != line.Plain)
            .ToDictionary(line => line.Masked.Trim(), line => line.Plain.Trim(), StringComparer.Ordinal);
        List<int> lost = [];
        var lines = text.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            if (!lines[i].Contains(Dots, StringComparison.Ordinal))
            {
                continue;
            }

            var shown = lines[i].Trim();
            if (known.TryGetValue(shown, out var plain))
            {
                lines[i] = lines[i].Replace(shown, plain, StringComparison.Ordinal);
            }
            else
            {
                lost.Add(i + 1);
            }
        }

        return (string.Join('\n', lines), lost);
    }

    /// <summary>Each password has a number of its own, so that no two masked lines are alike.</summary>
    private static IEnumerable<(string Plain, string Masked)> Masked(string text)
    {
        var number = 0;
        foreach (var line in text.Split('\n'))
        {
            yield return (line, Secret.Replace(line, _ => $"{Dots}{(++number).ToString(CultureInfo.InvariantCulture)}"));
        }
    }
}
