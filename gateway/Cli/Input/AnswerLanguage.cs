using System.Text.Json;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Cli.Input;

/// <summary>The language a command answers in: that of the site file it names, else that of the terminal. It flows with the command as a
/// culture would; the product has no cultures (InvariantGlobalization).</summary>
internal static class AnswerLanguage
{
    private const string SiteOption = "--site";
    private const string Attached = SiteOption + "=";

    /// <summary>In the order in which the C library asks them (POSIX, chapter 8.2); the first that is set counts.</summary>
    private static readonly string[] _variables = ["LC_ALL", "LC_MESSAGES", "LANG"];

    private static readonly JsonDocumentOptions _lenient = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };
    private static readonly AsyncLocal<Language> _current = new();

    public static Language Current => _current.Value;

    /// <param name="words">The command line.</param>
    /// <param name="variable">An environment variable's value; null where it is not set.</param>
    public static void Choose(IReadOnlyList<string> words, Func<string, string?> variable) => _current.Value = OfSite(words)
        ?? OfTerminal(variable);

    public static string Say(this Wording words) => words.In(Current);

    private static Language OfTerminal(Func<string, string?> variable) =>
        _variables.Select(variable).FirstOrDefault(value => !string.IsNullOrEmpty(value))?.StartsWith("zh",
            StringComparison.OrdinalIgnoreCase) == true
            ? Language.Zh
            : Language.En;

    /// <summary>Of a file with problems too, and of one that is no JSON where its line with the language is whole: they are told in
    /// it.</summary>
    /// <returns>Null where no site file is named, or it can't be read.</returns>
    private static Language? OfSite(IReadOnlyList<string> words)
    {
        if ((words.FirstOrDefault(word => word.StartsWith(Attached, StringComparison.Ordinal))?[Attached.Length..]
            ?? words.SkipWhile(word => word != SiteOption).Skip(1).FirstOrDefault()) is not { } file || !File.Exists(file))
        {
            return null;
        }

        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(file), _lenient);
            return json.RootElement is { ValueKind: JsonValueKind.Object } site && site.TryGetProperty("language", out var named)
                && named.ValueKind == JsonValueKind.String
                ? named.ValueEquals("zh") ? Language.Zh : Language.En
                : Language.En;
        }
        catch (JsonException)
        {
            return TornSiteFile.Language(file) switch
            {
                "zh" => Language.Zh,
                "en" => Language.En,
                _ => null,
            };
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
