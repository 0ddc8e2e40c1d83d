using System.Text.Json;
using Zhuhui.Edge.Gateway.Texts.Templates;

namespace Zhuhui.Edge.Gateway.Texts;

/// <summary>
/// All text for people, flat JSON files a language within the assembly, read once. A text has a key; code that needs it calls the member
/// of the same name in the class of its subject (<c>event.opened</c> is <see cref="EventTexts.Opened"/>), so that neither a wrong key nor a
/// missing argument compiles; a test compares the three. No .resx: the product runs without cultures, and a language of .resx is a culture
/// with an assembly of its own.
/// </summary>
internal static class TextResource
{
    private static readonly string[] _parts = ["Texts/Pages/", "Texts/Rules/"];

    private static readonly Dictionary<string, BothTemplates> _texts = Read();

    /// <summary>A text without places.</summary>
    public static Wording Words(string key) => _texts[key].AsTheyAre;

    public static Wording Words(string key, params ReadOnlySpan<(string Place, TextArgument Argument)> arguments)
    {
        var (english, chinese, _) = _texts[key];
        return new Wording(english.Fill(Language.En, arguments), chinese.Fill(Language.Zh, arguments));
    }

    /// <summary>Every text of a language, by its key.</summary>
    internal static Dictionary<string, string> Read(Language language) => FilesOf(language).SelectMany(Read)
        .ToDictionary(StringComparer.Ordinal);

    /// <summary>The files of a language: one for all rooms, and one for each part of the console and of the rules.</summary>
    internal static IEnumerable<string> FilesOf(Language language)
    {
        var code = language == Language.Zh ? "zh" : "en";
        return typeof(TextResource).Assembly.GetManifestResourceNames().Where(name => name == $"Texts/{code}.json"
            || (_parts.Any(part => name.StartsWith(part, StringComparison.Ordinal))
                && name.EndsWith($".{code}.json", StringComparison.Ordinal)));
    }

    private static KeyValuePair<string, string>[] Read(string resource)
    {
        using var file = typeof(TextResource).Assembly.GetManifestResourceStream(resource)!;
        using var json = JsonDocument.Parse(file);
        return [.. json.RootElement.EnumerateObject().Select(text => KeyValuePair.Create(text.Name, text.Value.GetString()!))];
    }

    private static Dictionary<string, BothTemplates> Read()
    {
        var chinese = Read(Language.Zh);
        return Read(Language.En).ToDictionary(text => text.Key, text => new BothTemplates(new TextTemplate(text.Value),
            new TextTemplate(chinese[text.Key]),
            new Wording(text.Value, chinese[text.Key])), StringComparer.Ordinal);
    }

    /// <param name="AsTheyAre">Both as they are written.</param>
    private sealed record BothTemplates(TextTemplate English, TextTemplate Chinese, Wording AsTheyAre);
}
