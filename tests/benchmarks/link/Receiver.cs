using System.Buffers;
using System.Diagnostics;
using System.Text;
using System.Text.Json;
using MQTTnet;
using MQTTnet.Formatter;
using MQTTnet.Protocol;
using ZstdSharp;

namespace Zhuhui.Edge.Benchmarks.Link;

/// <summary>The barest hub: opens what comes, counts each number once, and acknowledges it. A batch is acknowledged by itself, single
/// records as those of the last moment together.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    private const string Root = "zhuhui/v1/bench/link/g-1";
    private readonly IMqttClient _client = new MqttClientFactory().CreateMqttClient();
    private readonly Lock _lock = new();
    private readonly HashSet<long> _passages = [];
    private readonly Dictionary<string, (string Ledger, List<(long First, long Last)> Runs)> _owed = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly bool _takesBatches;
    private readonly Decompressor _decompressor = new();
    private Task _acknowledging = Task.CompletedTask;

    private Receiver(bool takesBatches) => _takesBatches = takesBatches;

    /// <summary>Messages that came, and the bytes of their payloads.</summary>
    public long Messages { get; private set; }

    public long Bytes { get; private set; }

    public long Doubled { get; private set; }

    /// <summary>When each alarm came, by its number.</summary>
    public Dictionary<long, long> Alarms { get; } = [];

    /// <summary>Distinct records of the backlog that came.</summary>
    public int Distinct
    {
        get
        {
            lock (_lock)
            {
                return _passages.Count;
            }
        }
    }

    /// <param name="port">The broker's.</param>
    /// <param name="takesBatches">Says so with each acknowledgement.</param>
    /// <param name="acknowledges">false: only listens.</param>
    /// <param name="filter">Below the root.</param>
    public static async Task<Receiver> StartAsync(int port, bool takesBatches, bool acknowledges = true, string filter = "events/+")
    {
        var receiver = new Receiver(takesBatches);
        receiver._client.ApplicationMessageReceivedAsync += receiver.TakeAsync;
        await receiver._client.ConnectAsync(Login(port));
        await receiver._client.SubscribeAsync($"{Root}/{filter}", MqttQualityOfServiceLevel.AtLeastOnce);
        if (acknowledges)
        {
            receiver._acknowledging = receiver.AcknowledgeAsync();
        }

        return receiver;
    }

    /// <summary>A bare client's login. MQTTnet's own 8 KB of socket buffer go by in steps of 40 to 200 ms on the loopback once they are
    /// full.</summary>
    public static MqttClientOptions Login(int port)
    {
        var login = new MqttClientOptionsBuilder().WithProtocolVersion(MqttProtocolVersion.V500).WithTcpServer("127.0.0.1", port).Build();
        ((MqttClientTcpOptions)login.ChannelOptions).BufferSize = 256 << 10;
        return login;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _acknowledging.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _client.Dispose();
        _decompressor.Dispose();
        _stop.Dispose();
    }

    private Task TakeAsync(MqttApplicationMessageReceivedEventArgs args)
    {
        var (message, now) = (args.ApplicationMessage, Stopwatch.GetTimestamp());
        var payload = message.Payload.ToArray();
        var isBatch = message.ContentType == "application/x-ndjson";
        lock (_lock)
        {
            Messages++;
            Bytes += payload.Length;
            var (ledger, first) = Read(isBatch ? FirstLine(payload) : payload);
            var last = isBatch ? long.Parse(Encoding.ASCII.GetString(message.UserProperties.Find(p => p.Name == "last")!.ValueBuffer.Span),
                System.Globalization.CultureInfo.InvariantCulture) : first;
            var stream = message.Topic[(message.Topic.LastIndexOf('/') + 1)..];
            for (var seq = first; seq <= last; seq++)
            {
                if (stream == "alarms")
                {
                    Alarms.TryAdd(seq, now);
                }
                else if (!_passages.Add(seq))
                {
                    Doubled++;
                }
            }

            var (_, runs) = _owed.TryGetValue(stream, out var owed) ? owed : _owed[stream] = (ledger, []);
            if (runs.Count > 0 && runs[^1].Last + 1 == first)
            {
                runs[^1] = (runs[^1].First, last);
            }
            else
            {
                runs.Add((first, last));
            }
        }

        return Task.CompletedTask;
    }

    private byte[] FirstLine(byte[] frame)
    {
        var lines = _decompressor.Unwrap(frame);
        return lines[..lines.IndexOf((byte)'\n')].ToArray();
    }

    private static (string Ledger, long Seq) Read(byte[] record)
    {
        var reader = new Utf8JsonReader(record);
        var ledger = "";
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.PropertyName && reader.ValueTextEquals("ledger"u8))
            {
                reader.Read();
                ledger = reader.GetString()!;
            }
            else if (reader.TokenType == JsonTokenType.PropertyName && reader.ValueTextEquals("seq"u8))
            {
                reader.Read();
                return (ledger, reader.GetInt64());
            }
        }

        throw new InvalidDataException("A record without a number came.");
    }

    private async Task AcknowledgeAsync()
    {
        using var every = new PeriodicTimer(TimeSpan.FromMilliseconds(2));
        while (await every.WaitForNextTickAsync(_stop.Token))
        {
            List<(string Stream, string Ledger, List<(long First, long Last)> Runs)> due;
            lock (_lock)
            {
                due = [.. _owed.Select(owed => (owed.Key, owed.Value.Ledger, owed.Value.Runs))];
                _owed.Clear();
            }

            foreach (var (stream, ledger, runs) in due)
            {
                var ranges = string.Join(',', runs.Select(run => $"[{run.First},{run.Last}]"));
                var ack = new MqttApplicationMessageBuilder().WithTopic($"{Root}/acks/{stream}")
                    .WithPayload($$"""{"ledger":"{{ledger}}","stream":"{{stream}}","ranges":[{{ranges}}]}""")
                    .WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce);
                await _client.PublishAsync((_takesBatches ? ack.WithUserProperty("accepts", "batch"u8.ToArray()) : ack)
                    .Build(), _stop.Token);
            }
        }
    }
}
