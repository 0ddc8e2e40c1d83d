using Zhuhui.Edge.Hub;
using Zhuhui.Edge.Tests;

namespace Zhuhui.Edge.CloudBridge.Tests;

public sealed class OutageTests : IDisposable
{
    private readonly TestFolder _folder = new();

    [Fact]
    public async Task What_is_journaled_while_the_broker_is_down_arrives_when_it_is_back()
    {
        await using var broker = await MosquittoBroker.StartAsync();
        await using var hub = await RunningHub.StartAsync(broker.Port, _folder.Store);
        var journal = new TestJournal("passages").Append(50);
        await using var link = new RunningLink(broker.Port, _folder.Bookmarks, journal);
        await link.DrainAsync();

        await broker.KillAsync();
        await link.UntilAsync(status => !status.Connected);
        journal.Append(400);
        await hub.Log.UntilAsync("No link to the broker");
        await broker.StartAgainAsync();
        await link.DrainAsync();

        var stream = Assert.Single(StoreReport.Read(_folder.Store).Streams);
        Assert.Equal((450L, 0, "ok"), (stream.Stored, stream.Missing.Count, stream.Chain));
        Assert.Equal(1, link.Log.Count("No link to the broker"));
        Assert.Equal(1, link.Log.Count("Reached again"));
    }

    [Fact]
    public async Task A_broker_killed_again_and_again_in_the_middle_loses_nothing()
    {
        await using var broker = await MosquittoBroker.StartAsync();
        await using var hub = await RunningHub.StartAsync(broker.Port, _folder.Store);
        var journal = new TestJournal("passages");
        await using var link = new RunningLink(broker.Port, _folder.Bookmarks, journal);
        for (var round = 1; round <= 3; round++)
        {
            var before = link.Stream("passages").Acknowledged;
            journal.Append(1000);
            await link.UntilAsync(status => status.Streams[0].Acknowledged > before);
            await broker.KillAsync();
            await broker.StartAgainAsync();
        }

        await link.DrainAsync();
        var stream = Assert.Single(StoreReport.Read(_folder.Store).Streams);
        Assert.Equal((3000L, 0, "ok", 0L), (stream.Stored, stream.Missing.Count, stream.Chain, stream.Conflicts));
        Assert.Equal((3000L, 3000L), (link.Stream("passages").Published, link.Stream("passages").Acknowledged));
    }

    [Fact]
    public async Task A_frozen_broker_is_dropped_and_taken_up_again_when_it_thaws()
    {
        await using var broker = await MosquittoBroker.StartAsync();
        await using var hub = await RunningHub.StartAsync(broker.Port, _folder.Store);
        var journal = new TestJournal("passages").Append(20);
        await using var link = new RunningLink(broker.Port, _folder.Bookmarks, journal);
        await link.DrainAsync();

        broker.Freeze();
        journal.Append(20);
        await link.UntilAsync(status => !status.Connected);
        Assert.Contains("took no event", link.Link.Status.LastError, StringComparison.Ordinal);
        broker.Thaw();
        await link.DrainAsync();
        Assert.Equal(40, StoreReport.Read(_folder.Store).Stored);
    }

    [Fact]
    public async Task A_frozen_broker_is_noticed_even_when_there_is_nothing_to_send()
    {
        await using var broker = await MosquittoBroker.StartAsync();
        await using var link = new RunningLink(broker.Port, _folder.Bookmarks, new TestJournal("passages"));
        await link.UntilAsync(status => status.Connected);
        broker.Freeze();
        await link.UntilAsync(status => !status.Connected);
        Assert.Contains("did not answer a ping", link.Link.Status.LastError, StringComparison.Ordinal);
        broker.Thaw();
        await link.UntilAsync(status => status.Connected);
    }

    [Fact]
    public async Task A_hub_that_dies_after_storing_and_before_acknowledging_is_sent_the_records_again_and_keeps_them_once()
    {
        await using var broker = await MosquittoBroker.StartAsync();
        var journal = new TestJournal("passages").Append(60);
        await using var link = new RunningLink(broker.Port, _folder.Bookmarks, journal);
        await using (var dying = await RawClient.ConnectAsync(broker.Port, EventTopic.SharedFilter))
        {
            using var store = new EventStore(_folder.Store, TimeProvider.System);
            for (var seq = 1; seq <= 60; seq++)
            {
                var message = await dying.NextAsync();
                store.Store([new Arrival(message.Topic, System.Text.Encoding.UTF8.GetBytes(RawClient.Text(message)))]);
            }
        }

        Assert.Equal(0L, link.Stream("passages").Acknowledged);
        await using var hub = await RunningHub.StartAsync(broker.Port, _folder.Store);
        await link.DrainAsync();
        var stream = Assert.Single(StoreReport.Read(_folder.Store).Streams);
        Assert.Equal((60L, "ok", 60L), (stream.Stored, stream.Chain, link.Stream("passages").Acknowledged));
        Assert.True(stream.Duplicates >= 60);
    }

    [Fact]
    public async Task A_locked_store_holds_the_acknowledgements_back_until_it_is_free()
    {
        await using var broker = await MosquittoBroker.StartAsync();
        await using var hub = await RunningHub.StartAsync(broker.Port, _folder.Store);
        var journal = new TestJournal("passages").Append();
        await using var link = new RunningLink(broker.Port, _folder.Bookmarks, journal);
        await link.DrainAsync();
        using (var other = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={_folder.Store};Pooling=false"))
        {
            await other.OpenAsync(Patience.Token);
            using var exclusive = other.BeginTransaction(deferred: false);
            journal.Append(100);
            await hub.Log.UntilAsync("Trying the store", times: 2);
            Assert.Equal(1L, link.Stream("passages").Acknowledged);
        }

        await link.DrainAsync();
        Assert.Equal(101, StoreReport.Read(_folder.Store).Stored);
        Assert.Equal(1, hub.Log.Count("takes no events"));
        Assert.Equal(1, hub.Log.Count("takes events again"));
    }

    public void Dispose() => _folder.Dispose();
}
