using System.Buffers;
using System.Text;
using System.Text.Json;
using MQTTnet;
using Zhuhui.Edge.CloudBridge.Delivery;
using Zhuhui.Edge.CloudBridge.Tests.Mqtt;
using Zhuhui.Edge.Tests.Support;
using ZstdSharp;

namespace Zhuhui.Edge.CloudBridge.Tests;

/// <summary>The other side of the contract in its barest form: keeps what comes in memory and acknowledges it, or not.</summary>
internal sealed class RawHub : IAsyncDisposable
{
    private const string Root = "zhuhui/v1/d-1/c-1/g-1";
    private readonly Lock _lock = new();
    private readonly List<(MqttApplicationMessage Message, IReadOnlyList<string> Records)> _arrivals = [];
    private readonly ConditionSignal _progress = new();
    private readonly RawClient _client;
    private readonly CancellationTokenSource _stop = new();
    private readonly bool _takesBatches;
    private readonly Task _receiving;

    private RawHub(RawClient client, bool takesBatches)
    {
        (_client, _takesBatches) = (client, takesBatches);
        _receiving = ReceiveAsync();
    }

    /// <summary>Whether a message is acknowledged; all are where nothing else is said.</summary>
    public Func<MqttApplicationMessage, bool> Acknowledges { get; set; } = _ => true;

    public IReadOnlyList<(MqttApplicationMessage Message, IReadOnlyList<string> Records)> Arrivals
    {
        get
        {
            lock (_lock)
            {
                return [.. _arrivals];
            }
        }
    }

    public static async Task<RawHub> StartAsync(int port, bool takesBatches) => new(await RawClient.ConnectAsync(port, Root + "/events/+"),
        takesBatches);

    public static bool IsBatch(MqttApplicationMessage message) => message.ContentType == BatchMessage.ContentType;

    public static string? Property(MqttApplicationMessage message, string name) =>
        message.UserProperties?.Find(property => property.Name == name) is { } property ? Encoding.UTF8.GetString(property.ValueBuffer.Span)
            : null;

    /// <summary>The records that a message carries.</summary>
    public static string[] Open(MqttApplicationMessage message)
    {
        if (!IsBatch(message))
        {
            return [RawClient.Text(message)];
        }

        using var decompressor = new Decompressor();
        var text = Encoding.UTF8.GetString(decompressor.Unwrap(message.Payload.ToArray()));
        Assert.EndsWith("\n", text, StringComparison.Ordinal);
        return text[..^1].Split('\n');
    }

    /// <summary>The records of one stream in the order they came, each once.</summary>
    public IReadOnlyList<string> Records(string stream) =>
        [.. Arrivals.Where(arrival => arrival.Message.Topic.EndsWith("/" + stream, StringComparison.Ordinal))
            .SelectMany(arrival => arrival.Records).Distinct()];

    public Task UntilAsync(Func<RawHub, bool> state) => _progress.UntilAsync(() => state(this), Eventually.Token);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _receiving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _client.DisposeAsync();
        _stop.Dispose();
    }

    private async Task ReceiveAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            var message = await _client.NextAsync(_stop.Token);
            var records = Open(message);
            lock (_lock)
            {
                _arrivals.Add((message, records));
            }

            if (Acknowledges(message))
            {
                await AcknowledgeAsync(records);
            }

            _progress.Made();
        }
    }

    private Task AcknowledgeAsync(string[] records)
    {
        using var first = JsonDocument.Parse(records[0]);
        using var last = JsonDocument.Parse(records[^1]);
        var stream = first.RootElement.GetProperty("stream").GetString();
        var ack = new MqttApplicationMessageBuilder().WithTopic($"{Root}/acks/{stream}").WithPayload(
            $$"""{"ledger":"{{first.RootElement.GetProperty("ledger").GetString()}}","stream":"{{stream}}","ranges":"""
            + $$"""[[{{first.RootElement.GetProperty("seq").GetInt64()}},{{last.RootElement.GetProperty("seq").GetInt64()}}]]}""");
        return _client.PublishAsync(_takesBatches ? ack.WithUserProperty("accepts", "batch"u8.ToArray()) : ack);
    }
}
