using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using MQTTnet;
using MQTTnet.Exceptions;
using MQTTnet.Protocol;
using Zhuhui.Edge.Hub.Messages;
using Zhuhui.Edge.Hub.Settings;

namespace Zhuhui.Edge.Hub.Mqtt;

/// <summary>The connection to the broker is broken or was refused.</summary>
internal sealed class BrokenLinkException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>One connection of a receiver: hands out arrivals, which the broker keeps until they are acknowledged, and publishes the hub's
/// own acknowledgements. The session is a clean one, so that gateways learn from the broker when no receiver is there, instead of filling a
/// queue that nobody reads.</summary>
internal sealed class BrokerSession : IAsyncDisposable
{
    /// <summary>Records that are stored together at most; single ones, that is: a message may hold a backlog of them.</summary>
    public const int BatchSize = 1000;
    private const int BytesARecord = 1024;
    private static readonly TimeSpan _keepAlive = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(5);
    private readonly IMqttClient _client = new MqttClientFactory().CreateMqttClient();
    private readonly HubOptions _options;
    private readonly TimeProvider _time;
    private readonly Channel<MqttApplicationMessageReceivedEventArgs> _inbox =
        Channel.CreateBounded<MqttApplicationMessageReceivedEventArgs>(new BoundedChannelOptions(2 * BatchSize) { SingleReader = true });

    private BrokerSession(HubOptions options, TimeProvider time)
    {
        (_options, _time) = (options, time);
        _client.ApplicationMessageReceivedAsync += OnMessageAsync;
        _client.DisconnectedAsync += OnDisconnected;
    }

    public static TimeSpan PingEvery => _keepAlive / 2;

    /// <summary>What has come, oldest first. Ends with a <see cref="BrokenLinkException"/> when the connection does.</summary>
    public ChannelReader<MqttApplicationMessageReceivedEventArgs> Inbox => _inbox.Reader;

    /// <exception cref="BrokenLinkException">The broker refused or did not answer in time.</exception>
    public static async Task<BrokerSession> OpenAsync(HubOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        var session = new BrokerSession(options, time);
        try
        {
            var connected = await session.InTimeAsync("answer", token => session._client.ConnectAsync(session.Login(), token),
                cancellationToken);
            if (connected.ResultCode != MqttClientConnectResultCode.Success)
            {
                throw new BrokenLinkException(
                    $"the broker refused the receiver: {connected.ResultCode} {connected.ReasonString}".TrimEnd());
            }

            await session.SubscribeAsync(EventTopic.StatusFilter, cancellationToken);
            await session.SubscribeAsync(EventTopic.SharedFilter, cancellationToken);
            return session;
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    }

    /// <summary>Tells the broker that a message is kept.</summary>
    public Task AcknowledgeAsync(MqttApplicationMessageReceivedEventArgs arrival, CancellationToken cancellationToken) => InTimeAsync(
        "let itself be told what is kept",
        async token =>
        {
            await arrival.AcknowledgeAsync(token);
            return true;
        },
        cancellationToken);

    /// <summary>A receipt as ack.schema.json has it.</summary>
    /// <param name="at">The hub's time.</param>
    public static byte[] PayloadOf(Receipt receipt, DateTimeOffset at)
    {
        var runs = receipt.Runs();
        return JsonSerializer.SerializeToUtf8Bytes(new
        {
            ledger = receipt.Ledger.ToString("D"),
            stream = receipt.Topic.Stream,
            ranges = runs.Select(run => new[] { run.First, run.Last }),
            hashes = runs.Select(run => run.Hash),
            at = at.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
        });
    }

    /// <summary>Tells a gateway what the store has; whether the broker took it. A gateway that is away has no matter: it will send again
    /// and be told again.</summary>
    public async Task<bool> PublishAckAsync(Receipt receipt, CancellationToken cancellationToken)
    {
        var (topic, payload) = (receipt.Topic.Acks, PayloadOf(receipt, _time.GetUtcNow()));
        var message = new MqttApplicationMessageBuilder().WithTopic(topic).WithPayload(payload).WithContentType("application/json")
            .WithUserProperty("accepts", "batch"u8.ToArray()).WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce);
        if (_options.Key is { } key)
        {
            message = message.WithUserProperty("kid", Encoding.UTF8.GetBytes(key.Id))
                .WithUserProperty("sig", Encoding.UTF8.GetBytes(key.Sign(topic, payload)));
        }

        var result = await InTimeAsync("take an acknowledgement", token => _client.PublishAsync(message.Build(), token), cancellationToken);
        return result.ReasonCode is MqttClientPublishReasonCode.Success or MqttClientPublishReasonCode.NoMatchingSubscribers;
    }

    /// <summary>A message as the store takes it.</summary>
    public static InboundMessage ArrivalOf(MqttApplicationMessageReceivedEventArgs args) => new(
        args.ApplicationMessage.Topic, args.ApplicationMessage.Payload.ToArray(), args.ApplicationMessage.ContentType
        == NdjsonBatch.ContentType);

    /// <summary>How many records a message says it holds, or as many as its size makes it count for: what is stored together lies in memory
    /// decompressed.</summary>
    public static int WeightOf(MqttApplicationMessage message) => message.ContentType == NdjsonBatch.ContentType
        ? Math.Clamp(Math.Max(CountOf(message), NdjsonBatch.SizeOf(message.Payload.ToArray()) / BytesARecord), 1, NdjsonBatch.MostRecords)
        : (int)Math.Clamp(message.Payload.Length / BytesARecord, 1, NdjsonBatch.MostRecords);

    public Task PingAsync(CancellationToken cancellationToken) => InTimeAsync(
        "answer a ping",
        async token =>
        {
            await _client.PingAsync(token);
            return true;
        },
        cancellationToken);

    public async Task CloseAsync()
    {
        try
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(1), _time);
            await _client.DisconnectAsync(new MqttClientDisconnectOptions(), limit.Token);
        }
        catch (Exception exception) when (exception is MqttCommunicationException or OperationCanceledException)
        {
            // Already gone.
        }
    }

    public ValueTask DisposeAsync()
    {
        _inbox.Writer.TryComplete();
        _client.Dispose();
        return ValueTask.CompletedTask;
    }

    private static int CountOf(MqttApplicationMessage message) =>
        message.UserProperties?.Find(property => property.Name == "count") is { } count && Utf8Parser.TryParse(count.ValueBuffer.Span,
            out int number, out _)
            ? number
            : NdjsonBatch.MostRecords;

    private async Task SubscribeAsync(string topics, CancellationToken cancellationToken)
    {
        var filter = new MqttClientSubscribeOptionsBuilder().WithTopicFilter(topics, MqttQualityOfServiceLevel.AtLeastOnce).Build();
        var code = (await InTimeAsync("answer a subscription", token => _client.SubscribeAsync(filter, token), cancellationToken)).Items
            .First().ResultCode;
        if (code > MqttClientSubscribeResultCode.GrantedQoS2)
        {
            throw new BrokenLinkException($"the broker refused the subscription to {topics}: {code}");
        }
    }

    private MqttClientOptions Login()
    {
        var login = BrokerLogin.For(_options, "zhuhui-hub-" + _options.Name)
            .WithReceiveMaximum(2 * BatchSize)
            .WithKeepAlivePeriod(_keepAlive)
            .Build();

        // No maximum packet size is announced: mosquitto 2.0 sends nothing larger and yet counts it against the receive maximum, for ever,
        // until nothing comes at all. What is too large is refused here; how large a message may be is the broker's to bound.
        // MQTTnet's 8 KB are less than one segment of the loopback: a burst then goes by in steps of 200 ms.
        ((MqttClientTcpOptions)login.ChannelOptions).BufferSize = 1 << 20;
        return login;
    }

    private async Task<T> InTimeAsync<T>(string what, Func<CancellationToken, Task<T>> exchange, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(_patience, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await exchange(either.Token);
        }
        catch (Exception exception) when (exception is OperationCanceledException or MqttCommunicationTimedOutException
            && !cancellationToken.IsCancellationRequested)
        {
            throw new BrokenLinkException($"the broker did not {what} within {_patience.TotalSeconds:0} s", exception);
        }
        catch (Exception exception) when (exception is MqttCommunicationException or MqttProtocolViolationException or IOException
            or System.Net.Sockets.SocketException or System.Security.Authentication.AuthenticationException
            or System.Security.Cryptography.CryptographicException)
        {
            throw new BrokenLinkException(exception.GetBaseException().Message, exception);
        }
        catch (Exception exception) when (exception is NullReferenceException or ObjectDisposedException && !_client.IsConnected)
        {
            // MQTTnet drops its inner parts when a connection ends, and an exchange on it that begins then, or an acknowledgement any time
            // after, stumbles over that.
            throw new BrokenLinkException("the connection ended", exception);
        }
    }

    private async Task OnMessageAsync(MqttApplicationMessageReceivedEventArgs args)
    {
        args.AutoAcknowledge = false;
        do
        {
            if (_inbox.Writer.TryWrite(args))
            {
                return;
            }
        }
        while (!_inbox.Reader.Completion.IsCompleted && await _inbox.Writer.WaitToWriteAsync());
    }

    private Task OnDisconnected(MqttClientDisconnectedEventArgs args)
    {
        _inbox.Writer.TryComplete(
            new BrokenLinkException(
                $"the connection ended: {args.ReasonString ?? args.Exception?.GetBaseException().Message ?? args.Reason.ToString()}"));
        return Task.CompletedTask;
    }
}
