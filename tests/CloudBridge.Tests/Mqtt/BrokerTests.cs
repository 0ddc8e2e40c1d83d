using System.Net;
using System.Net.Sockets;
using MQTTnet.Server;
using Zhuhui.Edge.CloudBridge.Settings;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.CloudBridge.Tests.Mqtt;

/// <summary>The link at every broker that can be had: what each announces is kept, and what it cannot do is said in one line. The table is
/// in docs/design/link.md.</summary>
[Trait("needs", "process")]
public sealed class BrokerTests : IDisposable
{
    private const string Anybody = "allow_anonymous true\n";
    private readonly HubFolder _folder = new();

    [Theory]
    [InlineData("")]
    [InlineData("max_inflight_messages 0")]
    [InlineData("max_inflight_messages 1")]
    [InlineData("max_packet_size 6000")]
    [InlineData("max_packet_size 1500")]
    [InlineData("message_size_limit 3000")]
    [InlineData("max_keepalive 10")]
    [InlineData("max_qos 1")]
    [InlineData("max_topic_alias 0")]
    public async Task Every_record_of_a_backlog_and_of_now_arrives_over_one_connection_to_mosquitto(string configuration)
    {
        await using var broker = await MosquittoBroker.StartAsync(Anybody + configuration);
        await DeliverAllAsync(broker.Port);
    }

    [Fact]
    public async Task Every_record_of_a_backlog_and_of_now_arrives_over_one_connection_to_the_server_of_MQTTnet()
    {
        var port = LoopbackPort.Free();
        var options = new MqttServerOptionsBuilder().WithDefaultEndpoint().WithDefaultEndpointBoundIPAddress(IPAddress.Loopback)
            .WithDefaultEndpointBoundIPV6Address(IPAddress.None).WithDefaultEndpointPort(port).Build();
        using var broker = new MqttServerFactory().CreateMqttServer(options);
        await broker.StartAsync();
        await DeliverAllAsync(port);
        await broker.StopAsync();
    }

    [Theory]
    [InlineData("max_qos 0", "quality 0")]
    [InlineData("retain_available false", "retained messages")]
    public async Task What_a_broker_does_not_allow_is_one_line_with_its_remedy(string configuration, string words)
    {
        await using var broker = await MosquittoBroker.StartAsync(Anybody + configuration);
        await using var link = new RunningLink(broker.Port, _folder.Bookmarks, new TestJournal("alarms").Append(3));
        await link.Log.UntilAsync(words);
        await broker.UntilAsync("New connection from", times: 3);
        Assert.Equal(1, link.Log.Count("No link to the broker"));
    }

    [Fact]
    public async Task A_second_client_of_the_gateway_s_name_is_named_as_what_may_have_ended_the_connection()
    {
        await using var broker = await MosquittoBroker.StartAsync(Anybody);
        using var other = new HubFolder();
        await using var link = new RunningLink(broker.Port, _folder.Bookmarks, new TestJournal("alarms").Append(3));
        await link.UntilAsync(status => status.Connected);
        await using var namesake = new RunningLink(broker.Port, other.Bookmarks, new TestJournal("alarms").Append(3));
        await link.Log.UntilAsync("another client uses this gateway's name");
    }

    /// <summary>The bytes are those that aedes 1.2.0 answers; findings/aedes-answers-mqtt-5-in-its-own-version.sh asks it.</summary>
    [Fact]
    public async Task A_broker_that_does_not_speak_MQTT_5_is_one_clear_line()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var stop = new CancellationTokenSource();
        var tries = 0;
        var refusing = RefuseAsync();
        await using (var link = new RunningLink(((IPEndPoint)listener.LocalEndpoint).Port, _folder.Bookmarks, new TestJournal("alarms")))
        {
            await link.Log.UntilAsync("No link to the broker");
            Assert.Contains("does not speak MQTT 5", link.Link.Status.LastError, StringComparison.Ordinal);
            await Eventually.IsAsync(() => Volatile.Read(ref tries) >= 3);
            Assert.Equal(1, link.Log.Count("No link to the broker"));
        }

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<Exception>(() => refusing);

        async Task RefuseAsync()
        {
            while (true)
            {
                using var one = await listener.AcceptTcpClientAsync(stop.Token);
                _ = await one.GetStream().ReadAsync(new byte[1024], stop.Token);
                await one.GetStream().WriteAsync(new byte[] { 0x20, 2, 0, 1 }, stop.Token);
                Interlocked.Increment(ref tries);
            }
        }
    }

    public void Dispose() => _folder.Dispose();

    private async Task DeliverAllAsync(int port)
    {
        await using var hub = await RawHub.StartAsync(port, takesBatches: true);
        var backlog = new TestJournal("passages").Append(2500);
        var alarms = new TestJournal("alarms").Append(20);
        await using var link = new RunningLink(new LinkOptions { Port = port, Tls = false }, _folder.Bookmarks, _ => null, alarms, backlog);
        await link.DrainAsync();
        alarms.Append(5);
        backlog.Append(5);
        await link.DrainAsync();
        Assert.Equal((2505, 25), (hub.Records("passages").Count, hub.Records("alarms").Count));
        Assert.Equal((0L, 0), (link.Link.Status.Totals.Reconnects, link.Log.Count("No link to the broker")));
    }
}
