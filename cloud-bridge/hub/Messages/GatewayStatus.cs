using System.Text.Json;

namespace Zhuhui.Edge.Hub.Messages;

/// <summary>A gateway's retained status: its birth, its last will, or its goodbye.</summary>
/// <param name="Streams">What it has of each stream, as JSON; null where it says nothing.</param>
internal sealed record GatewayStatus(string District, string Compound, string Gateway, bool Online, Guid Boot, Guid Session,
    string? Contract, string? Software, string? Promise,
    string? Reason, string? Streams)
{
    private const int MostWord = 200;
    private const int MostStreams = 64 << 10;

    /// <summary>How its box is; null where it says nothing that can be read.</summary>
    public GatewayBox? Box { get; private init; }

    /// <summary>Reads a payload; null and the reason when it is no status.</summary>
    public static GatewayStatus? TryParse((string District, string Compound, string Gateway) from, ReadOnlyMemory<byte> payload,
        out string reason)
    {
        try
        {
            using var document = JsonDocument.Parse(payload);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("online", out var online)
                || online.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
            {
                reason = "a status without online";
                return null;
            }

            if (!Guid.TryParseExact(Text(root, "boot"), "D", out var boot) || !Guid.TryParseExact(Text(root, "session"), "D",
                out var session))
            {
                reason = "a status without boot and session";
                return null;
            }

            reason = "";
            return new GatewayStatus(from.District, from.Compound, from.Gateway, online.GetBoolean(), boot, session, Text(root, "contract"),
                Text(root, "software"),
                Text(root, "promise"), Text(root, "reason"),
                root.TryGetProperty("streams", out var streams) && streams.GetRawText().Length <= MostStreams && IsPlain(streams)
                && HasWholeNumbers(streams)
                ? streams.GetRawText() : null)
            {
                Box = root.TryGetProperty("box", out var box) ? GatewayBox.TryRead(box) : null,
            };
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            reason = "a status that is not JSON: " + exception.Message;
            return null;
        }
    }

    private static string? Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && IsPlain(value)
        && value.GetString() is { Length: <= MostWord } word ? word : null;

    /// <summary>JSON knows numbers that no database does: one of 1e200000 in a retained status would stop every receiver at every
    /// start.</summary>
    private static bool HasWholeNumbers(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number => value.TryGetInt64(out _),
        JsonValueKind.Object => value.EnumerateObject().All(property => HasWholeNumbers(property.Value)),
        JsonValueKind.Array => value.EnumerateArray().All(HasWholeNumbers),
        _ => true,
    };

    /// <summary>Without escapes, of which a database may refuse some.</summary>
    private static bool IsPlain(JsonElement value) => !value.GetRawText().Contains("\\u", StringComparison.Ordinal);
}
