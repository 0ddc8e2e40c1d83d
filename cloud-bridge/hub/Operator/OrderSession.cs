using System.Buffers;
using System.Security.Cryptography;
using System.Threading.Channels;
using MQTTnet;
using MQTTnet.Protocol;
using Zhuhui.Edge.Hub.Mqtt;
using Zhuhui.Edge.Hub.Settings;

namespace Zhuhui.Edge.Hub.Operator;

/// <summary>A short connection to the broker, to order something of one gateway, or of several, and hear the answers.</summary>
internal sealed class OrderSession : IAsyncDisposable
{
    /// <summary>Where below its own topics a gateway answers.</summary>
    public const string Replies = "replies";

    private const string Root = "zhuhui/v1";

    private readonly IMqttClient _client = new MqttClientFactory().CreateMqttClient();
    private readonly Channel<MqttApplicationMessage> _heard = Channel.CreateBounded<MqttApplicationMessage>(1000);
    private readonly byte[] _correlation = RandomNumberGenerator.GetBytes(16);
    private readonly string _root;
    private readonly SigningKey _key;

    private OrderSession(string root, SigningKey key) => (_root, _key) = (root, key);

    /// <summary>To order something of several gateways, and hear each.</summary>
    /// <exception cref="BrokenLinkException">The broker refused.</exception>
    public static Task<OrderSession> OpenAsync(HubOptions options, SigningKey key, IEnumerable<string> gateways,
        CancellationToken cancellationToken) => OpenAsync(options, Root, key, [.. gateways.Select(gateway => $"{gateway}/{Replies}")],
        cancellationToken);

    /// <param name="options">The way to the broker.</param>
    /// <param name="root">What the gateway's topics begin with.</param>
    /// <param name="key">What signs.</param>
    /// <param name="hear">Topics below the root to listen to.</param>
    /// <param name="cancellationToken">Ends the trying.</param>
    /// <exception cref="BrokenLinkException">The broker refused.</exception>
    public static async Task<OrderSession> OpenAsync(HubOptions options, string root, SigningKey key, IReadOnlyList<string> hear,
        CancellationToken cancellationToken)
    {
        var session = new OrderSession(root, key);
        try
        {
            session._client.ApplicationMessageReceivedAsync += args =>
            {
                session._heard.Writer.TryWrite(args.ApplicationMessage);
                return Task.CompletedTask;
            };
            session._client.DisconnectedAsync += args =>
            {
                session._heard.Writer.TryComplete(new BrokenLinkException($"the connection to the broker ended: "
                    + $"{args.ReasonString ?? args.Reason.ToString()}"));
                return Task.CompletedTask;
            };
            var connected = await session._client.ConnectAsync(Login(options), cancellationToken);
            if (connected.ResultCode != MqttClientConnectResultCode.Success)
            {
                throw new BrokenLinkException($"the broker refused: {connected.ResultCode} {connected.ReasonString}".TrimEnd());
            }

            foreach (var topic in hear)
            {
                var filter = new MqttClientSubscribeOptionsBuilder().WithTopicFilter($"{root}/{topic}",
                    MqttQualityOfServiceLevel.AtLeastOnce).Build();
                var granted = (await session._client.SubscribeAsync(filter, cancellationToken)).Items.First().ResultCode;
                if (granted > MqttClientSubscribeResultCode.GrantedQoS2)
                {
                    throw new BrokenLinkException($"the broker refused the subscription to {root}/{topic}: {granted}");
                }
            }

            return session;
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    }

    /// <summary>To one of several gateways.</summary>
    /// <returns>Whether it listens.</returns>
    /// <exception cref="BrokenLinkException">The broker does not take it.</exception>
    public Task<bool> OrderAsync(string gateway, byte[] payload, CancellationToken cancellationToken) =>
        SendAsync($"{gateway}/commands", payload, retain: false, cancellationToken, $"{gateway}/{Replies}");

    /// <param name="topic">Below the root.</param>
    /// <param name="payload">As it is signed.</param>
    /// <param name="retain">For later subscribers.</param>
    /// <param name="cancellationToken">Ends the trying.</param>
    /// <param name="replies">Where below the root the answer comes.</param>
    /// <returns>Whether a gateway listens.</returns>
    /// <exception cref="BrokenLinkException">The broker does not take it.</exception>
    public async Task<bool> SendAsync(string topic, byte[] payload, bool retain, CancellationToken cancellationToken,
        string replies = Replies)
    {
        var whole = $"{_root}/{topic}";
        var message = new MqttApplicationMessageBuilder().WithTopic(whole).WithPayload(payload).WithContentType("application/json")
            .WithRetainFlag(retain)
            .WithUserProperty("kid", System.Text.Encoding.UTF8.GetBytes(_key.Id)).WithUserProperty("sig",
                System.Text.Encoding.UTF8.GetBytes(_key.Sign(whole, payload)))
            .WithResponseTopic($"{_root}/{replies}").WithCorrelationData(_correlation)
            .WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce).Build();
        var result = await _client.PublishAsync(message, cancellationToken);
        return result.ReasonCode switch
        {
            MqttClientPublishReasonCode.Success => true,
            MqttClientPublishReasonCode.NoMatchingSubscribers => false,
            _ => throw new BrokenLinkException($"the broker refuses {whole}: {result.ReasonCode} {result.ReasonString}".TrimEnd()),
        };
    }

    /// <summary>The next answer to what this session sent, or the next word on another topic.</summary>
    /// <exception cref="BrokenLinkException">The connection ended.</exception>
    public async Task<(string Topic, byte[] Payload)> HearAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var message = await _heard.Reader.ReadAsync(cancellationToken);
            var topic = message.Topic[(_root.Length + 1)..];
            if (!topic.EndsWith(Replies, StringComparison.Ordinal) || message.CorrelationData.AsSpan().SequenceEqual(_correlation))
            {
                return (topic, message.Payload.ToArray());
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_client.IsConnected)
        {
            await _client.DisconnectAsync(new MqttClientDisconnectOptions(), CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(1))
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        _client.Dispose();
    }

    private static MqttClientOptions Login(HubOptions options) =>
        BrokerLogin.For(options, "zhuhui-order-" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6))).Build();
}
