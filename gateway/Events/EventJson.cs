using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Zhuhui.Edge.Gateway.Events;

/// <summary>How an event is written: camelCase, enums by name, nulls left out. The journal, the page and the hub read the same
/// bytes.</summary>
internal static class EventJson
{
    public static JsonSerializerOptions Options { get; } = Create();

    public static byte[] Write(GatewayEvent happened) => JsonSerializer.SerializeToUtf8Bytes(happened, happened.GetType(), Options);

    /// <summary>The event whose data these are; null for a type this version does not know.</summary>
    public static GatewayEvent? ReadData(string type, ReadOnlySpan<byte> data) =>
        EventTypes.Records.TryGetValue(type, out var record) ? (GatewayEvent?)JsonSerializer.Deserialize(data, record, Options) : null;

    /// <summary>The event inside a journal record's payload; null for a type this version does not know.</summary>
    public static GatewayEvent? ReadRecord(string type, ReadOnlyMemory<byte> payload)
    {
        using var json = JsonDocument.Parse(payload);
        return EventTypes.Records.TryGetValue(type, out var record) ? (GatewayEvent?)json.RootElement.GetProperty("data")
            .Deserialize(record, Options) : null;
    }

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            NumberHandling = JsonNumberHandling.Strict,
            RespectNullableAnnotations = true,
            TypeInfoResolver = new DefaultJsonTypeInfoResolver().WithAddedModifier(LeaveOutTheEnvelope)
                .WithAddedModifier(ShortenTexts),
        };
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase));
        options.MakeReadOnly();
        return options;
    }

    private static void ShortenTexts(JsonTypeInfo type)
    {
        foreach (var property in type.Properties)
        {
            if (property.PropertyType == typeof(string) && property.Get is { } get)
            {
                property.Get = one => EventParts.Short((string?)get(one));
            }
        }
    }

    /// <summary>An event's stream and type stand in its record's envelope, not a second time in its data.</summary>
    private static void LeaveOutTheEnvelope(JsonTypeInfo type)
    {
        for (var i = type.Properties.Count - 1; typeof(GatewayEvent).IsAssignableFrom(type.Type) && i >= 0; i--)
        {
            if (type.Properties[i].Name is "stream" or "type")
            {
                type.Properties.RemoveAt(i);
            }
        }
    }
}
