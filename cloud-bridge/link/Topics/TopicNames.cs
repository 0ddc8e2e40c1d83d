namespace Zhuhui.Edge.CloudBridge.Topics;

/// <summary>The one home of the link's topics, as the contract names them.</summary>
internal sealed class TopicNames(GatewayAddress address)
{
    public const string EventsLevel = "events";
    public const string AcksLevel = "acks";
    public const string StatusLevel = "status";

    /// <summary>What all topics of the gateway begin with; also the source of its events.</summary>
    public string Root { get; } = address.Root;

    public string AckFilter => $"{Root}/{AcksLevel}/+";

    public string Status => $"{Root}/{StatusLevel}";

    public string Events(string stream) => $"{Root}/{EventsLevel}/{stream}";

    public string Acks(string stream) => $"{Root}/{AcksLevel}/{stream}";

    public string Under(string below) => $"{Root}/{below}";

    /// <summary>What of a topic follows the root; the whole where it has none.</summary>
    public string Below(string topic) => topic.StartsWith(Root + "/", StringComparison.Ordinal) ? topic[(Root.Length + 1)..] : topic;
}
