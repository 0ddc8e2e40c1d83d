using System.Diagnostics;
using System.Globalization;
using MQTTnet;
using Zhuhui.Edge.CloudBridge.Settings;
using Zhuhui.Edge.CloudBridge.Topics;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Benchmarks.Link;

/// <summary>Events a second: bare publications, the link one record a message, the link in batches; each to the same broker, with somebody
/// who receives.</summary>
internal static class Throughput
{
    public static async Task MeasureAsync(Table table, int events)
    {
        var (bytes, sample) = (0L, new Backlog("passages", "passage.granted", 1000));
        for (var seq = 1; seq <= 1000; seq++)
        {
            bytes += sample.Record(seq).Payload.Length;
        }

        table.Figure("a record", "record_bytes", bytes / 1000.0, "bytes");
        foreach (var inFlight in new[] { 1, 64 })
        {
            await using var broker = await MosquittoBroker.StartAsync(string.Create(CultureInfo.InvariantCulture,
                $"allow_anonymous true\nmax_inflight_messages {inFlight}\nmax_queued_messages 0"));
            var few = inFlight == 1 ? events / 4 : events;
            await BareAsync(broker.Port, few / 4, inFlight);
            await LinkAsync(broker.Port, few / 4, takesBatches: true, new LinkOptions());
            Table.Doing($"{few:N0} events, {inFlight} in flight");
            var bare = await BareAsync(broker.Port, few, inFlight);
            Table.Doing($"{few:N0} events by the link, {inFlight} in flight");
            var single = await LinkAsync(broker.Port, few, takesBatches: false, new LinkOptions());
            table.Figure($"{inFlight} in flight: bare MQTTnet QoS 1", $"bare_{inFlight}", bare, "events/s");
            table.Figure($"{inFlight} in flight: the link, a record a message, acknowledged by the hub", $"single_{inFlight}",
                single.Rate, "events/s");
            table.Figure($"{inFlight} in flight: the link over bare", $"ratio_single_{inFlight}", single.Rate / bare, "times");
            foreach (var most in new[] { 2, 5, 20, 100, 500 })
            {
                var many = most >= 20 ? events * 5 : events;
                Table.Doing($"{many:N0} events in batches of {most}, {inFlight} in flight");
                var batch = await LinkAsync(broker.Port, many, takesBatches: true, new LinkOptions { MostInBatch = most });
                table.Figure($"{inFlight} in flight: the link, batches of {most}", $"batch_{inFlight}_{most}", batch.Rate,
                    string.Create(CultureInfo.InvariantCulture,
                    $"events/s, {batch.Rate / bare:0.0} times bare; {batch.Totals.BatchBytesIn / (double)batch.Totals.BatchBytesOut:0.00}"
                    + $" times smaller"));
                table.Count($"ratio_batch_{inFlight}_{most}", batch.Rate / bare);
                table.Count($"compression_{inFlight}_{most}", batch.Totals.BatchBytesIn / (double)batch.Totals.BatchBytesOut);
            }
        }
    }

    private static async Task<(double Rate, LinkTotals Totals)> LinkAsync(int port, int events, bool takesBatches, LinkOptions options)
    {
        await using var receiver = await Receiver.StartAsync(port, takesBatches);
        var backlog = new Backlog("passages", "passage.granted", events);
        await using var running = new Running(options with { Port = port, ReplayPerSecond = 1_000_000 }, backlog.Feed);
        var seconds = await running.UntilAcknowledgedAsync("passages", events);
        return receiver.Distinct == events ? (events / seconds, running.Link.Status.Totals)
            : throw new InvalidDataException($"{receiver.Distinct} of {events} events came.");
    }

    private static async Task<double> BareAsync(int port, int events, int inFlight)
    {
        await using var receiver = await Receiver.StartAsync(port, takesBatches: false, acknowledges: false);
        using var client = new MqttClientFactory().CreateMqttClient();
        await client.ConnectAsync(Receiver.Login(port));
        var (backlog, events64) = (new Backlog("passages", "passage.granted", events), new EventMessage(new GatewayAddress("bench",
            "link", "g-1")));
        var started = Stopwatch.GetTimestamp();
        using var free = new SemaphoreSlim(inFlight);
        var ledger = backlog.Feed.Ledger;
        for (var seq = 1; seq <= events; seq++)
        {
            await free.WaitAsync();
            _ = PublishAsync(events64.Build("passages", ledger, backlog.Record(seq), historical: true));
        }

        for (var i = 0; i < inFlight; i++)
        {
            await free.WaitAsync();
        }

        return events / Stopwatch.GetElapsedTime(started).TotalSeconds;

        async Task PublishAsync(MqttApplicationMessage message)
        {
            await client.PublishAsync(message, CancellationToken.None);
            free.Release();
        }
    }
}
