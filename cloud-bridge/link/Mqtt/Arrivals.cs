using System.Buffers;
using System.Text;
using MQTTnet;
using Zhuhui.Edge.CloudBridge.Delivery;
using Zhuhui.Edge.CloudBridge.Topics;

namespace Zhuhui.Edge.CloudBridge.Mqtt;

/// <summary>What came on a topic of acknowledgements, and whether its sender takes batches.</summary>
internal readonly record struct ArrivedAck(InboundMessage Message, bool TakesBatches);

/// <summary>Messages of the broker as the rooms know them.</summary>
internal static class Arrivals
{
    public static ArrivedAck AckOf(string topic, MqttApplicationMessage message) => new(InboundOf(topic, message),
        message.UserProperties?.Exists(property => property.Name == BatchMessage.Accepts && property.ValueBuffer.Span.SequenceEqual(
            BatchMessage.Accepted)) == true);

    /// <param name="topic">Below the gateway's root.</param>
    public static InboundMessage InboundOf(string topic, MqttApplicationMessage message) => new(
        topic, message.Topic, message.Payload.ToArray(),
        [.. (message.UserProperties ?? []).Select(property => KeyValuePair.Create(property.Name,
            Encoding.UTF8.GetString(property.ValueBuffer.Span)))], message.Retain)
    {
        ResponseTopic = message.ResponseTopic,
        CorrelationData = message.CorrelationData,
        ContentType = message.ContentType,
    };
}
