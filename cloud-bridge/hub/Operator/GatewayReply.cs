using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Zhuhui.Edge.Hub.Store.Fleet;

namespace Zhuhui.Edge.Hub.Operator;

/// <summary>A gateway's answer, and instants as the contract writes them.</summary>
internal static class GatewayReply
{
    private const int MostReason = 500;
    private const int MostCode = 64;

    private static readonly JsonSerializerOptions _asSent = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Prints an answer as one line of JSON; a picture in it goes into its own file.</summary>
    public static int Print(byte[] answer, string? picture, TextWriter output)
    {
        var reply = JsonNode.Parse(answer)!;
        if (picture is not null && reply["result"]?["jpeg"] is { } jpeg)
        {
            File.WriteAllBytes(picture, Convert.FromBase64String(jpeg.GetValue<string>()));
            reply["result"]!["jpeg"] = picture;
        }

        output.WriteLine(reply.ToJsonString(_asSent));
        return (string?)reply["outcome"] == "done" ? OperatorCommand.Done : OperatorCommand.Refused;
    }

    public static string Instant(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'",
        CultureInfo.InvariantCulture);

    /// <summary>A gateway's word on one of several orders.</summary>
    /// <param name="ids">Of the orders, by gateway.</param>
    /// <returns>Null where it is no answer to one of them.</returns>
    public static OrderAnswer? Answer(string topic, byte[] payload, IReadOnlyDictionary<string, string> ids, TimeProvider time)
    {
        try
        {
            using var reply = JsonDocument.Parse(payload);
            return topic.EndsWith("/" + OrderSession.Replies, StringComparison.Ordinal)
                && topic[..^(OrderSession.Replies.Length + 1)] is var gateway
                && ids.TryGetValue(gateway, out var id) && Text(reply.RootElement, "id", MostCode) == id
                && Text(reply.RootElement, "outcome", MostCode) is OrderAnswer.Done or OrderAnswer.Refused
                    ? new OrderAnswer(gateway, Text(reply.RootElement, "outcome", MostCode),
                        Text(reply.RootElement, "reasonCode", MostCode), Text(reply.RootElement, "reason", MostReason), time.GetUtcNow())
                    : null;
        }
        catch (Exception none) when (none is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>A gateway's word, without what would bend a line of a terminal or a database refuses.</summary>
    private static string? Text(JsonElement reply, string name, int most) =>
        reply.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { } text
            ? string.Concat(text.Where(letter => !char.IsControl(letter) && !char.IsSurrogate(letter)).Take(most)) : null;
}
