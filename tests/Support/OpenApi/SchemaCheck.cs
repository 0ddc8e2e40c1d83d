using System.Text.Json;
using System.Text.Json.Nodes;

namespace Zhuhui.Edge.Tests.Support.OpenApi;

/// <summary>Whether an answer is what the document says it is: types, what is required, words of an enumeration.</summary>
internal static class SchemaCheck
{
    /// <returns>What is wrong and where; null where nothing is.</returns>
    public static string? Problem(ApiDocument document, JsonNode? schema, JsonNode? value, string at = "$")
    {
        if (schema is not JsonObject)
        {
            return null;
        }

        var one = document.Follow(schema);
        if ((one["oneOf"] ?? one["anyOf"]) is JsonArray several)
        {
            return several.Any(choice => Problem(document, choice, value, at) is null) ? null : $"{at} is none of what it may be";
        }

        if (one["allOf"] is JsonArray all && all.Select(part => Problem(document, part, value, at))
            .FirstOrDefault(p => p is not null) is { } wrong)
        {
            return wrong;
        }

        if (one["enum"] is JsonArray words && !words.Any(word => JsonNode.DeepEquals(word, value)))
        {
            return $"{at} is none of its words: {value?.ToJsonString() ?? "null"}";
        }

        string[] types = one["type"] switch
        {
            JsonArray list => [.. list.Select(type => type!.GetValue<string>())],
            { } single => [single.GetValue<string>()],
            null => [],
        };
        var kind = value?.GetValueKind() ?? JsonValueKind.Null;
        if (types.Length > 0 && !types.Any(type => Is(type, kind)))
        {
            return $"{at} is {kind} and not {string.Join(" or ", types)}";
        }

        return value switch
        {
            JsonObject thing => OfObject(document, one, thing, at),
            JsonArray items => items.Select((item, i) => Problem(document, one["items"], item, $"{at}[{i}]"))
                .FirstOrDefault(p => p is not null),
            _ => null,
        };
    }

    private static string? OfObject(ApiDocument document, JsonNode schema, JsonObject thing, string at)
    {
        var missing = (schema["required"]?.AsArray() ?? []).Select(name => name!.GetValue<string>())
            .FirstOrDefault(name => !thing.ContainsKey(name));
        var properties = schema["properties"] as JsonObject;
        return missing is not null ? $"{at} has no {missing}"
            : thing.Select(one => properties?[one.Key] is { } property ? Problem(document, property, one.Value, $"{at}.{one.Key}")
                : properties is not null && schema["additionalProperties"] is null && schema["patternProperties"] is null
                    ? $"{at}.{one.Key} is not in the document" : null)
                .FirstOrDefault(problem => problem is not null);
    }

    private static bool Is(string type, JsonValueKind kind) => type switch
    {
        "null" => kind == JsonValueKind.Null,
        "boolean" => kind is JsonValueKind.True or JsonValueKind.False,
        "integer" or "number" => kind == JsonValueKind.Number,
        "array" => kind == JsonValueKind.Array,
        "object" => kind == JsonValueKind.Object,
        _ => kind == JsonValueKind.String,
    };
}
