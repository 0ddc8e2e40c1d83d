using System.Globalization;
using System.Text.Json;
using Zhuhui.Edge.Gateway.Texts;
using Zhuhui.Edge.Gateway.Texts.Rules;

namespace Zhuhui.Edge.Gateway.Site.Binding;

/// <summary>Turns JSON values into options records and collects what is wrong with them, each with its path.</summary>
internal sealed class SiteBinder
{
    private static readonly Wording _object = ReadingTexts.AnObjectIn("{ }");

    private readonly List<FileProblem> _errors = [];

    public IReadOnlyList<FileProblem> Errors => _errors;

    /// <summary>A record of the type, with defaults where a key is absent or wrong. No JSON stands for an object without keys.</summary>
    /// <param name="byDefault">What holds the defaults, and is changed into the record; null: those of its type.</param>
    public object Record(JsonElement? json, Type type, string path, bool isRoot = false, object? byDefault = null)
    {
        var record = byDefault ?? Activator.CreateInstance(type)!;
        if (json is { ValueKind: not JsonValueKind.Object } other)
        {
            _errors.Add(new(path, ReadingTexts.MustBe(_object, Kind(other))));
            return record;
        }

        var properties = SiteProperty.PropertiesOf(type);
        var given = json is { } present ? Keys(present, properties, path, isRoot) : [];
        foreach (var property in properties)
        {
            var at = $"{path}.{property.Name}";
            if (given.TryGetValue(property.Key, out var value))
            {
                Put(value, property, record, at);
            }
            else if (property.Required)
            {
                _errors.Add(new(at, ReadingTexts.Missing));
            }
            else if (IsSingleRecord(property) && property.Get(record) is { } inner)
            {
                // Its own keys may be required.
                property.Set(record, Record(null, property.Type, at, byDefault: inner));
            }
        }

        return record;
    }

    private Dictionary<string, JsonElement> Keys(JsonElement json, IReadOnlyList<SiteProperty> properties, string path, bool isRoot)
    {
        Dictionary<string, JsonElement> given = [];
        foreach (var one in json.EnumerateObject())
        {
            var key = Text(() => one.Name);
            var known = properties.FirstOrDefault(property => property.Key == key);
            if (key is null)
            {
                _errors.Add(new(path, ReadingTexts.NoTextKey));
            }
            else if (known is null && !(isRoot && key == "$schema"))
            {
                var advice = NearestKey.Advice(key, properties.Select(property => property.Key));
                _errors.Add(new($"{path}.{key}", ReadingTexts.UnknownKey(advice)));
            }
            else if (!given.TryAdd(key, one.Value))
            {
                _errors.Add(new($"{path}.{known?.Name ?? key}", ReadingTexts.Twice));
            }
        }

        return given;
    }

    /// <summary>Sets the property, or leaves its default where the value is wrong.</summary>
    private void Put(JsonElement json, SiteProperty property, object record, string path)
    {
        if (json.ValueKind == JsonValueKind.Null && property.AllowsNull && !property.Required)
        {
            property.Set(record, null);
        }
        else if (IsSingleRecord(property))
        {
            property.Set(record, Record(json, property.Type, path, byDefault: property.Get(record)));
        }
        else if ((property.Item is { } item ? List(json, item, property, path) : Single(json, property.Type, property, path)) is { } value)
        {
            property.Set(record, value);
        }
    }

    private static bool IsSingleRecord(SiteProperty property) => property.Item is null && SiteProperty.IsRecord(property.Type);

    private Array? List(JsonElement json, Type item, SiteProperty property, string path)
    {
        if (json.ValueKind != JsonValueKind.Array)
        {
            _errors.Add(new(path, ReadingTexts.MustBe(ReadingTexts.AListInBrackets, Kind(json))));
            return null;
        }

        List<object?> values = [.. json.EnumerateArray().Select((one, i) => Single(one, item, property,
            string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]")))];
        if (property.Length is { } length && (values.Count < length.MinimumLength || values.Count > length.MaximumLength))
        {
            _errors.Add(new(path, length.MinimumLength == length.MaximumLength ? ReadingTexts.Entries(length.MinimumLength)
                : ReadingTexts.EntriesBetween(length.MinimumLength, length.MaximumLength)));
        }

        var list = Array.CreateInstance(item, values.Count);
        for (var i = 0; i < values.Count; i++)
        {
            list.SetValue(values[i], i);
        }

        return list;
    }

    private object? Single(JsonElement json, Type type, SiteProperty property, string path)
    {
        if (SiteProperty.IsRecord(type))
        {
            return Record(json, type, path);
        }

        if (type == typeof(string) && json.ValueKind == JsonValueKind.String)
        {
            return String(json, property, path);
        }

        if (type == typeof(bool) && json.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            return json.GetBoolean();
        }

        if (type.IsEnum && json.ValueKind == JsonValueKind.String)
        {
            return Choice(json, type, path);
        }

        if ((type == typeof(int) || type == typeof(double)) && json.ValueKind == JsonValueKind.Number)
        {
            return Number(json, type, property, path);
        }

        _errors.Add(new(path, ReadingTexts.MustBe(Expected(type), Kind(json))));
        return null;
    }

    private string? String(JsonElement json, SiteProperty property, string path)
    {
        var text = Text(() => json.GetString()!);
        if (text is null)
        {
            _errors.Add(new(path, ReadingTexts.HalfSign));
        }
        else if (StrictText.HasLost(text))
        {
            _errors.Add(new(path, ReadingTexts.LostSigns));
        }
        else if (text.Length == 0 && property.Required)
        {
            _errors.Add(new(path, ReadingTexts.Empty));
        }
        else if (property.Pattern is { } pattern && !pattern.IsValid(text))
        {
            _errors.Add(new(path, PatternFormatter.Format(pattern.Pattern)));
        }

        return text;
    }

    private object? Choice(JsonElement json, Type type, string path)
    {
        var text = Text(() => json.GetString()!);
        var names = Enum.GetNames(type);
        var name = names.FirstOrDefault(name => JsonNamingPolicy.CamelCase.ConvertName(name) == text);
        if (name is not null)
        {
            return Enum.Parse(type, name);
        }

        _errors.Add(new(path, ReadingTexts.MustBe(Expected(type), ReadingTexts.Quoted(text ?? ""))));
        return null;
    }

    private object? Number(JsonElement json, Type type, SiteProperty property, string path)
    {
        var isNumber = json.TryGetDouble(out var number) && double.IsFinite(number);
        var isWhole = json.TryGetInt32(out var whole);
        if (type == typeof(int) && !isWhole && double.IsInteger(number))
        {
            _errors.Add(new(path, property.Range is null ? ReadingTexts.Between($"{int.MinValue}", $"{int.MaxValue}")
                : property.RangeInWords()));
        }
        else if (type == typeof(int) ? !isWhole : !isNumber)
        {
            _errors.Add(new(path, ReadingTexts.MustBe(Expected(type), Wording.Same(json.GetRawText()))));
        }
        else if (!property.IsInRange(number))
        {
            _errors.Add(new(path, property.RangeInWords()));
        }
        else
        {
            return type == typeof(int) ? (object)whole : number;
        }

        return null;
    }

    /// <summary>The text; null where it holds half of a surrogate pair.</summary>
    private static string? Text(Func<string> read)
    {
        try
        {
            return read();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static Wording Expected(Type type) => type switch
    {
        _ when type == typeof(string) => ReadingTexts.AText,
        _ when type == typeof(bool) => ReadingTexts.TrueOrFalse,
        _ when type == typeof(int) => ReadingTexts.AWholeNumber,
        _ when type == typeof(double) => ReadingTexts.ANumber,
        { IsEnum: true } => WordList.Or(Enum.GetNames(type).Select(JsonNamingPolicy.CamelCase.ConvertName)),
        { IsClass: true } => _object,
        _ => ReadingTexts.AListInBrackets,
    };

    private static Wording Kind(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => ReadingTexts.AnObject,
        JsonValueKind.Array => ReadingTexts.AList,
        JsonValueKind.String => ReadingTexts.SomeText,
        JsonValueKind.Number => ReadingTexts.TheNumber(json.GetRawText()),
        JsonValueKind.True => Wording.Same("true"),
        JsonValueKind.False => Wording.Same("false"),
        _ => Wording.Same("null"),
    };
}
