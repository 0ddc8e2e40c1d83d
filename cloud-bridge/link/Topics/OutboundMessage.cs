using System.Text.RegularExpressions;
using MQTTnet;
using MQTTnet.Protocol;

namespace Zhuhui.Edge.CloudBridge.Topics;

/// <summary>What became of one publication.</summary>
public enum PublishOutcome
{
    /// <summary>The broker has it for at least one subscriber.</summary>
    Accepted,

    /// <summary>The broker is there, but nobody subscribes. A retained message is kept by the broker all the same.</summary>
    NobodyListens,

    /// <summary>The broker does not take it: rights, quota, format.</summary>
    Refused,

    /// <summary>It is larger than the broker takes.</summary>
    TooLarge,

    /// <summary>It never left: too many wait already, or the site has no link.</summary>
    NotSent,
}

/// <summary>A message of another room that the link is to publish beside its events: a reply, a state.</summary>
/// <param name="Topic">Below the gateway's root, for example <c>replies</c>; made of a-z, 0-9, - and /.</param>
/// <param name="Payload">The bytes, as they are.</param>
public sealed partial record OutboundMessage(string Topic, ReadOnlyMemory<byte> Payload)
{
    /// <summary>The broker keeps it for later subscribers.</summary>
    public bool Retained { get; init; }

    public ReadOnlyMemory<byte> CorrelationData { get; init; }

    public string ContentType { get; init; } = "application/json";

    /// <summary>Whether a topic below the root can be used by others than the link itself.</summary>
    internal static bool IsFree(string topic) => Levels().IsMatch(topic) && topic.Split('/')[0] is not (TopicNames.EventsLevel
        or TopicNames.AcksLevel or TopicNames.StatusLevel);

    internal MqttApplicationMessage Build(TopicNames topics)
    {
        var builder = new MqttApplicationMessageBuilder().WithTopic(topics.Under(Topic)).WithPayloadSegment(Payload)
            .WithContentType(ContentType)
            .WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce).WithRetainFlag(Retained);
        return (CorrelationData.IsEmpty ? builder : builder.WithCorrelationData(CorrelationData.ToArray())).Build();
    }

    [GeneratedRegex(@"\A[a-z0-9-]+(/[a-z0-9-]+)*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Levels();
}
