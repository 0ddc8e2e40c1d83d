using Zhuhui.Edge.CloudBridge.Tests.Hub.Receiver;
using Zhuhui.Edge.Hub.Settings;
using Zhuhui.Edge.Hub.Store;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.CloudBridge.Tests.Hub.Store;

/// <summary>PostgreSQL stopped and started again, with its disk as a district has it.</summary>
[Trait("needs", "process")]
public sealed class DatabaseOutageTests : IDisposable
{
    private readonly HubFolder _folder = new();
    private readonly PostgresCluster _cluster = PostgresCluster.Start(fsync: true);

    [Fact]
    public async Task What_comes_while_PostgreSQL_is_down_waits_in_the_gateways_and_is_stored_once_when_it_is_back()
    {
        var store = StoreAddress.Parse(_cluster.Url(_cluster.NewDatabase()));
        await Migrations.ApplyAsync(store, Eventually.Token);
        await using var broker = await MosquittoBroker.StartAsync();
        var options = new HubOptions { Port = broker.Port, Store = store, StorePatience = TimeSpan.FromSeconds(1) };
        await using var first = await RunningHub.StartAsync(options);
        await using var second = await RunningHub.StartAsync(options with { Name = "hub-2" });
        var journal = new TestJournal("passages").Append(1000);
        await using var link = new RunningLink(broker.Port, _folder.Bookmarks, journal);
        await link.UntilAsync(status => status.Streams[0].Acknowledged > 100);

        // In the middle of the traffic.
        _cluster.Stop();
        journal.Append(1000);
        await first.Log.UntilAsync("leaves the broker");
        await second.Log.UntilAsync("leaves the broker");
        await link.Log.UntilAsync("no hub subscribes");
        var acknowledged = link.Stream("passages").Acknowledged;
        Assert.InRange(acknowledged, 100L, 1000L);
        _cluster.StartAgain();
        await link.DrainAsync();

        var stream = Assert.Single((await StoreReport.ReadAsync(store, Eventually.Token)).Streams);
        Assert.Equal((2000L, 1L, 2000L, 0, "ok", 0L), (stream.Stored, stream.First, stream.Last, stream.Missing.Count, stream.Chain,
            stream.Conflicts));
        // The other receiver may have stored everything before this one tries again.
        await first.Log.UntilAsync("takes events again");
        Assert.Equal(1, first.Log.Count("takes events again"));
        Assert.Equal(1, first.Log.Count("takes no events"));
        Assert.Equal(0, first.Log.Count("fsync off"));
    }

    [Fact]
    public async Task A_PostgreSQL_that_hangs_is_given_up_after_its_time_told_in_one_line_and_nothing_is_lost_or_stored_twice()
    {
        var store = StoreAddress.Parse(_cluster.Url(_cluster.NewDatabase()));
        await Migrations.ApplyAsync(store, Eventually.Token);
        await using var broker = await MosquittoBroker.StartAsync();
        await using var hub = await RunningHub.StartAsync(new HubOptions
        {
            Port = broker.Port,
            Store = store,
            StorePatience = TimeSpan.FromSeconds(1),
        });
        var journal = new TestJournal("passages").Append(1000);
        await using var link = new RunningLink(broker.Port, _folder.Bookmarks, journal);
        await link.UntilAsync(status => status.Streams[0].Acknowledged > 100);

        // It takes connections and orders, and answers none.
        _cluster.Freeze();
        journal.Append(1000);
        await hub.Log.UntilAsync("leaves the broker");
        await link.Log.UntilAsync("no hub subscribes");
        var acknowledged = link.Stream("passages").Acknowledged;
        Assert.InRange(acknowledged, 100L, 1000L);
        _cluster.Thaw();
        await link.DrainAsync();
        await hub.Log.UntilAsync("takes events again");
        Assert.Equal((1, 1), (hub.Log.Count("takes no events"), hub.Log.Count("takes events again")));
        var stream = Assert.Single((await StoreReport.ReadAsync(store, Eventually.Token)).Streams);
        Assert.Equal((2000L, 1L, 2000L, 0, "ok", 0L), (stream.Stored, stream.First, stream.Last, stream.Missing.Count, stream.Chain,
            stream.Conflicts));
    }

    [Fact]
    public async Task A_receiver_that_starts_before_PostgreSQL_waits_for_it_and_its_figures_say_so()
    {
        var store = StoreAddress.Parse(_cluster.Url(_cluster.NewDatabase()));
        await Migrations.ApplyAsync(store, Eventually.Token);
        _cluster.Stop();
        await using var broker = await MosquittoBroker.StartAsync();
        var port = LoopbackPort.Free();
        var starting = RunningHub.StartAsync(new HubOptions { Port = broker.Port, Store = store, MetricsPort = port });
        using var client = new HttpClient();
        var page = new Uri($"http://127.0.0.1:{port}/metrics");
        string text;
        do
        {
            text = await GetAsync(client, page);
        }
        while (text.Length == 0);

        Assert.Contains("zhuhui_hub_store_up 0\n", text, StringComparison.Ordinal);
        Assert.False(starting.IsCompleted);
        _cluster.StartAgain();
        await using var hub = await starting;
        await using var link = new RunningLink(broker.Port, _folder.Bookmarks, new TestJournal("passages").Append(70));
        await link.DrainAsync();
        text = await GetAsync(client, page);
        Assert.Contains("zhuhui_hub_store_up 1\n", text, StringComparison.Ordinal);
        Assert.Contains("zhuhui_hub_broker_up 1\n", text, StringComparison.Ordinal);
        Assert.Contains("zhuhui_hub_records_stored_total 70\n", text, StringComparison.Ordinal);
        Assert.Contains("zhuhui_hub_batch_seconds_count ", text, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _cluster.Dispose();
        _folder.Dispose();
    }

    /// <summary>The page; empty while nobody answers.</summary>
    private static async Task<string> GetAsync(HttpClient client, Uri page)
    {
        try
        {
            return await client.GetStringAsync(page, Eventually.Token);
        }
        catch (HttpRequestException)
        {
            return "";
        }
    }
}
