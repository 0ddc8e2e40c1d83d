using System.Security.Authentication;
using System.Threading.Channels;
using MQTTnet;
using MQTTnet.Protocol;
using Zhuhui.Edge.CloudBridge.Topics;

namespace Zhuhui.Edge.CloudBridge.Mqtt;

/// <summary>One connection to the broker, from CONNECT to its end; a new one is made for every try. Every exchange has a time limit, and
/// one that runs out means that the link is broken: a frozen broker is noticed by this alone. Rings the bell when an acknowledgement is
/// there or the connection ends.</summary>
internal sealed class MqttSession : IAsyncDisposable
{
    private const int MostPublishing = 64;

    private const MqttClientPublishReasonCode PacketTooLarge = (MqttClientPublishReasonCode)149;
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(5);
    private readonly IMqttClient _client = new MqttClientFactory().CreateMqttClient();
    private readonly TimeProvider _time;
    private readonly WakeSignal _bell;
    private readonly TopicNames _topics;
    private readonly IReadOnlyList<TopicHandler> _inboxes;
    private readonly Channel<ArrivedAck> _acks = Channel.CreateBounded<ArrivedAck>(
        new BoundedChannelOptions(4096) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });
    private volatile string? _end;

    private MqttSession(TopicNames topics, IReadOnlyList<TopicHandler> inboxes, TimeProvider time, WakeSignal bell)
    {
        (_topics, _inboxes, _time, _bell) = (topics, inboxes, time, bell);
        _client.ApplicationMessageReceivedAsync += OnMessage;
        _client.DisconnectedAsync += OnDisconnected;
    }

    /// <summary>How many publications the broker allows under way at once, never more than 64.</summary>
    public int Publishing { get; private set; } = MostPublishing;

    /// <summary>How large a packet the broker takes; over a larger one it ends the connection.</summary>
    public long MostBytes { get; private set; } = long.MaxValue;

    /// <summary>How often to ping where nothing else is said: well within the keep-alive, the broker's own included.</summary>
    public TimeSpan PingEvery { get; private set; } = BrokerLogin.KeepAlive / 2;

    /// <summary>Connects and subscribes to the acknowledgements and to what the inboxes are for.</summary>
    /// <exception cref="LinkException">The broker refused or did not answer in time.</exception>
    public static async Task<MqttSession> OpenAsync(MqttClientOptions options, TopicNames topics, IReadOnlyList<TopicHandler> inboxes,
        TimeProvider time, WakeSignal bell, CancellationToken cancellationToken)
    {
        var session = new MqttSession(topics, inboxes, time, bell);
        try
        {
            await session.ConnectAsync(options, cancellationToken);
            await session.SubscribeAsync(cancellationToken);
            return session;
        }
        catch
        {
            session._client.Dispose();
            throw;
        }
    }

    /// <summary>The next acknowledgement that came, oldest first; false when there is none. An overflow drops some: their records are sent
    /// again.</summary>
    public bool TryTakeAck(out ArrivedAck ack) => _acks.Reader.TryRead(out ack);

    /// <exception cref="LinkException">The connection has ended.</exception>
    public void ThrowIfEnded()
    {
        if (_end is { } reason)
        {
            throw new LinkException(reason);
        }
    }

    public async Task<(PublishOutcome Outcome, string Reason)> PublishAsync(MqttApplicationMessage message,
        CancellationToken cancellationToken)
    {
        if (PacketSize.Of(message) is var size && size > MostBytes)
        {
            return (PublishOutcome.TooLarge, $"{message.Topic} would take {size} bytes, and the broker takes {MostBytes}");
        }

        var result = await InTimeAsync(token => _client.PublishAsync(message, token), "took no event", cancellationToken);
        return result.ReasonCode switch
        {
            MqttClientPublishReasonCode.Success => (PublishOutcome.Accepted, ""),
            MqttClientPublishReasonCode.NoMatchingSubscribers => (PublishOutcome.NobodyListens, "no hub subscribes to " + message.Topic),
            PacketTooLarge => (PublishOutcome.TooLarge, $"the broker takes no {size} bytes on {message.Topic}"),
            _ => (PublishOutcome.Refused, $"the broker refuses {message.Topic}: {result.ReasonCode} {result.ReasonString}".TrimEnd()),
        };
    }

    public Task PingAsync(CancellationToken cancellationToken) => InTimeAsync(
        async token =>
        {
            await _client.PingAsync(token);
            return true;
        },
        "did not answer a ping",
        cancellationToken);

    /// <summary>Says goodbye, so that the broker need not guess; of no consequence where it does not hear it.</summary>
    /// <param name="lastWords">Published before that; null for none.</param>
    public async Task CloseAsync(MqttApplicationMessage? lastWords)
    {
        try
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(1), _time);
            if (lastWords is not null)
            {
                await PublishAsync(lastWords, limit.Token);
            }

            await _client.DisconnectAsync(new MqttClientDisconnectOptions { SessionExpiryInterval = BrokerLogin.SessionExpirySeconds },
                limit.Token);
        }
        catch (Exception exception) when (LinkException.IsBrokenLink(exception) || exception is OperationCanceledException)
        {
            // Already gone.
        }
    }

    public ValueTask DisposeAsync()
    {
        _client.ApplicationMessageReceivedAsync -= OnMessage;
        _client.DisconnectedAsync -= OnDisconnected;
        _client.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task ConnectAsync(MqttClientOptions options, CancellationToken cancellationToken)
    {
        var result = await InTimeAsync(token => ShakeHandsAsync(options, token), "did not answer", cancellationToken);
        if (result.ResultCode != MqttClientConnectResultCode.Success)
        {
            throw new LinkException(BrokerWords.Refusal(result));
        }

        if (BrokerWords.LackOf(result) is { } lack)
        {
            throw new LinkException(lack);
        }

        MostBytes = result.MaximumPacketSize is > 0 and var most ? most : long.MaxValue;

        // MQTTnet shows 0, which no broker may announce, where it announced nothing: the standard's 65,535.
        Publishing = result.ReceiveMaximum is > 0 and < MostPublishing and var few ? few : MostPublishing;
        if (result.ServerKeepAlive > 0)
        {
            PingEvery = TimeSpan.FromSeconds(Math.Min(PingEvery.TotalSeconds, result.ServerKeepAlive / 2.0));
        }
    }

    /// <summary>A broker that does not like a certificate says so after TLS thinks that all is well, if at all: the words are those of a
    /// connection that ended.</summary>
    private async Task<MqttClientConnectResult> ShakeHandsAsync(MqttClientOptions options, CancellationToken cancellationToken)
    {
        try
        {
            return await _client.ConnectAsync(options, cancellationToken);
        }
        catch (Exception exception) when (options.ChannelOptions is MqttClientTcpOptions { StreamProvider: not null }
            && LinkException.IsBrokenLink(exception) && !LinkException.IsOutOfReach(exception))
        {
            var reason = exception.GetBaseException();
            throw reason is AuthenticationException
                ? new LinkException($"the broker's certificate is not believed: {reason.Message}", exception)
                : new LinkException(
                    $"the broker ended the connection instead of letting the gateway in ({reason.Message.TrimEnd('.')})", exception)
                {
                    NotLetIn = true,
                };
        }
    }

    /// <summary>Retained messages are asked for as what they are, so that a command that somebody left at the broker is told from one that
    /// was just given.</summary>
    private async Task SubscribeAsync(CancellationToken cancellationToken)
    {
        var builder = new MqttClientSubscribeOptionsBuilder().WithTopicFilter(_topics.AckFilter, MqttQualityOfServiceLevel.AtLeastOnce);
        foreach (var inbox in _inboxes)
        {
            builder = builder.WithTopicFilter(_topics.Under(inbox.Filter), MqttQualityOfServiceLevel.AtLeastOnce, retainAsPublished: true);
        }

        var result = await InTimeAsync(token => _client.SubscribeAsync(builder.Build(), token), "did not answer a subscription",
            cancellationToken);
        if (result.Items.FirstOrDefault(item => item.ResultCode > MqttClientSubscribeResultCode.GrantedQoS2) is { } refused)
        {
            var reason = $"{refused.ResultCode} {result.ReasonString}".TrimEnd();
            throw new LinkException($"the broker refused the subscription to {refused.TopicFilter.Topic}: {reason}");
        }
    }

    private async Task<T> InTimeAsync<T>(Func<CancellationToken, Task<T>> exchange, string failure, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(_patience, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await exchange(either.Token);
        }
        catch (Exception exception) when (exception is OperationCanceledException or MQTTnet.Exceptions.MqttCommunicationTimedOutException
            && !cancellationToken.IsCancellationRequested)
        {
            throw new LinkException($"the broker {failure} within {_patience.TotalSeconds:0} s", exception);
        }
        catch (Exception exception) when (exception is NullReferenceException or ObjectDisposedException && !_client.IsConnected)
        {
            // MQTTnet drops its inner parts when a connection ends, and an exchange that begins on it just then stumbles over that.
            throw new LinkException(_end ?? "the connection ended", exception);
        }
    }

    private async Task OnMessage(MqttApplicationMessageReceivedEventArgs args)
    {
        var message = args.ApplicationMessage;
        if (_inboxes.FirstOrDefault(inbox => message.Topic == _topics.Under(inbox.Filter)) is not { } inbox)
        {
            _acks.Writer.TryWrite(Arrivals.AckOf(_topics.Below(message.Topic), message));
            _bell.Ring();
            return;
        }

        args.AutoAcknowledge = false;
        if (!inbox.TryTake(Arrivals.InboundOf(inbox.Filter, message), cancellationToken => AcknowledgeAsync(args, cancellationToken)))
        {
            args.ReasonCode = MqttApplicationMessageReceivedReasonCode.QuotaExceeded;
            await AcknowledgeAsync(args, CancellationToken.None);
        }
    }

    private async Task AcknowledgeAsync(MqttApplicationMessageReceivedEventArgs args, CancellationToken cancellationToken) =>
        await InTimeAsync(
        async token =>
        {
            await args.AcknowledgeAsync(token);
            return true;
        },
        "took no acknowledgement",
        cancellationToken);

    private Task OnDisconnected(MqttClientDisconnectedEventArgs args)
    {
        _end = BrokerWords.End(args);
        _bell.Ring();
        return Task.CompletedTask;
    }
}
