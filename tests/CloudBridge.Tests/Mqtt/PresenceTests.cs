using System.Text.Json;
using MQTTnet;
using Zhuhui.Edge.CloudBridge.Settings;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.CloudBridge.Tests.Mqtt;

/// <summary>What the status topic says of a gateway, and whose promise holds.</summary>
[Trait("needs", "process")]
public sealed class PresenceTests : IDisposable
{
    private const string Topic = "zhuhui/v1/d-1/c-1/g-1/status";
    private readonly HubFolder _folder = new();

    [Fact]
    public async Task Each_connection_is_announced_its_end_is_told_by_the_broker_and_a_stop_by_the_gateway()
    {
        await using var broker = await MosquittoBroker.StartAsync();
        await using var wire = new Wire(broker.Port);
        JsonElement first, second;
        await using (var link = new RunningLink(wire.Port, _folder.Bookmarks, new TestJournal("alarms").Append(7),
            new TestJournal("health")))
        {
            await link.UntilAsync(status => status.Connected);
            await using var late = await RawClient.ConnectAsync(broker.Port, Topic);
            var kept = await late.NextAsync();
            first = Read(kept);
            Assert.True(kept.Retain);
            Assert.Equal((true, RunningLink.Run.Boot, "1.4", "0.2.0", "hubStore"), (first.GetProperty("online").GetBoolean(),
                first.GetProperty("boot").GetGuid(),
                first.GetProperty("contract").GetString(), first.GetProperty("software").GetString(), first.GetProperty("promise")
                .GetString()));
            var streams = first.GetProperty("streams");
            Assert.Equal((1, 7), (streams.GetProperty("alarms").GetProperty("first").GetInt32(), streams.GetProperty("alarms")
                .GetProperty("last").GetInt32()));
            Assert.Equal((1, 0), (streams.GetProperty("health").GetProperty("first").GetInt32(), streams.GetProperty("health")
                .GetProperty("last").GetInt32()));

            wire.Break();
            second = Read(await late.NextAsync());
            Assert.True(second.GetProperty("online").GetBoolean());
            Assert.NotEqual(Session(first), Session(second));
        }

        await using var after = await RawClient.ConnectAsync(broker.Port, Topic);
        var stopped = Read(await after.NextAsync());
        Assert.Equal((false, "stopped", Session(second)), (stopped.GetProperty("online").GetBoolean(), stopped.GetProperty("reason")
            .GetString(), Session(stopped)));
    }

    [Fact]
    public async Task A_gateway_that_does_not_come_back_is_declared_gone_by_the_will_of_the_session_it_had()
    {
        await using var broker = await MosquittoBroker.StartAsync();
        await using var watcher = await RawClient.ConnectAsync(broker.Port, Topic);
        var wire = new Wire(broker.Port);
        await using var link = new RunningLink(wire.Port, _folder.Bookmarks, new TestJournal("alarms"));
        var birth = Read(await watcher.NextAsync());
        await wire.DisposeAsync();
        var will = Read(await watcher.NextAsync());
        Assert.Equal((false, Session(birth), birth.GetProperty("boot").GetGuid(), false),
            (will.GetProperty("online").GetBoolean(), Session(will), will.GetProperty("boot").GetGuid(),
                will.TryGetProperty("reason", out _)));
    }

    [Fact]
    public async Task Where_the_broker_s_word_suffices_it_moves_the_bookmark_and_only_where_somebody_subscribes()
    {
        await using var broker = await MosquittoBroker.StartAsync();
        var journal = new TestJournal("passages").Append(20);
        await using var link = new RunningLink(new LinkOptions { Port = broker.Port, Tls = false, Promise = LinkPromise.Broker },
            _folder.Bookmarks, _ => null, journal);
        await link.Log.UntilAsync("no hub subscribes");
        Assert.Equal(0L, link.Stream("passages").Acknowledged);

        await using var foreign = await RawClient.ConnectAsync(broker.Port, "zhuhui/v1/+/+/+/events/+");
        await link.DrainAsync();
        Assert.Equal((20L, 20L, 0), (link.Stream("passages").Acknowledged, link.Stream("passages").Published,
            link.Stream("passages").InFlight));
        Assert.Equal((LinkPromise.Broker, null), (link.Link.Status.Promise, link.Link.Status.LastError));
        await using var late = await RawClient.ConnectAsync(broker.Port, Topic);
        Assert.Equal("broker", Read(await late.NextAsync()).GetProperty("promise").GetString());
    }

    public void Dispose() => _folder.Dispose();

    private static JsonElement Read(MqttApplicationMessage message) => JsonDocument.Parse(RawClient.Text(message)).RootElement;

    private static Guid Session(JsonElement status) => status.GetProperty("session").GetGuid();
}
