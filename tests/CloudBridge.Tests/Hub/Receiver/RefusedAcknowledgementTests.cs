using System.Globalization;
using Zhuhui.Edge.Hub.Settings;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.CloudBridge.Tests.Hub.Receiver;

/// <summary>A broker whose access list forgets the acknowledgements of one stream.</summary>
[Trait("needs", "process")]
public sealed class RefusedAcknowledgementTests : IDisposable
{
    private const string Refused = "zhuhui/v1/d-1/c-1/g-1/acks/alarms";
    private readonly HubFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_the_broker_lets_nobody_acknowledge_is_stored_once_kept_by_the_gateway_and_told_once_until_it_is_let()
    {
        var rights = Path.Combine(_folder.Path, "acl");
        File.WriteAllText(rights, $"topic readwrite #\ntopic deny {Refused}\n");
        await using var broker = await MosquittoBroker.StartAsync($"allow_anonymous true\nacl_file {rights}");
        var port = LoopbackPort.Free();
        await using var hub = await RunningHub.StartAsync(new HubOptions { Port = broker.Port, Store = _folder.Store, MetricsPort = port });
        var (alarms, passages) = (new TestJournal("alarms").Append(50, "door.forced"), new TestJournal("passages").Append(300));
        await using var link = new RunningLink(broker.Port, _folder.Bookmarks, alarms, passages);

        // The alarms are sent again and again, and hold up nothing.
        await link.UntilAsync(status => status.Streams.Single(s => s.Name == "passages").Acknowledged == 300);
        await Eventually.IsAsync(() => RefusedAcknowledgements(port) >= 3);
        Assert.Equal(0, link.Stream("alarms").Acknowledged);
        Assert.Equal(1, hub.Log.Count($"does not let hub-1 publish {Refused}"));
        Assert.Equal(1, hub.Log.Count("does not let"));
        Assert.Equal(["alarms|50", "passages|300"],
            _folder.Query("SELECT stream, count(*) FROM events JOIN streams ON id = stream_id GROUP BY 1 ORDER BY 1"));

        File.WriteAllText(rights, "topic readwrite #\n");
        await broker.KillAsync();
        await broker.StartAgainAsync();
        await link.DrainAsync();
        Assert.Equal(50, link.Stream("alarms").Acknowledged);
        Assert.All((await _folder.ReportAsync()).Streams, stream => Assert.Equal((0, "ok", 0L), (stream.Missing.Count, stream.Chain,
            stream.Conflicts)));
        Assert.Equal(1, hub.Log.Count("does not let"));
    }

    private static double RefusedAcknowledgements(int port)
    {
        using var client = new HttpClient();
        var line = client.GetStringAsync(new Uri($"http://127.0.0.1:{port}/metrics"), Eventually.Token).GetAwaiter().GetResult()
            .Split('\n').First(text => text.StartsWith("zhuhui_hub_acks_refused_total ", StringComparison.Ordinal));
        return double.Parse(line.Split(' ')[^1], CultureInfo.InvariantCulture);
    }
}
