using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Zhuhui.Edge.Tests.Support.OpenApi;

/// <summary>Values that a JSON schema allows, drawn by chance: what was seen of the same name before, more often than not, so that calls
/// reach things that are there.</summary>
public sealed class SchemaValues(ApiDocument document, Random random, SeenValues seen)
{
    private const int Deepest = 8;
    private const string Letters = "abcdefghijklmnopqrstuvwxyzABCXYZ0123456789-_ .,:;/'\"\\<>&%#王小明楼栋é\u0301\t";

    /// <param name="name">What the value is called where it stands.</param>
    public JsonNode? Draw(JsonNode? schema, string name, int depth = 0)
    {
        if (schema is not JsonObject)
        {
            return Text(name);
        }

        var one = document.Follow(schema);
        if (Choice(one) is { } choice)
        {
            return Draw(choice, name, depth + 1);
        }

        if (one["allOf"] is JsonArray all)
        {
            return all.Select(part => Draw(part, name, depth + 1)).OfType<JsonObject>().Aggregate(new JsonObject(), Merge);
        }

        if (one["enum"] is JsonArray words)
        {
            return words[random.Next(words.Count)]?.DeepClone();
        }

        if (one["const"] is { } only)
        {
            return only.DeepClone();
        }

        return seen.Of(name, random) is { } known && Type(one) is "string" or "integer" && random.Next(4) > 0 ? known.DeepClone()
            : Type(one) switch
            {
                "null" => null,
                "boolean" => random.Next(2) == 0,
                "integer" => Whole(one),
                "number" => Math.Round(random.NextDouble() * 1000, 3),
                "array" => depth > Deepest ? [] : new JsonArray([.. Enumerable.Range(0, random.Next(4)).Select(_ => Draw(one["items"], name,
                depth + 1))]),
                "object" => Object(one, depth),
                _ => Text(name, one),
            };
    }

    private JsonNode? Choice(JsonNode schema) => (schema["oneOf"] ?? schema["anyOf"]) is JsonArray { Count: > 0 } several
        ? several[random.Next(several.Count)]
        : null;

    private JsonObject Object(JsonNode schema, int depth)
    {
        var required = (schema["required"]?.AsArray() ?? []).Select(name => name!.GetValue<string>()).ToHashSet(StringComparer.Ordinal);
        var drawn = new JsonObject();
        foreach (var (name, property) in schema["properties"]?.AsObject() ?? [])
        {
            if (required.Contains(name) || (depth < Deepest && random.Next(2) == 0))
            {
                drawn[name] = Draw(property, name, depth + 1);
            }
        }

        return drawn;
    }

    private static JsonObject Merge(JsonObject into, JsonObject from)
    {
        foreach (var (name, value) in from)
        {
            into[name] = value?.DeepClone();
        }

        return into;
    }

    /// <summary>The one type, or one of those it may have.</summary>
    private string Type(JsonNode schema) => schema["type"] switch
    {
        JsonArray several => several[random.Next(several.Count)]!.GetValue<string>(),
        { } one => one.GetValue<string>(),
        null => schema["properties"] is null ? "string" : "object",
    };

    private JsonNode Whole(JsonNode schema)
    {
        long Bound(string key, long usual) => schema[key] is JsonValue value && value.TryGetValue<double>(out var bound)
            ? (long)bound : usual;
        var (least, most) = (Bound("minimum", -10), Bound("maximum", 100_000));
        return random.Next(6) switch
        {
            0 => least,
            1 => most,
            2 => Math.Clamp(0, least, most),
            _ => random.NextInt64(least, Math.Max(least, most) + 1),
        };
    }

    private JsonNode Text(string name, JsonNode? schema = null) => (schema?["format"]?.GetValue<string>()) switch
    {
        "date-time" => DateTimeOffset.UnixEpoch.AddSeconds(random.NextInt64(0, 4_000_000_000)).ToString("o", CultureInfo.InvariantCulture),
        "date" => new DateOnly(1900, 1, 1).AddDays(random.Next(60_000)).ToString("o", CultureInfo.InvariantCulture),
        "byte" => Convert.ToBase64String(Encoding.UTF8.GetBytes(Letters[..random.Next(Letters.Length)])),
        "uuid" => Guid.NewGuid().ToString(),
        _ => seen.Of(name, random) is { } known && random.Next(4) > 0 ? known.DeepClone() : Drawn(random.Next(8) == 0 ? 300 : 12),
    };

    private string Drawn(int most) => string.Concat(Enumerable.Range(0, random.Next(most))
        .Select(_ => Letters[random.Next(Letters.Length)]));
}
