using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using MQTTnet;
using Zhuhui.Edge.CloudBridge.Settings;
using Zhuhui.Edge.CloudBridge.Topics;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.CloudBridge.Tests.Mqtt;

/// <summary>What mosquitto keeps for a gateway that is away, and what it forgets, as findings/mosquitto-*.sh show it: no record and no
/// order hangs on it.</summary>
[Trait("needs", "process")]
public sealed class BrokerQueueTests : IDisposable
{
    private const string Root = "zhuhui/v1/d-1/c-1/g-1";
    private readonly HubFolder _folder = new();
    private readonly Channel<string> _orders = Channel.CreateUnbounded<string>();

    /// <summary>They keep their place until the gateway is back, so the acknowledgement of what it sent before is dropped.</summary>
    [Fact]
    public async Task Messages_that_expired_and_fill_the_queue_of_a_gateway_that_is_away_cost_no_record_and_no_later_order()
    {
        await using var broker = await MosquittoBroker.StartAsync("allow_anonymous true\nmax_queued_messages 5");
        await using var hub = await RawHub.StartAsync(broker.Port, takesBatches: false);
        hub.Acknowledges = _ => false;
        await using var wire = new Wire(broker.Port);
        await using var link = Link(wire, new TestJournal("passages").Append(10));
        await hub.UntilAsync(seen => seen.Records("passages").Count == 10);
        var ledger = JsonDocument.Parse(hub.Records("passages")[0]).RootElement.GetProperty("ledger").GetString();
        await LeaveAsync(wire, link);

        await using var sender = await RawClient.ConnectAsync(broker.Port);
        for (var i = 0; i < 60; i++)
        {
            await sender.PublishAsync(new MqttApplicationMessageBuilder().WithTopic($"{Root}/orders").WithPayload($"expired {i}")
                .WithMessageExpiryInterval(1));
        }

        await broker.UntilAsync("being dropped for client zhuhui-edge-d-1-c-1-g-1");
        await Task.Delay(TimeSpan.FromSeconds(2), Eventually.Token);
        await sender.PublishAsync($"{Root}/acks/passages", $$"""{"ledger":"{{ledger}}","stream":"passages","ranges":[[1,10]]}""");
        hub.Acknowledges = _ => true;
        wire.Mend();
        await link.DrainAsync();
        Assert.Equal((10, 10L), (hub.Records("passages").Count, link.Stream("passages").Acknowledged));
        Assert.True(hub.Arrivals.Count >= 20, $"{hub.Arrivals.Count}: the acknowledgement was in the queue");
        await sender.PublishAsync($"{Root}/orders", "lasting");
        while (await _orders.Reader.ReadAsync(Eventually.Token) != "lasting")
        {
        }
    }

    /// <summary>A clean start would swallow the will of the connection before, and with it what was sent meanwhile.</summary>
    [Fact]
    public async Task The_link_never_begins_its_session_anew_so_an_order_of_a_minute_without_a_line_arrives()
    {
        await using var broker = await MosquittoBroker.StartAsync();
        await using var wire = new Wire(broker.Port);
        await using var link = Link(wire, new TestJournal("alarms"));
        await link.UntilAsync(status => status.Connected);
        await LeaveAsync(wire, link);
        await using var sender = await RawClient.ConnectAsync(broker.Port);
        await sender.PublishAsync($"{Root}/orders", "meanwhile");
        wire.Mend();
        Assert.Equal("meanwhile", await _orders.Reader.ReadAsync(Eventually.Token));
    }

    /// <summary>Whoever begins it anew in its name, a restored box or a tool, takes the will away; the next birth says what is.</summary>
    [Fact]
    public async Task A_clean_start_by_somebody_else_that_swallows_the_will_is_put_right_by_the_next_birth()
    {
        await using var broker = await MosquittoBroker.StartAsync();
        await using var watcher = await RawClient.ConnectAsync(broker.Port, $"{Root}/status");
        await using var link = new RunningLink(broker.Port, _folder.Bookmarks, new TestJournal("alarms"));
        var first = Session(await watcher.NextAsync());
        using (var other = new MqttClientFactory().CreateMqttClient())
        {
            await other.ConnectAsync(new MqttClientOptionsBuilder().WithProtocolVersion(MQTTnet.Formatter.MqttProtocolVersion.V500)
                .WithTcpServer("127.0.0.1", broker.Port).WithClientId("zhuhui-edge-d-1-c-1-g-1").WithCleanStart().Build(),
                Eventually.Token);
        }

        for (var status = await watcher.NextAsync(); ; status = await watcher.NextAsync())
        {
            var said = JsonDocument.Parse(RawClient.Text(status)).RootElement;
            if (said.GetProperty("online").GetBoolean() && Session(status) != first)
            {
                break;
            }
        }

        await using var late = await RawClient.ConnectAsync(broker.Port, $"{Root}/status");
        Assert.NotEqual(first, Session(await late.NextAsync()));
    }

    public void Dispose() => _folder.Dispose();

    private static string Session(MqttApplicationMessage status) => JsonDocument.Parse(RawClient.Text(status)).RootElement
        .GetProperty("session").GetString()!;

    private RunningLink Link(Wire wire, TestJournal journal) => new(new LinkOptions { Port = wire.Port, Tls = false }, _folder.Bookmarks,
        _ => null, [new InboundTopic("orders", async (order, token) => await _orders.Writer.WriteAsync(
            Encoding.UTF8.GetString(order.Payload.Span), token))], journal);

    /// <summary>Both ends know that the line is gone, and it stays so.</summary>
    private static async Task LeaveAsync(Wire wire, RunningLink link)
    {
        wire.Swallow();
        wire.Break();
        await link.UntilAsync(status => !status.Connected);
    }
}
