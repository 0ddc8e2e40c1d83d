using System.Collections.Frozen;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Zhuhui.Edge.Gateway.People.Profiles;

/// <summary>The Chinese words and characters by which addresses, plates and surnames are known, out of <c>written.json</c>.</summary>
internal static class WrittenForms
{
    private const string Resource = "People/written.json";

    private static readonly Words _words = Read();

    /// <summary>Surnames that are read otherwise than their characters usually are.</summary>
    public static FrozenDictionary<string, string[]> Surnames { get; } = _words.Surnames.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>A home in one: groups <c>building</c>, <c>unit</c> and <c>room</c>.</summary>
    public static Regex Home { get; } = Compile(@"^(?<building>[\p{L}\d]{1,8}?)\s*(?:" + Any(_words.Buildings) + @"|-)\s*"
        + @"(?:(?<unit>[\p{L}\d]{1,8}?)\s*(?:" + Any(_words.Units) + @"|-)\s*)?(?<room>[\p{L}\d]{1,8}?)\s*(?:" + Any(_words.Rooms)
        + ")?$");

    /// <summary>The word that stands behind a building's, a unit's or a room's name.</summary>
    public static Regex HomeWord { get; } = Compile(@"\s*(?:" + Any([.. _words.Buildings, .. _words.Units, .. _words.Rooms]) + ")$");

    /// <summary>A number plate (GA 36) without what is printed between.</summary>
    public static Regex Plate { get; } = Compile($"^[{_words.PlateBegins}][A-Z][A-HJ-NP-Z0-9]{{4,5}}[A-HJ-NP-Z0-9{_words.PlateEnds}]$");

    /// <summary>Letters, digits and signs in the width of ASCII, as they are typed with a Chinese keyboard in another. A program without
    /// ICU normalizes nothing of them: .NET gives them back as they were.</summary>
    public static string Narrow(string text) => string.Create(text.Length, text, static (narrow, wide) =>
    {
        for (var i = 0; i < narrow.Length; i++)
        {
            narrow[i] = wide[i] switch
            {
                >= '\uFF01' and <= '\uFF5E' and var one => (char)(one - 0xFEE0),
                '\u3000' => ' ',
                var one => one,
            };
        }
    });

    private static string Any(IReadOnlyList<string> words) => string.Join('|', words.Select(Regex.Escape));

    private static Regex Compile(string pattern) => new(pattern, RegexOptions.CultureInvariant | RegexOptions.Compiled);

    private static Words Read()
    {
        using var stream = typeof(WrittenForms).Assembly.GetManifestResourceStream(Resource)!;
        return JsonSerializer.Deserialize<Words>(stream, JsonSerializerOptions.Web)!;
    }

    private sealed record Words(IReadOnlyList<string> Buildings, IReadOnlyList<string> Units, IReadOnlyList<string> Rooms,
        string PlateBegins, string PlateEnds, IReadOnlyDictionary<string, string[]> Surnames);
}
