using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Zhuhui.Edge.Gateway.People.Profiles;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.People.Imports;

/// <summary>What a column of a list may hold.</summary>
internal enum ImportField
{
    Id,
    Name,

    /// <summary>Building, unit and room in one.</summary>
    Home,
    Building,
    Unit,
    Room,
    Phone,
    Sex,
    Born,
    Kind,
    Cards,
    From,
    To,
    Plates,
    Notes,
    Longer,
    Alone,

    /// <summary>Who witnessed the consent to face recognition.</summary>
    Consent,

    /// <summary>Who agreed for a child under fourteen.</summary>
    Guardian,

    /// <summary>Nothing that is kept: a running number.</summary>
    Ignore,
}

/// <summary>The words by which an estate's lists head their columns and say what they say, out of <c>columns.json</c>.</summary>
internal static partial class ImportWords
{
    private const string Resource = "People/columns.json";

    private static readonly Words _words = Read();

    private static readonly FrozenDictionary<string,
        ImportField> _headings = _words.Headings.SelectMany(field => field.Value.Select(heading =>
        (Heading: heading, Field: Enum.Parse<ImportField>(field.Key, ignoreCase: true)))).ToFrozenDictionary(one => one.Heading,
        one => one.Field, StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, string[]> _meanings = _words.Meanings.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly Regex _day = new(_words.Day, RegexOptions.CultureInvariant | RegexOptions.Compiled);

    /// <returns>Null for a heading that nobody knows. A number behind it counts nothing: <c>card 2</c>.</returns>
    public static ImportField? FieldOf(string heading)
    {
        var bare = Bare(heading);
        return _headings.TryGetValue(bare, out var field) || _headings.TryGetValue(Number().Replace(bare, ""), out field) ? field : null;
    }

    /// <summary>A heading as it is compared: small, narrow, without spaces at its ends, stars and what stands in brackets.</summary>
    public static string Bare(string heading) => IsBare(heading) ? heading
        : Beside().Replace(WrittenForms.Narrow(heading).Replace('\u00A0', ' '), " ").Trim().ToLowerInvariant();

    /// <summary>The columns of an export, in their order, with their headings.</summary>
    public static IReadOnlyList<(ImportField Field, string Heading)> Exported(Language language) =>
        [.. _words.Exported[language == Language.Zh ? "zh" : "en"]
            .Select(one => (Enum.Parse<ImportField>(one.Key, ignoreCase: true), one.Value))];

    public static bool Means(string text, string meaning) => _meanings[meaning].Contains(Bare(text), StringComparer.Ordinal);

    /// <summary>One of an enum's values, by the words for it.</summary>
    public static T? Value<T>(string text)
        where T : struct, Enum => Values<T>.ByWord.TryGetValue(Bare(text), out var value) ? value : null;

    public static bool? YesNo(string text) => Means(text, "yes") ? true : Means(text, "no") ? false : null;

    /// <summary>A name as it is compared: the spaces by which short Chinese names are made as long as others count nothing.</summary>
    public static string Name(string name)
    {
        var bare = name.Any(char.IsWhiteSpace) ? Spaces().Replace(name.Trim(), " ") : name;
        return bare.Any(char.IsAsciiLetterOrDigit) ? bare : bare.Replace(" ", "", StringComparison.Ordinal);
    }

    /// <summary>A day, and the time where one is said.</summary>
    public static (DateOnly Day, TimeOnly? Time)? Day(string text)
    {
        var narrow = WrittenForms.Narrow(text).Trim();
        narrow = EightDigits().IsMatch(narrow) ? $"{narrow[..4]}-{narrow[4..6]}-{narrow[6..]}" : narrow;
        if (_day.Match(narrow) is not { Success: true } match
            || !DateOnly.TryParseExact($"{match.Groups[1].Value}-{match.Groups[2].Value}-{match.Groups[3].Value}", "yyyy-M-d",
                CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return null;
        }

        return !match.Groups[4].Success ? (day, null)
            : TimeOnly.TryParseExact(string.Join(':', match.Groups.Values.Skip(4).Where(group => group.Success).Select(group =>
                group.Value)),
                (string[])["H:mm", "H:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? (day, time)
            : null;
    }

    /// <summary>Most cells are, and thousands are asked for: digits, small letters and ideographs alone.</summary>
    private static bool IsBare(string text) => text.All(static letter => letter is (>= '0' and <= '9') or (>= 'a' and <= 'z')
        or (>= '\u4E00' and <= '\u9FFF'));

    private static Words Read()
    {
        using var stream = typeof(ImportWords).Assembly.GetManifestResourceStream(Resource)!;
        return JsonSerializer.Deserialize<Words>(stream, JsonSerializerOptions.Web)!;
    }

    [GeneratedRegex(@"\([^)]*\)|\*|\s+", RegexOptions.CultureInvariant)]
    private static partial Regex Beside();

    [GeneratedRegex(@"\s+", RegexOptions.CultureInvariant)]
    private static partial Regex Spaces();

    [GeneratedRegex(@"\s*\d{1,2}$", RegexOptions.CultureInvariant)]
    private static partial Regex Number();

    [GeneratedRegex(@"^\d{8}$", RegexOptions.CultureInvariant)]
    private static partial Regex EightDigits();

    private static class Values<T>
        where T : struct, Enum
    {
        public static readonly FrozenDictionary<string, T> ByWord = Enum.GetValues<T>().SelectMany(value =>
            _meanings[value.ToString().ToLowerInvariant()].Select(word => (Word: word, Value: value))).DistinctBy(one => one.Word)
            .ToFrozenDictionary(one => one.Word, one => one.Value, StringComparer.Ordinal);
    }

    private sealed record Words(IReadOnlyDictionary<string, string[]> Headings,
        IReadOnlyDictionary<string, Dictionary<string, string>> Exported,
        [property: System.Text.Json.Serialization.JsonPropertyName("words")] IReadOnlyDictionary<string, string[]> Meanings, string Day);
}
