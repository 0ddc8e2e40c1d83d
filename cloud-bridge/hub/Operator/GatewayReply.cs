using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Zhuhui.Edge.Hub.Operator;

/// <summary>A gateway's answer, and instants as the contract writes them.</summary>
internal static class GatewayReply
{
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
}
