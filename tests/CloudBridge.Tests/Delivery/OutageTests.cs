using Microsoft.Extensions.Time.Testing;
using Zhuhui.Edge.CloudBridge.Settings;
using Zhuhui.Edge.CloudBridge.Tests.Hub.Receiver;
using Zhuhui.Edge.CloudBridge.Tests.Mqtt;
using Zhuhui.Edge.Hub.Messages;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.CloudBridge.Tests.Delivery;

[Trait("needs", "process")]
public sealed class OutageTests : IDisposable
{
    private readonly HubFolder _folder = new();

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

        var stream = Assert.Single((await _folder.ReportAsync()).Streams);
        Assert.Equal((450L, 0, "ok"), (stream.Stored, stream.Missing.Count, stream.Chain));
        Assert.Equal(1, link.Log.Count("No link to the broker"));
        Assert.Equal(1, link.Log.Count("Reached again"));
    }

    [Fact]
    public async Task What_is_journaled_in_six_hours_without_a_broker_arrives_once_when_it_is_back()
    {
        await using var broker = await MosquittoBroker.StartAsync();
        await broker.KillAsync();
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        var (passages, alarms) = (new TestJournal("passages"), new TestJournal("alarms"));
        await using var link = new RunningLink(new LinkOptions { Port = broker.Port, Tls = false }, _folder.Bookmarks, _ => null, [], time,
            passages, alarms);
        for (var minute = 0; minute < 6 * 60; minute++)
        {
            passages.Append(20);
            alarms.Append(type: "door.forced", data: """{"door":"gate-1"}""");
            for (var second = 0; second < 60; second++)
            {
                time.Advance(TimeSpan.FromSeconds(1));
                await Task.Yield();
            }
        }

        Assert.False(link.Link.Status.Connected);
        await broker.StartAgainAsync();
        await using var hub = await RunningHub.StartAsync(broker.Port, _folder.Store);
        var arrived = link.UntilAsync(status => status.Streams.All(stream => stream.Acknowledged == (stream.Name == "alarms" ? alarms
            : passages).Count));

        // The clock goes on, slowly enough for real exchanges to be done within their limits.
        while (await Task.WhenAny(arrived, Task.Delay(20)) != arrived)
        {
            time.Advance(TimeSpan.FromMilliseconds(50));
        }

        await arrived;
        Assert.All((await _folder.ReportAsync()).Streams, stream => Assert.Equal((0, "ok", 0L), (stream.Missing.Count, stream.Chain,
            stream.Conflicts)));
        Assert.Equal([$"alarms|{alarms.Count}|{alarms.Count}", $"passages|{passages.Count}|{passages.Count}"],
            _folder.Query("select s.stream, count(*), count(distinct e.seq) from events e join streams s on s.id = e.stream_id "
            + "group by s.stream order by 1"));
        Assert.Equal(1, link.Log.Count("No link to the broker"));
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
        var stream = Assert.Single((await _folder.ReportAsync()).Streams);
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
        Assert.Equal(40, (await _folder.ReportAsync()).Stored);
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
            await using var store = await _folder.OpenStoreAsync();
            for (var seq = 1; seq <= 60; seq++)
            {
                var message = await dying.NextAsync();
                await store.StoreAsync([new InboundMessage(message.Topic, System.Text.Encoding.UTF8.GetBytes(RawClient.Text(message)))],
                    Eventually.Token);
            }
        }

        Assert.Equal(0L, link.Stream("passages").Acknowledged);
        await using var hub = await RunningHub.StartAsync(broker.Port, _folder.Store);
        await link.DrainAsync();
        var stream = Assert.Single((await _folder.ReportAsync()).Streams);
        Assert.Equal((60L, "ok", 60L), (stream.Stored, stream.Chain, link.Stream("passages").Acknowledged));
        Assert.True(stream.Duplicates >= 60);
    }

    [Fact]
    public async Task A_store_that_takes_nothing_holds_the_acknowledgements_back_until_it_does()
    {
        await using var broker = await MosquittoBroker.StartAsync();
        await using var hub = await RunningHub.StartAsync(broker.Port, _folder.Store);
        var journal = new TestJournal("passages").Append();
        await using var link = new RunningLink(broker.Port, _folder.Bookmarks, journal);
        await link.DrainAsync();
        TurnReadOnly("on");
        journal.Append(100);
        await hub.Log.UntilAsync("Trying the store", times: 2);
        Assert.Equal(1L, link.Stream("passages").Acknowledged);
        TurnReadOnly("off");

        await link.DrainAsync();
        Assert.Equal(101, (await _folder.ReportAsync()).Stored);
        Assert.Equal(1, hub.Log.Count("takes no events"));
        Assert.Equal(1, hub.Log.Count("takes events again"));
    }

    private void TurnReadOnly(string state)
    {
        PostgresCluster.Shared.Execute("postgres", $"ALTER DATABASE {_folder.Database} SET default_transaction_read_only = {state}");
        PostgresCluster.Shared.Execute("postgres", $"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '"
            + $"{_folder.Database}'");
    }

    public void Dispose() => _folder.Dispose();
}
