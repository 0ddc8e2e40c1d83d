using System.Text.Json;

namespace Zhuhui.Edge.Hub;

/// <summary>What the hub must know of a record: the rest of record.schema.json is the reader's business.</summary>
internal sealed record Envelope(Guid Ledger, string Stream, long Seq, string Prev, string Type, string At)
{
    /// <summary>Reads a payload; null and the reason when it is no journal record of the stream its topic names.</summary>
    public static Envelope? TryParse(ReadOnlyMemory<byte> payload, string stream, out string reason)
    {
        try
        {
            using var document = JsonDocument.Parse(payload);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
            {
                reason = "not a JSON object";
                return null;
            }

            if (!Guid.TryParseExact(Text(root, "ledger"), "D", out var ledger))
            {
                reason = "ledger is no GUID";
                return null;
            }

            if (!root.TryGetProperty("seq", out var number) || number.ValueKind != JsonValueKind.Number || !number.TryGetInt64(out var seq) || seq < 1)
            {
                reason = "seq is no number from 1";
                return null;
            }

            var prev = Text(root, "prev");
            if (prev.Length != 64 || !prev.All(char.IsAsciiHexDigitLower))
            {
                reason = "prev is no SHA-256";
                return null;
            }

            var envelope = new Envelope(ledger, Text(root, "stream"), seq, prev, Text(root, "type"), Text(root, "at"));
            reason = envelope switch
            {
                _ when envelope.Stream != stream => $"stream \"{envelope.Stream}\" came on the topic of \"{stream}\"",
                { Type: "" } => "type is missing",
                { At: "" } => "at is missing",
                _ => "",
            };
            return reason.Length == 0 ? envelope : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException) // A lone surrogate is good JSON and no text.
        {
            reason = "not JSON: " + exception.Message;
            return null;
        }
    }

    private static string Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
}
