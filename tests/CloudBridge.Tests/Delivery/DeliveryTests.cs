using Zhuhui.Edge.CloudBridge.Settings;
using Zhuhui.Edge.CloudBridge.Tests.Hub.Receiver;
using Zhuhui.Edge.CloudBridge.Tests.Mqtt;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.CloudBridge.Tests.Delivery;

[Trait("needs", "process")]
public sealed class DeliveryTests : IDisposable
{
    private readonly HubFolder _folder = new();

    [Fact]
    public async Task Everything_journaled_reaches_the_hub_once_and_its_chain_holds()
    {
        await using var broker = await MosquittoBroker.StartAsync();
        await using var hub = await RunningHub.StartAsync(broker.Port, _folder.Store);
        TestJournal[] journals = [new("passages"), new("alarms"), new("registry"), new("health")];
        await using var link = new RunningLink(broker.Port, _folder.Bookmarks, journals);
        foreach (var journal in journals)
        {
            journal.Append(700);
        }

        await link.DrainAsync();

        var report = await _folder.ReportAsync();
        Assert.Equal(["alarms", "health", "passages", "registry"], report.Streams.Select(stream => stream.Stream));
        Assert.All(report.Streams, stream => Assert.Equal(("d-1", "c-1", "g-1", 700L, 1L, 700L, 0, "ok", 0L),
            (stream.District, stream.Compound, stream.Gateway, stream.Stored, stream.First, stream.Last, stream.Missing.Count, stream.Chain,
                stream.Conflicts)));
        Assert.Equal("alarms", link.Link.Status.Streams[0].Name);
        Assert.All(link.Link.Status.Streams, stream => Assert.Equal((700L, 700L, 700L, 0, null), (stream.LastRead, stream.Published,
            stream.Acknowledged, stream.InFlight, stream.OldestUnacknowledged)));
        Assert.True(link.Link.Status.Connected);
    }

    [Fact]
    public async Task A_backlog_in_batches_reaches_the_hub_once_and_its_chain_holds()
    {
        await using var broker = await MosquittoBroker.StartAsync();
        await using var hub = await RunningHub.StartAsync(broker.Port, _folder.Store);
        var journal = new TestJournal("passages").Append(8000);
        await using var link = new RunningLink(new LinkOptions { Port = broker.Port, Tls = false, ReplayPerSecond = 1_000_000 },
            _folder.Bookmarks, _ => null, journal);
        await link.DrainAsync();

        var stream = Assert.Single((await _folder.ReportAsync()).Streams);
        Assert.Equal((8000L, 1L, 8000L, 0, "ok", 0L), (stream.Stored, stream.First, stream.Last, stream.Missing.Count, stream.Chain,
            stream.Conflicts));
        Assert.True(link.Link.Status.Totals.Batches > 0, "the hub was sent no batch");
    }

    [Fact]
    public async Task What_is_published_is_the_journal_byte_for_byte_and_in_order()
    {
        await using var broker = await MosquittoBroker.StartAsync();
        await using var listener = await RawClient.ConnectAsync(broker.Port, "zhuhui/v1/+/+/+/events/+");
        var journal = new TestJournal("passages").Append(150);
        await using var link = new RunningLink(broker.Port, _folder.Bookmarks, journal);
        for (var seq = 1; seq <= 150; seq++)
        {
            Assert.Equal(System.Text.Encoding.UTF8.GetString(journal.Record(seq).Payload.Span), RawClient.Text(await listener.NextAsync()));
        }
    }

    [Fact]
    public async Task Without_a_hub_nothing_counts_as_published_and_with_one_everything_arrives()
    {
        await using var broker = await MosquittoBroker.StartAsync();
        var journal = new TestJournal("passages").Append(500);
        await using var link = new RunningLink(broker.Port, _folder.Bookmarks, journal);

        await link.Log.UntilAsync("no hub subscribes");
        Assert.False(await link.Link.DrainAsync(TimeSpan.FromMilliseconds(1), Eventually.Token));
        Assert.Equal((0L, 0L), (link.Stream("passages").Published, link.Stream("passages").Acknowledged));
        Assert.Equal(1L, link.Stream("passages").OldestUnacknowledged);
        Assert.Contains("no hub subscribes", link.Link.Status.LastError, StringComparison.Ordinal);

        await using var hub = await RunningHub.StartAsync(broker.Port, _folder.Store);
        await link.DrainAsync();
        Assert.Equal(500, (await _folder.ReportAsync()).Stored);
        Assert.Null(link.Link.Status.LastError);
        Assert.Equal(1, link.Log.Count("no hub subscribes"));
    }

    [Fact]
    public async Task A_program_that_stops_waits_for_a_connected_hub_and_for_none_that_is_not_there()
    {
        var broker = await MosquittoBroker.StartAsync();
        var port = broker.Port;
        var journal = new TestJournal("passages").Append(3);
        await using var link = new RunningLink(port, _folder.Bookmarks, journal);
        await using (var hub = await RunningHub.StartAsync(port, _folder.Store))
        {
            await link.DrainAsync();
            journal.Append(200);
            Assert.True(await link.Link.DrainWhileConnectedAsync(Eventually.Patience, Eventually.Token));
        }

        await broker.DisposeAsync();
        await link.UntilAsync(status => !status.Connected);
        journal.Append(1);
        Assert.False(await link.Link.DrainWhileConnectedAsync(Timeout.InfiniteTimeSpan, Eventually.Token));
    }

    [Fact]
    public async Task An_alarm_gets_through_while_another_stream_is_stuck_with_a_full_window()
    {
        await using var broker = await MosquittoBroker.StartAsync();
        await using var deaf = await RawClient.ConnectAsync(broker.Port, "zhuhui/v1/+/+/+/events/+");
        var (passages, alarms) = (new TestJournal("passages").Append(5000), new TestJournal("alarms"));
        await using var link = new RunningLink(broker.Port, _folder.Bookmarks, passages, alarms);
        await link.UntilAsync(status => status.Streams[1].Published == 2000);

        alarms.Append(type: "alarm.perimeter");
        while (!(await deaf.NextAsync()).Topic.EndsWith("/alarms", StringComparison.Ordinal))
        {
            // The passages that fill the window, again and again.
        }

        Assert.Equal((2000, 0L), (link.Stream("passages").InFlight, link.Stream("passages").Acknowledged));
    }

    [Fact]
    public async Task After_a_restart_the_link_goes_on_from_its_bookmark()
    {
        await using var broker = await MosquittoBroker.StartAsync();
        await using var hub = await RunningHub.StartAsync(broker.Port, _folder.Store);
        var journal = new TestJournal("passages").Append(40);
        await using (var first = new RunningLink(broker.Port, _folder.Bookmarks, journal))
        {
            await first.DrainAsync();
        }

        await using var listener = await RawClient.ConnectAsync(broker.Port, "zhuhui/v1/+/+/+/events/+");
        await using var second = new RunningLink(broker.Port, _folder.Bookmarks, journal);
        await second.UntilAsync(status => status.Connected);
        Assert.Equal((40L, 40L), (second.Stream("passages").Published, second.Stream("passages").Acknowledged));
        journal.Append();
        Assert.Contains("\"seq\":41,", RawClient.Text(await listener.NextAsync()), StringComparison.Ordinal);
        await second.DrainAsync();
        Assert.Equal(41L, second.Stream("passages").Published);
    }

    [Fact]
    public async Task A_torn_bookmark_or_another_ledger_means_from_the_first_record()
    {
        await using var broker = await MosquittoBroker.StartAsync();
        await using var hub = await RunningHub.StartAsync(broker.Port, _folder.Store);
        var journal = new TestJournal("passages").Append(30);
        await using (var first = new RunningLink(broker.Port, _folder.Bookmarks, journal))
        {
            await first.DrainAsync();
        }

        var file = Path.Combine(_folder.Bookmarks, "passages.bookmark");
        await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file, Eventually.Token))[..40], Eventually.Token);
        await using (var second = new RunningLink(broker.Port, _folder.Bookmarks, journal))
        {
            await second.DrainAsync();
            Assert.Equal(1, second.Log.Count("is damaged"));
        }

        var replaced = new TestJournal("passages").Append(20);
        await using (var third = new RunningLink(broker.Port, _folder.Bookmarks, replaced))
        {
            await third.DrainAsync();
            Assert.Equal(1, third.Log.Count("belongs to another journal"));
        }

        var streams = (await _folder.ReportAsync()).Streams;
        Assert.Equal([20L, 30L], streams.Select(stream => stream.Stored).Order());
        Assert.True(streams.Single(stream => stream.Ledger == journal.Ledger.ToString()).Duplicates >= 30);
        Assert.All(streams, stream => Assert.Equal("ok", stream.Chain));
    }

    [Fact]
    public async Task An_acknowledgement_of_what_was_never_sent_is_ignored()
    {
        await using var broker = await MosquittoBroker.StartAsync();
        await using var forger = await RawClient.ConnectAsync(broker.Port, "zhuhui/v1/+/+/+/events/+");
        var journal = new TestJournal("passages").Append(3);
        await using var link = new RunningLink(broker.Port, _folder.Bookmarks, journal);
        await link.UntilAsync(status => status.Streams[0].Published == 3);

        const string Acks = "zhuhui/v1/d-1/c-1/g-1/acks/passages";
        await forger.PublishAsync(Acks, $$"""{"ledger":"{{Guid.NewGuid()}}","stream":"passages","ranges":[[1,3]]}""");
        await forger.PublishAsync(Acks, "[]");
        await forger.PublishAsync(Acks, $$"""{"ledger":"{{journal.Ledger}}","stream":"passages","ranges":[[4,9000000000000000]]}""");
        await forger.PublishAsync(Acks, $$"""{"ledger":"{{journal.Ledger}}","stream":"passages","ranges":[[1,2],[4,9]]}""");
        await link.UntilAsync(status => status.Streams[0].Acknowledged == 2);

        journal.Append(2);
        await link.UntilAsync(status => status.Streams[0].Published == 5);
        Assert.Equal((2L, 3), (link.Stream("passages").Acknowledged, link.Stream("passages").InFlight));
        Assert.Equal(1, link.Log.Count("is no acknowledgement"));
    }

    public void Dispose() => _folder.Dispose();
}
