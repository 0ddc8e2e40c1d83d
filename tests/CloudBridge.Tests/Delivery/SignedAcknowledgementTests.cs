using System.Buffers;
using MQTTnet;
using Zhuhui.Edge.CloudBridge.Settings;
using Zhuhui.Edge.CloudBridge.Tests.Hub.Receiver;
using Zhuhui.Edge.CloudBridge.Tests.Mqtt;
using Zhuhui.Edge.Hub.Messages;
using Zhuhui.Edge.Hub.Settings;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.CloudBridge.Tests.Delivery;

/// <summary>Whoever has the broker's password cannot make a gateway forget what nobody stored.</summary>
public sealed class SignedAcknowledgementTests : IDisposable
{
    private const string Acks = "zhuhui/v1/d-1/c-1/g-1/acks/passages";
    private readonly HubFolder _folder = new();
    private readonly List<LinkNote> _notes = [];
    private readonly SigningKey _key;

    public SignedAcknowledgementTests() => _key = SigningKey.Make(Path.Combine(_folder.Path, "hub.key"), "receivers");

    [Fact]
    [Trait("needs", "process")]
    public async Task An_unsigned_one_moves_nothing_and_is_told_and_the_hub_s_own_does()
    {
        await using var broker = await MosquittoBroker.StartAsync();
        var journal = new TestJournal("passages").Append(50);
        await using var thief = await RawClient.ConnectAsync(broker.Port, "zhuhui/v1/d-1/c-1/g-1/events/+");
        await using var link = Link(broker, journal);
        await link.UntilAsync(status => status.Streams.Single().Published == 50);
        await thief.PublishAsync(Acks, $$"""{"ledger":"{{journal.Ledger}}","stream":"passages","ranges":[[1,50]]}""");
        await link.UntilAsync(status => status.Notes!.Count == 1);
        Assert.Equal((0L, 50), (link.Stream("passages").Acknowledged, link.Stream("passages").InFlight));
        Assert.Equal((LinkFinding.AcknowledgementRefused, "wrong"), (Assert.Single(_notes).Finding, _notes[0].Subject));
        Assert.Equal(1, link.Log.Count("Start its receivers with --key"));

        Assert.Empty(link.Times);

        await using var hub = await RunningHub.StartAsync(new HubOptions { Port = broker.Port, Store = _folder.Store, Key = _key });
        await link.DrainAsync();
        Assert.Single(_notes);

        // What was sent a moment ago is acknowledged by the hub's time.
        journal.Append(5);
        await link.DrainAsync();
        Assert.InRange(DateTimeOffset.UtcNow - link.Times.Last(), TimeSpan.FromSeconds(-1), TimeSpan.FromMinutes(1));
    }

    [Fact]
    [Trait("needs", "process")]
    public async Task Where_anybody_s_acknowledgement_counts_nobody_tells_the_time()
    {
        await using var broker = await MosquittoBroker.StartAsync();
        await using var hub = await RunningHub.StartAsync(new HubOptions { Port = broker.Port, Store = _folder.Store, Key = _key });
        await using var link = new RunningLink(new LinkOptions { Port = broker.Port, Tls = false }, _folder.Bookmarks, _ => null,
            [new TestJournal("passages").Append(5)], _notes.Add);
        await link.DrainAsync();
        Assert.Empty(link.Times);
    }

    [Fact]
    [Trait("needs", "process")]
    public async Task An_old_one_of_the_hub_moves_nothing_where_its_numbers_mean_other_records_now()
    {
        await using var broker = await MosquittoBroker.StartAsync();
        var before = new TestJournal("passages", at: DateTimeOffset.UtcNow.AddDays(-1)).Append(20);
        List<MqttApplicationMessage> signed = [];
        await using var ear = await RawClient.ConnectAsync(broker.Port, Acks);
        await using (var hub = await RunningHub.StartAsync(new HubOptions { Port = broker.Port, Store = _folder.Store, Key = _key }))
        {
            await using var link = Link(broker, before);
            await link.DrainAsync();
            while (ear.TryNext(out var one))
            {
                signed.Add(one!);
            }

            Assert.NotEmpty(signed);
        }

        // The disk was restored from an old image, bookmark and all: the same journal gives the same numbers to what happens now.
        Directory.Delete(_folder.Bookmarks, recursive: true);
        var after = new TestJournal("passages", before.Ledger).Append(20);
        await using var listener = await RawClient.ConnectAsync(broker.Port, "zhuhui/v1/d-1/c-1/g-1/events/+");
        await using (var link = Link(broker, after))
        {
            await link.UntilAsync(status => status.Streams.Single().Published == 20);
            foreach (var one in signed)
            {
                await ear.PublishAsync(Copy(one, Acks));
                await ear.PublishAsync(Copy(one, Acks.Replace("passages", "alarms", StringComparison.Ordinal)));
            }

            await link.Log.UntilAsync("no acknowledgement of a stream");
            Assert.Equal((0L, 20), (link.Stream("passages").Acknowledged, link.Stream("passages").InFlight));
        }
    }

    [Fact]
    public void A_run_ends_where_the_chain_does_so_that_its_last_hash_stands_for_all_of_it()
    {
        var receipt = new Receipt(new EventTopic("d-1", "c-1", "g-1", "passages"), Guid.NewGuid(), new()
        {
            [1] = ("0", "a"),
            [2] = ("a", "b"),
            [3] = ("x", "c"),
            [4] = ("c", "d"),
            [6] = ("d", "e"),
        });
        Assert.Equal([new(1, 2, "b"), new(3, 4, "d"), new ReceiptRun(6, 6, "e")], receipt.Runs());
    }

    public void Dispose()
    {
        _key.Dispose();
        _folder.Dispose();
    }

    private static MqttApplicationMessageBuilder Copy(MqttApplicationMessage message, string topic)
    {
        var copy = new MqttApplicationMessageBuilder().WithTopic(topic).WithPayload(message.Payload.ToArray());
        message.UserProperties.ForEach(property => copy.WithUserProperty(property.Name, property.ValueBuffer));
        return copy;
    }

    private RunningLink Link(MosquittoBroker broker, TestJournal journal) => new(new LinkOptions { Port = broker.Port, Tls = false },
        _folder.Bookmarks, _ => null, [journal], _notes.Add, Doubt);

    private string? Doubt(CloudBridge.Topics.InboundMessage message) =>
        message.Property("sig") == _key.Sign(message.FullTopic, message.Payload.Span) ? null : "wrong";
}
