using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Zhuhui.Edge.Gateway.Cli.Input;

/// <summary>What is needed of a site file however the rest of it is spoilt: the key that leads to a running gateway, and the language to
/// say what is wrong.</summary>
internal static partial class TornSiteFile
{
    private const string FolderKey = "dataFolder";
    private const string LanguageKey = "language";

    /// <returns>Null where nothing tells it, or several lines tell different ones: no other gateway's doors are opened by guess.</returns>
    public static string? DataFolder(string file)
    {
        try
        {
            return Value(file, FolderKey, FolderLine()) is { Length: > 0 } folder
                ? Path.GetFullPath(folder, Path.GetDirectoryName(Path.GetFullPath(file))!)
                : null;
        }
        catch (ArgumentException)
        {
            // A NUL in it is no path.
            return null;
        }
    }

    /// <returns>Null where nothing tells it, or several lines tell different ones.</returns>
    public static string? Language(string file) => Value(file, LanguageKey, LanguageLine());

    private static string? Value(string file, string key, Regex line)
    {
        byte[] text;
        try
        {
            text = File.ReadAllBytes(file);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return null;
        }

        return BeforeTheTear(text, key) ?? OnALineOfItsOwn(Encoding.UTF8.GetString(text), line);
    }

    private static string? BeforeTheTear(ReadOnlySpan<byte> text, string key)
    {
        var mark = Encoding.UTF8.Preamble;
        var json = new Utf8JsonReader(text.StartsWith(mark) ? text[mark.Length..] : text,
            new JsonReaderOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
        try
        {
            while (json.Read())
            {
                if (json is { CurrentDepth: 1, TokenType: JsonTokenType.PropertyName } && json.ValueTextEquals(key) && json.Read())
                {
                    return json.TokenType == JsonTokenType.String ? json.GetString() : null;
                }
            }
        }
        catch (Exception torn) when (torn is JsonException or InvalidOperationException)
        {
            // The key may stand behind the tear.
        }

        return null;
    }

    private static string? OnALineOfItsOwn(string text, Regex line)
    {
        var found = line.Matches(text).Select(match => Unquoted(match.Groups[1].Value)).Distinct(StringComparer.Ordinal).ToArray();
        return found is [var one] ? one : null;
    }

    private static string? Unquoted(string quoted)
    {
        try
        {
            return JsonSerializer.Deserialize<string>(quoted);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Outside a comment: what stands before it on its line holds no slashes.</summary>
    [GeneratedRegex("""^[^/\n]*"dataFolder"\s*:\s*("(?:[^"\\\n]|\\.)*")""", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex FolderLine();

    /// <inheritdoc cref="FolderLine"/>
    [GeneratedRegex("""^[^/\n]*"language"\s*:\s*("(?:[^"\\\n]|\\.)*")""", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex LanguageLine();
}
