using System.Collections;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;

namespace Zhuhui.Edge.Gateway.Remote;

/// <summary>How the hub's messages are read and answered: strictly. A field this version does not know may be a condition it would ignore,
/// so the whole is refused.</summary>
internal static class RemoteJson
{
    private const int MaxDepth = 16;

    public static JsonSerializerOptions Options { get; } = Create();

    /// <returns>Null where the bytes are not as the record has it, with what is amiss.</returns>
    public static (T? Value, string? Problem) Read<T>(ReadOnlySpan<byte> json)
        where T : class
    {
        try
        {
            if (Oddity(json) is { } odd)
            {
                return (null, odd);
            }

            return JsonSerializer.Deserialize<T>(json, Options) is { } value ? (value, null) : (null, "null");
        }
        catch (JsonException broken)
        {
            return (null, broken.Path is { Length: > 1 } path ? $"{path} is missing, unknown or of another type"
                : "no JSON object of this kind");
        }
    }

    /// <summary>What the serializer lets through, and the code that reads the value afterwards would stumble over.</summary>
    private static string? Oddity(ReadOnlySpan<byte> json)
    {
        const string NoText = "a text is not Unicode";
        if (!Utf8.IsValid(json))
        {
            return NoText;
        }

        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = MaxDepth });
        var lists = new BitArray(MaxDepth + 1);
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.StartArray or JsonTokenType.StartObject:
                    lists[reader.CurrentDepth + 1] = reader.TokenType == JsonTokenType.StartArray;
                    break;
                case JsonTokenType.Null when lists[reader.CurrentDepth]:
                    return "a list holds null";
                case JsonTokenType.String or JsonTokenType.PropertyName when reader.ValueIsEscaped && !IsText(ref reader):
                    return NoText;
            }
        }

        return null;
    }

    /// <summary>Escapes can write half a character.</summary>
    private static bool IsText(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString() is not null;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            NumberHandling = JsonNumberHandling.Strict,
            UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
            RespectNullableAnnotations = true,
            RespectRequiredConstructorParameters = true,
            AllowDuplicateProperties = false,
            MaxDepth = MaxDepth,
            TypeInfoResolver = new System.Text.Json.Serialization.Metadata.DefaultJsonTypeInfoResolver(),
        };
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
        options.Converters.Add(new Instants());
        options.MakeReadOnly();
        return options;
    }

    /// <summary>RFC 3339 with its offset: a time without one would be read as this machine's own.</summary>
    private sealed class Instants : JsonConverter<DateTimeOffset>
    {
        public override DateTimeOffset Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.String && reader.GetString() is { Length: >= 20 and <= 40 } text
                && (text[^1] == 'Z' || text[^6] is '+' or '-')
                && text[10] == 'T' && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind,
                    out var instant)
                ? instant
                : throw new JsonException();

        public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.ToUniversalTime());
    }
}
