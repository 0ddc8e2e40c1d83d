using System.Globalization;
using System.Text.RegularExpressions;
using Zhuhui.Edge.Gateway.Site.Calendars;
using Zhuhui.Edge.Gateway.Texts;
using Zhuhui.Edge.Gateway.Texts.Rules;

namespace Zhuhui.Edge.Gateway.Site.Binding;

/// <summary>Says in words what a pattern asks for: those that have words of their own, and simple ones of one or two character classes with
/// their counts. Others are quoted as they are.</summary>
internal static partial class PatternFormatter
{
    private static readonly Dictionary<string, Wording> _known = new(StringComparer.Ordinal)
    {
        [PeriodOptions.TimePattern] = ReadingTexts.Time,
        [CalendarFile.DatePattern] = ReadingTexts.Date,
        [AuthorityOptions.KeyPattern] = ReadingTexts.PublicKey,
    };

    /// <summary>"may contain only a-z, 0-9 and -, must begin with a-z or 0-9 and has at most 32 characters".</summary>
    public static Wording Format(string pattern)
    {
        if (_known.TryGetValue(pattern, out var known))
        {
            return known;
        }

        var match = Simple().Match(pattern);
        if (!match.Success)
        {
            return ReadingTexts.Pattern(pattern);
        }

        string[] first = Characters(match.Groups["first"].Value), rest = Characters(match.Groups["rest"].Value);
        string[] all = [.. rest, .. first.Except(rest)];
        List<Wording> rules = [ReadingTexts.OnlyOf(WordList.And(all))];
        if (first.Length > 0 && all.Except(first).Any())
        {
            rules.Add(ReadingTexts.BeginsWith(WordList.Or(first)));
        }

        var extra = first.Length > 0 ? 1 : 0;
        if (match.Groups["max"] is { Success: true } max)
        {
            rules.Add(ReadingTexts.AtMost(int.Parse(max.Value, CultureInfo.InvariantCulture) + extra));
        }
        else if (match.Groups["exact"] is { Success: true } exact)
        {
            rules.Add(ReadingTexts.Exactly(int.Parse(exact.Value, CultureInfo.InvariantCulture) + extra));
        }

        return ReadingTexts.Characters(rules.Count < 2 ? rules[0]
            : ReadingTexts.Rules(Wording.Join(ListTexts.Comma, rules[..^1]), rules[^1]));
    }

    private static string[] Characters(string set) => [.. Range().Matches(set).Select(match => match.Value.TrimStart('\\'))];

    [GeneratedRegex(@"^\^(\[(?<first>[^\]^]+)\])?\[(?<rest>[^\]^]+)\](\*|\+|\{\d+,(?<max>\d+)\}|\{(?<exact>\d+)\})\$$",
        RegexOptions.CultureInvariant)]
    private static partial Regex Simple();

    [GeneratedRegex(@"[A-Za-z0-9]-[A-Za-z0-9]|\\.|.", RegexOptions.CultureInvariant)]
    private static partial Regex Range();
}
