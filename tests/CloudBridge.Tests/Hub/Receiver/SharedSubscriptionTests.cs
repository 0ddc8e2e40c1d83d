using Zhuhui.Edge.CloudBridge.Tests.Mqtt;
using Zhuhui.Edge.Hub.Settings;
using Zhuhui.Edge.Hub.Store;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.CloudBridge.Tests.Hub.Receiver;

/// <summary>What mosquitto does with a shared subscription that a receiver must know of.</summary>
[Trait("needs", "process")]
public sealed class SharedSubscriptionTests : IDisposable
{
    private readonly HubFolder _folder = new();

    [Fact]
    public async Task Messages_that_are_too_large_do_not_use_up_what_the_broker_sends_at_once()
    {
        await using var broker = await MosquittoBroker.StartAsync("allow_anonymous true\nmax_inflight_messages 10");
        await using var hub = await RunningHub.StartAsync(broker.Port, _folder.Store);
        await using var gateway = await RawClient.ConnectAsync(broker.Port, "zhuhui/v1/d-1/c-1/g-2/acks/+");
        var large = new TestJournal("passages").Append(15, data: $$"""{"door":"{{new string('x', 300_000)}}"}""");
        for (var seq = 1; seq <= 15; seq++)
        {
            await gateway.PublishAsync("zhuhui/v1/d-1/c-1/g-1/events/passages", large.Record(seq).Payload);
        }

        await gateway.PublishAsync("zhuhui/v1/d-1/c-1/g-2/events/passages", new TestJournal("passages").Append().Record(1).Payload);
        Assert.Equal("zhuhui/v1/d-1/c-1/g-2/acks/passages", (await gateway.NextAsync()).Topic);
    }

    [Fact]
    public async Task A_receiver_without_a_database_leaves_its_share_to_one_that_has_one()
    {
        using var gone = PostgresCluster.Start();
        var other = StoreAddress.Parse(gone.Url(gone.NewDatabase()));
        await Migrations.ApplyAsync(other, Eventually.Token);
        await using var broker = await MosquittoBroker.StartAsync();
        await using var idle = await RunningHub.StartAsync(new HubOptions
        {
            Port = broker.Port,
            Store = other,
            Name = "hub-2",
            StorePatience = TimeSpan.FromSeconds(1)
        });
        await using var hub = await RunningHub.StartAsync(broker.Port, _folder.Store);
        gone.Stop();
        await using var link = new RunningLink(broker.Port, _folder.Bookmarks, new TestJournal("passages").Append(2000));
        await link.DrainAsync();
        Assert.Equal(1, idle.Log.Count("leaves the broker"));
        var stream = Assert.Single((await _folder.ReportAsync()).Streams);
        Assert.Equal((2000L, 0, "ok"), (stream.Stored, stream.Missing.Count, stream.Chain));
    }

    /// <summary>A queue at the broker would fill with what expired, and newer messages would be dropped for want of room.</summary>
    [Fact]
    public async Task A_receiver_that_is_gone_leaves_no_queue_behind_and_the_gateway_learns_that_nobody_listens()
    {
        await using var broker = await MosquittoBroker.StartAsync("allow_anonymous true\nmax_queued_messages 5");
        await (await RunningHub.StartAsync(broker.Port, _folder.Store)).DisposeAsync();
        await using var link = new RunningLink(broker.Port, _folder.Bookmarks, new TestJournal("passages").Append(200));
        await link.Log.UntilAsync("no hub subscribes");
        Assert.Equal(0L, link.Stream("passages").Acknowledged);
        await using var back = await RunningHub.StartAsync(broker.Port, _folder.Store);
        await link.DrainAsync();
        var stream = Assert.Single((await _folder.ReportAsync()).Streams);
        Assert.Equal((200L, 0, "ok"), (stream.Stored, stream.Missing.Count, stream.Chain));
    }

    public void Dispose() => _folder.Dispose();
}
