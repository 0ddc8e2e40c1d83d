using System.Buffers;
using System.Text;
using System.Threading.Channels;
using MQTTnet;
using MQTTnet.Formatter;
using MQTTnet.Protocol;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.CloudBridge.Tests.Mqtt;

/// <summary>A bare MQTT client: stands in for whoever is on the other side of the contract.</summary>
internal sealed class RawClient : IAsyncDisposable
{
    private readonly IMqttClient _client = new MqttClientFactory().CreateMqttClient();
    private readonly Channel<MqttApplicationMessage> _inbox = Channel.CreateBounded<MqttApplicationMessage>(100_000);

    private RawClient()
    {
    }

    public static async Task<RawClient> ConnectAsync(int port, string? filter = null)
    {
        var raw = new RawClient();
        raw._client.ApplicationMessageReceivedAsync += args =>
        {
            Assert.True(raw._inbox.Writer.TryWrite(args.ApplicationMessage));
            return Task.CompletedTask;
        };
        await raw._client.ConnectAsync(
            new MqttClientOptionsBuilder().WithProtocolVersion(MqttProtocolVersion.V500).WithTcpServer("127.0.0.1", port).Build(),
            Eventually.Token);
        if (filter is not null)
        {
            await raw._client.SubscribeAsync(filter, MqttQualityOfServiceLevel.AtLeastOnce, Eventually.Token);
        }

        return raw;
    }

    /// <summary>Subscribes so that a message tells whether it was published to be retained.</summary>
    public Task SubscribeAsPublishedAsync(string filter) => _client.SubscribeAsync(
        new MqttClientSubscribeOptionsBuilder().WithTopicFilter(filter, MqttQualityOfServiceLevel.AtLeastOnce, retainAsPublished: true)
        .Build(), Eventually.Token);

    public async Task<MqttApplicationMessage> NextAsync() => await _inbox.Reader.ReadAsync(Eventually.Token);

    public async Task<MqttApplicationMessage> NextAsync(CancellationToken cancellationToken) =>
        await _inbox.Reader.ReadAsync(cancellationToken);

    public bool TryNext(out MqttApplicationMessage? message) => _inbox.Reader.TryRead(out message);

    public Task PublishAsync(string topic, string payload) => PublishAsync(topic, Encoding.UTF8.GetBytes(payload));

    public Task PublishAsync(string topic, ReadOnlyMemory<byte> payload) => PublishAsync(new MqttApplicationMessageBuilder().WithTopic(
        topic).WithPayloadSegment(payload));

    public Task PublishAsync(MqttApplicationMessageBuilder message) => _client.PublishAsync(message.WithQualityOfServiceLevel(
        MqttQualityOfServiceLevel.AtLeastOnce).Build(), Eventually.Token);

    public static string Text(MqttApplicationMessage message) => Encoding.UTF8.GetString(message.Payload.ToArray());

    public async ValueTask DisposeAsync()
    {
        await _client.DisconnectAsync(new MqttClientDisconnectOptions(), Eventually.Token);
        _client.Dispose();
    }
}
