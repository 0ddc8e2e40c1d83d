namespace Zhuhui.Edge.CloudBridge.Topics;

/// <summary>One more topic the link listens to for another room.</summary>
/// <param name="Filter">Below the gateway's root, for example <c>commands</c> or <c>twin/desired</c>; made of a-z, 0-9, - and /, no
/// wildcards.</param>
/// <param name="Handle">Takes one message. The broker is told that it has been taken when this returns, so it returns once whatever must
/// outlive a kill is durable; it waits rather than fails where that takes long, and other topics go on meanwhile. Messages of one topic
/// come one after the other, in the broker's order, and more than once where the connection broke in between: after a kill, after a
/// reconnect, and a retained one at every connect. An exception is a bug and ends the link.</param>
public sealed record InboundTopic(string Filter, Func<InboundMessage, CancellationToken, Task> Handle)
{
    /// <summary>How many messages of the topic may wait for its handler; what comes beyond is refused and lost, in one line of the
    /// log.</summary>
    public int Waiting { get; init; } = 64;
}

/// <summary>A message as it came.</summary>
/// <param name="Topic">Below the gateway's root.</param>
/// <param name="FullTopic">The whole topic, as signatures cover it.</param>
/// <param name="Payload">The bytes as sent.</param>
/// <param name="UserProperties">All of them, in order; a name can come twice.</param>
/// <param name="Retained">The sender asked the broker to keep it, whether it comes from there or straight from the sender.</param>
public sealed record InboundMessage(string Topic, string FullTopic, ReadOnlyMemory<byte> Payload, IReadOnlyList<KeyValuePair<string,
    string>> UserProperties, bool Retained)
{
    /// <summary>The whole topic an answer is asked for on; null where none is named.</summary>
    public string? ResponseTopic { get; init; }

    public ReadOnlyMemory<byte> CorrelationData { get; init; }

    public string? ContentType { get; init; }

    /// <summary>The one value of a user property; null where it is missing or ambiguous.</summary>
    public string? Property(string name)
    {
        var values = UserProperties.Where(property => property.Key == name).Take(2).ToList();
        return values.Count == 1 ? values[0].Value : null;
    }
}
