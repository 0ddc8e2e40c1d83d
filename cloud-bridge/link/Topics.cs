namespace Zhuhui.Edge.CloudBridge;

/// <summary>The one home of the link's topics, as the contract names them.</summary>
internal sealed class Topics(GatewayAddress address)
{
    /// <summary>What all topics of the gateway begin with; also the source of its events.</summary>
    public string Root { get; } = $"zhuhui/v1/{address.District}/{address.Compound}/{address.Gateway}";

    public string AckFilter => $"{Root}/acks/+";

    public string Events(string stream) => $"{Root}/events/{stream}";

    public string Acks(string stream) => $"{Root}/acks/{stream}";
}
