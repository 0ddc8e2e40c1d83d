using System.Security.Cryptography;
using Zhuhui.Edge.CloudBridge.Settings;
using Zhuhui.Edge.CloudBridge.Topics;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.CloudBridge.Tests.Delivery;

/// <summary>A record that is larger than the broker or the hub takes.</summary>
[Trait("needs", "process")]
public sealed class LargeRecordTests : IDisposable
{
    private const string Small = "allow_anonymous true\nmax_packet_size 6000";
    private readonly HubFolder _folder = new();

    /// <summary>20,000 bytes that no compression makes smaller than 6,000.</summary>
    private static string Incompressible => $$"""{"noise":"{{Convert.ToBase64String(RandomNumberGenerator.GetBytes(15_000))}}"}""";

    private static string Compressible => $$"""{"noise":"{{new string('a', 20_000)}}"}""";

    [Fact]
    public async Task It_is_told_of_once_and_kept_while_all_others_go_on_and_goes_when_the_broker_takes_it()
    {
        await using var broker = await MosquittoBroker.StartAsync(Small);
        var journal = new TestJournal("passages").Append(3).Append(data: Incompressible).Append(30);
        var alarms = new TestJournal("alarms").Append(2);
        await using (var hub = await RawHub.StartAsync(broker.Port, takesBatches: true))
        {
            await using var link = Link(broker.Port, alarms, journal);
            await link.UntilAsync(status => status.Streams.Single(one => one.Name == "passages") is { InFlight: 1, LastRead: 34 });
            await link.UntilAsync(status => status.Notes!.Count == 1);
            Assert.Equal((3L, 4L), (link.Stream("passages").Acknowledged, link.Stream("passages").OldestUnacknowledged));
            Assert.Equal(2L, link.Stream("alarms").Acknowledged);

            // Far beyond the window, and over further connections.
            journal.Append(300);
            await link.UntilAsync(status => status.Streams.Single(one => one.Name == "passages") is { InFlight: 1, LastRead: 334 });
            await broker.KillAsync();
            await link.UntilAsync(status => !status.Connected);
            await broker.StartAgainAsync();
            await link.UntilAsync(status => status.Connected && status.Notes!.Count == 1);
            var note = Assert.Single(_notes, one => one.Finding == LinkFinding.RecordTooLarge);
            Assert.Equal(("passages", true), (note.Subject, note.Detail!.StartsWith("4: 20", StringComparison.Ordinal)));
        }

        await using (var hub = await RawHub.StartAsync(broker.Port, takesBatches: true))
        {
            await using var link = Link(broker.Port, alarms, journal);
            await link.UntilAsync(status => status.Streams.Single(one => one.Name == "passages") is { InFlight: 1, LastRead: 334 });
            await link.UntilAsync(status => status.Notes!.Count == 1);
            Assert.Equal(3L, link.Stream("passages").Acknowledged);
            Assert.Empty(hub.Records("passages"));
        }

        await using var larger = await MosquittoBroker.StartAsync();
        await using (var hub = await RawHub.StartAsync(larger.Port, takesBatches: true))
        {
            await using var link = Link(larger.Port, alarms, journal);
            await link.DrainAsync();
            Assert.Equal([Text(journal, 4)], hub.Records("passages"));
            Assert.Empty(link.Link.Status.Notes!);
        }
    }

    [Fact]
    public async Task What_compresses_goes_compressed_and_by_itself_to_a_hub_that_takes_that()
    {
        await using var broker = await MosquittoBroker.StartAsync(Small);
        await using var hub = await RawHub.StartAsync(broker.Port, takesBatches: true);
        var journal = new TestJournal("passages").Append(data: Compressible).Append(3).Append(data: Compressible);
        await using var link = Link(broker.Port, journal);
        await link.DrainAsync();
        Assert.Equal([.. Enumerable.Range(1, 5).Select(seq => Text(journal, seq))], hub.Records("passages").Order(StringComparer.Ordinal)
            .OrderBy(SeqOf));
        Assert.DoesNotContain(_notes, note => note.Finding == LinkFinding.RecordTooLarge);
    }

    [Fact]
    public async Task A_hub_that_takes_no_batches_leaves_it_where_it_is_and_gets_all_others()
    {
        await using var broker = await MosquittoBroker.StartAsync(Small);
        await using var hub = await RawHub.StartAsync(broker.Port, takesBatches: false);
        var journal = new TestJournal("passages").Append(data: Compressible).Append(2500);
        await using var link = Link(broker.Port, journal);
        await link.UntilAsync(status => status.Streams.Single(one => one.Name == "passages") is { InFlight: 1, LastRead: 2501 }
            && status.Notes!.Count == 1);
        Assert.Equal(2500, hub.Records("passages").Count);
        Assert.Equal((0L, 0), (link.Stream("passages").Acknowledged, link.Log.Count("No link to the broker")));
    }

    [Fact]
    public async Task A_message_of_another_room_that_is_too_large_is_refused_and_costs_no_connection()
    {
        await using var broker = await MosquittoBroker.StartAsync(Small);
        await using var link = Link(broker.Port, new TestJournal("alarms"));
        var outcome = await link.Link.SendAsync(new OutboundMessage("replies", new byte[10_000]), Eventually.Token);
        Assert.Equal(PublishOutcome.TooLarge, outcome);
        Assert.Equal(1, link.Log.Count("A message on replies was not published"));
        Assert.Equal(PublishOutcome.NobodyListens,
            await link.Link.SendAsync(new OutboundMessage("replies", new byte[100]), Eventually.Token));
        Assert.Equal(0, link.Log.Count("No link to the broker"));
    }

    public void Dispose() => _folder.Dispose();

    private readonly List<LinkNote> _notes = [];

    private static string Text(TestJournal journal, int seq) => System.Text.Encoding.UTF8.GetString(journal.Record(seq).Payload.Span);

    private static int SeqOf(string record) => System.Text.Json.JsonDocument.Parse(record).RootElement.GetProperty("seq").GetInt32();

    private RunningLink Link(int port, params IReadOnlyList<TestJournal> journals) =>
        new(new LinkOptions { Port = port, Tls = false, Window = 100 }, _folder.Bookmarks, _ => null, journals, _notes.Add);
}
