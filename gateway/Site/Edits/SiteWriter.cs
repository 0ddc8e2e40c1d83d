using System.Collections;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Zhuhui.Edge.Gateway.Site.Binding;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Site.Edits;

/// <summary>Writes a site file as a person would: what is as it would be anyway is left out, and a line above each key says what it is,
/// where it stands for the first time.</summary>
internal sealed class SiteWriter
{
    private const int LongestLine = 140;

    private static readonly JsonSerializerOptions _plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly StringBuilder _text = new();
    private readonly HashSet<(Type Record, string Key)> _explained = [];
    private readonly Language _language;

    private SiteWriter(Language language) => _language = language;

    /// <param name="heading">A line about the whole file.</param>
    public static string Write(SiteFile site, Language language, string heading)
    {
        var writer = new SiteWriter(language);
        writer._text.Append("// ").Append(heading).Append('\n');
        writer.Record(site, "");
        return writer._text.Append('\n').ToString();
    }

    private void Record(object record, string indent)
    {
        var type = record.GetType();
        var defaults = Activator.CreateInstance(type)!;
        _text.Append('{');
        var isFirst = true;
        foreach (var property in SiteProperty.PropertiesOf(type))
        {
            var value = property.Get(record);
            if (value is null || (!property.Required && IsSame(value, property.Get(defaults))))
            {
                continue;
            }

            _text.Append(isFirst ? "\n" : ",\n");
            isFirst = false;
            if (_explained.Add((type, property.Key)) && SiteComments.Of(type, property, _language) is { Length: > 0 } comment)
            {
                Comment(comment, indent + "  ");
            }

            _text.Append(indent).Append("  \"").Append(property.Key).Append("\": ");
            Value(value, indent + "  ");
        }

        _text.Append(isFirst ? "}" : $"\n{indent}}}");
    }

    private void Value(object value, string indent)
    {
        if (OnOneLine(value) is { } line && indent.Length + line.Length < LongestLine)
        {
            _text.Append(line);
        }
        else if (value is IEnumerable list and not string)
        {
            _text.Append("[\n");
            var isFirst = true;
            foreach (var item in list)
            {
                _text.Append(isFirst ? "" : ",\n").Append(indent).Append("  ");
                isFirst = false;
                Value(item, indent + "  ");
            }

            _text.Append('\n').Append(indent).Append(']');
        }
        else
        {
            Record(value, indent);
        }
    }

    /// <returns>Null where it holds what is to be explained.</returns>
    private static string? OnOneLine(object value) => value switch
    {
        string text => JsonSerializer.Serialize(text, _plain),
        bool or int or double => JsonSerializer.Serialize(value, _plain),
        Enum word => $"\"{JsonNamingPolicy.CamelCase.ConvertName(word.ToString())}\"",
        IEnumerable list when list.Cast<object>().All(item => item is string or double or int or Enum) =>
            $"[{string.Join(", ", list.Cast<object>().Select(OnOneLine))}]",
        Drivers.Boards.RelayOptions or Drivers.Boards.InputOptions { Supervision: null } => Short(value),
        _ => null,
    };

    /// <summary>Of a record whose keys speak for themselves.</summary>
    private static string Short(object record)
    {
        var defaults = Activator.CreateInstance(record.GetType())!;
        var keys = SiteProperty.PropertiesOf(record.GetType()).Select(property => (property.Key, Value: property.Get(record),
            IsNamed: property.Required || property.Key == "pin", Default: property.Get(defaults)))
            .Where(one => one.Value is not null && (one.IsNamed || !IsSame(one.Value, one.Default)));
        return $"{{ {string.Join(", ", keys.Select(one => $"\"{one.Key}\": {OnOneLine(one.Value!)}"))} }}";
    }

    private void Comment(string comment, string indent)
    {
        var width = LongestLine - indent.Length - 3;
        foreach (var line in Lines(comment, width))
        {
            _text.Append(indent).Append("// ").Append(line).Append('\n');
        }
    }

    private static IEnumerable<string> Lines(string text, int width)
    {
        while (text.Length > width)
        {
            var end = text.LastIndexOf(' ', width);
            end = end > 0 ? end : width;
            yield return text[..end].TrimEnd();
            text = text[end..].TrimStart();
        }

        yield return text;
    }

    private static bool IsSame(object one, object? other) => (one, other) switch
    {
        (_, null) => false,
        (IEnumerable list and not string, IEnumerable others) => list.Cast<object>().ToArray() is var mine
            && others.Cast<object>().ToArray() is var theirs && mine.Length == theirs.Length && mine.Zip(theirs)
                .All(pair => IsSame(pair.First,
                pair.Second)),
        _ when SiteProperty.IsRecord(one.GetType()) => SiteProperty.PropertiesOf(one.GetType()).All(property =>
            (property.Get(one), property.Get(other)) is var (mine, theirs) && (mine is null ? theirs is null : IsSame(mine, theirs))),
        _ => one.Equals(other),
    };
}
