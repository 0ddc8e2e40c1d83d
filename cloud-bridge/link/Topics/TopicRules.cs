namespace Zhuhui.Edge.CloudBridge.Topics;

/// <summary>What must hold for the streams and topics that a link is given.</summary>
internal static class TopicRules
{
    /// <exception cref="ArgumentException">A stream's name is not made of a-z, 0-9 and -, or comes twice; an inbound topic is the link's
    /// own or comes twice.</exception>
    public static void Check(IReadOnlyList<OutboxFeed> feeds, IReadOnlyList<InboundTopic> inbound)
    {
        ArgumentNullException.ThrowIfNull(feeds);
        ArgumentNullException.ThrowIfNull(inbound);
        if (feeds.FirstOrDefault(feed => !GatewayAddress.IsId(feed.Name) || feeds.Count(other => other.Name == feed.Name) > 1) is { } bad)
        {
            throw new ArgumentException($"The stream name \"{bad.Name}\" must be made of a-z, 0-9 and - and be there once.", nameof(feeds));
        }

        if (inbound.FirstOrDefault(topic => !OutboundMessage.IsFree(topic.Filter) || inbound.Count(other => other.Filter == topic.Filter)
            > 1) is { } taken)
        {
            throw new ArgumentException($"The inbound topic \"{taken.Filter}\" must be made of a-z, 0-9, - and /, not be one of the "
                + "link's own and be there once.", nameof(inbound));
        }
    }
}
