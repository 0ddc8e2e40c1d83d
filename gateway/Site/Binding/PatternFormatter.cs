using System.Globalization;
using System.Text.RegularExpressions;

namespace Zhuhui.Edge.Gateway.Site.Binding;

/// <summary>Says a simple pattern in words: one or two character classes with their counts. Others are quoted as they are.</summary>
internal static partial class PatternFormatter
{
    /// <summary>"may contain only a-z, 0-9 and -, must begin with a-z or 0-9 and has at most 32 characters".</summary>
    public static string Format(string pattern)
    {
        var match = Simple().Match(pattern);
        if (!match.Success)
        {
            return $"must match the pattern {pattern}";
        }

        string[] first = Characters(match.Groups["first"].Value), rest = Characters(match.Groups["rest"].Value);
        string[] all = [.. rest, .. first.Except(rest)];
        List<string> rules = [$"may contain only {WordList.Join(all, "and")}"];
        if (first.Length > 0 && all.Except(first).Any())
        {
            rules.Add($"must begin with {WordList.Join(first, "or")}");
        }

        var extra = first.Length > 0 ? 1 : 0;
        if (match.Groups["max"] is { Success: true } max)
        {
            rules.Add(string.Create(CultureInfo.InvariantCulture,
                $"must have at most {int.Parse(max.Value, CultureInfo.InvariantCulture) + extra} characters"));
        }
        else if (match.Groups["exact"] is { Success: true } exact)
        {
            rules.Add(string.Create(CultureInfo.InvariantCulture,
                $"must have {int.Parse(exact.Value, CultureInfo.InvariantCulture) + extra} characters"));
        }

        return WordList.Join(rules, "and");
    }

    private static string[] Characters(string set) => [.. Range().Matches(set).Select(match => match.Value.TrimStart('\\'))];

    [GeneratedRegex(@"^\^(\[(?<first>[^\]^]+)\])?\[(?<rest>[^\]^]+)\](\*|\+|\{\d+,(?<max>\d+)\}|\{(?<exact>\d+)\})\$$",
        RegexOptions.CultureInvariant)]
    private static partial Regex Simple();

    [GeneratedRegex(@"[A-Za-z0-9]-[A-Za-z0-9]|\\.|.", RegexOptions.CultureInvariant)]
    private static partial Regex Range();
}
