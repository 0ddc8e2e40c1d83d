namespace Zhuhui.Edge.CloudBridge.Mqtt;

/// <summary>What came on a topic of acknowledgements, and whether its sender takes batches.</summary>
internal readonly record struct ArrivedAck(string Topic, byte[] Payload, bool TakesBatches);
