using System.Text;
using MQTTnet;

namespace Zhuhui.Edge.CloudBridge.Mqtt;

/// <summary>How many bytes a message has on the wire, as MQTT 5 lays out a PUBLISH of quality 1: what a broker's Maximum Packet Size
/// bounds.</summary>
internal static class PacketSize
{
    public static long Of(MqttApplicationMessage message)
    {
        var properties = (message.PayloadFormatIndicator == 0 ? 0L : 2) + (message.MessageExpiryInterval == 0 ? 0 : 5)
            + Text(message.ContentType) + Text(message.ResponseTopic) + (message.CorrelationData is { Length: > 0 } data ? 3 + data.Length
                : 0)
            + (message.UserProperties?.Sum(one => 5L + Encoding.UTF8.GetByteCount(one.Name) + one.ValueBuffer.Length) ?? 0);
        var rest = 2 + Encoding.UTF8.GetByteCount(message.Topic) + 2 + LengthOf(properties) + properties + message.Payload.Length;
        return 1 + LengthOf(rest) + rest;
    }

    private static int Text(string? text) => string.IsNullOrEmpty(text) ? 0 : 3 + Encoding.UTF8.GetByteCount(text);

    /// <summary>Seven bits of it a byte.</summary>
    private static int LengthOf(long number) => number switch { < 1 << 7 => 1, < 1 << 14 => 2, < 1 << 21 => 3, _ => 4 };
}
