using System.Text;
using MQTTnet;
using Zhuhui.Edge.CloudBridge.Tests.Hub.Receiver;
using Zhuhui.Edge.CloudBridge.Tests.Mqtt;
using Zhuhui.Edge.Hub.Messages;
using Zhuhui.Edge.Hub.Mqtt;
using Zhuhui.Edge.Tests.Support;
using ZstdSharp;

namespace Zhuhui.Edge.CloudBridge.Tests.Hub.Messages;

/// <summary>Backlog messages: many records in one zstd frame.</summary>
public sealed class NdjsonBatchTests : IDisposable
{
    private const string Topic = "zhuhui/v1/d-1/c-1/g-1/events/passages";
    private readonly HubFolder _folder = new();

    [Fact]
    [Trait("needs", "process")]
    public async Task A_batch_is_stored_record_by_record_and_acknowledged_as_a_range_and_every_acknowledgement_says_that_batches_are_taken()
    {
        await using var broker = await MosquittoBroker.StartAsync();
        await using var hub = await RunningHub.StartAsync(broker.Port, _folder.Store);
        await using var gateway = await RawClient.ConnectAsync(broker.Port, "zhuhui/v1/+/+/+/acks/+");
        var journal = new TestJournal("passages").Append(700);
        await PublishAsync(gateway, Compressed(journal, 1, 500), 500);
        var ack = await gateway.NextAsync();
        Assert.Contains(""","ranges":[[1,500]],"hashes":[""" + "\"", RawClient.Text(ack), StringComparison.Ordinal);
        Assert.Equal(("accepts", "batch"), Assert.Single(ack.UserProperties) is var property
            ? (property.Name, Encoding.UTF8.GetString(property.ValueBuffer.Span)) : default);
        await PublishAsync(gateway, Compressed(journal, 480, 700), 221);
        Assert.Contains(""","ranges":[[480,700]],"hashes":[""" + "\"", RawClient.Text(await gateway.NextAsync()), StringComparison.Ordinal);
        var stream = Assert.Single((await _folder.ReportAsync()).Streams);
        Assert.Equal((700L, 721L, 21L, "ok"), (stream.Stored, stream.Received, stream.Duplicates, stream.Chain));
    }

    [Fact]
    [Trait("needs", "process")]
    public async Task A_bad_record_in_a_batch_is_kept_aside_and_its_neighbours_are_stored()
    {
        var journal = new TestJournal("passages").Append(3);
        byte[] text = [.. Lines(journal, 1, 1), .. "no record\n"u8, .. Lines(journal, 2, 3)];
        await using var store = await _folder.OpenStoreAsync();
        var result = await store.StoreAsync([new InboundMessage(Topic, Compress(text), IsBatch: true)], Eventually.Token);
        Assert.Equal((3, 1), (result.Stored, result.Refusals.Count));
        Assert.Equal([1L, 2L, 3L], Assert.Single(result.Receipts).Seqs);
    }

    [Fact]
    public void Too_many_bytes_are_refused_before_they_are_decompressed_and_too_many_records_after()
    {
        var bomb = Compress(new byte[64 << 20]);
        Assert.InRange(bomb.Length, 1, NdjsonBatch.MostCompressed);
        Assert.Null(NdjsonBatch.TryOpen(bomb, out var reason));
        Assert.Contains("67108864 bytes when decompressed", reason, StringComparison.Ordinal);
        Assert.Null(NdjsonBatch.TryOpen(new byte[NdjsonBatch.MostCompressed + 1], out reason));
        Assert.Contains("at most 262144", reason, StringComparison.Ordinal);
        Assert.Null(NdjsonBatch.TryOpen(Compressed(new TestJournal("passages").Append(501), 1, 501), out reason));
        Assert.Contains("501 records", reason, StringComparison.Ordinal);
        Assert.Equal(500, NdjsonBatch.TryOpen(Compressed(new TestJournal("passages").Append(500), 1, 500), out _)!.Count);
    }

    [Theory]
    [InlineData(20, "20", 20)]
    [InlineData(500, "1", 120)]
    [InlineData(20, "9999", 500)]
    public void A_batch_that_says_less_than_it_holds_counts_for_its_size_so_that_no_sender_fills_a_receivers_memory(int records,
        string said, int least)
    {
        var message = new MqttApplicationMessageBuilder().WithTopic(Topic)
            .WithPayload(Compressed(new TestJournal("passages").Append(records), 1, records))
            .WithContentType(NdjsonBatch.ContentType).WithUserProperty("count", Encoding.UTF8.GetBytes(said)).Build();
        Assert.InRange(BrokerSession.WeightOf(message), least, NdjsonBatch.MostRecords);
    }

    [Fact]
    public void What_is_no_frame_or_ends_in_the_middle_is_refused()
    {
        var whole = Compressed(new TestJournal("passages").Append(20), 1, 20);
        Assert.Null(NdjsonBatch.TryOpen([], out _));
        Assert.Null(NdjsonBatch.TryOpen("{}\n"u8.ToArray(), out _));
        Assert.Null(NdjsonBatch.TryOpen(Compress([]), out _));
        Assert.Null(NdjsonBatch.TryOpen(Compress("{}"u8.ToArray()), out _));
        for (var length = 0; length < whole.Length; length += 7)
        {
            Assert.Null(NdjsonBatch.TryOpen(whole[..length], out _));
        }
    }

    public void Dispose() => _folder.Dispose();

    private static Task PublishAsync(RawClient client, byte[] payload, int count) =>
        client.PublishAsync(new MqttApplicationMessageBuilder().WithTopic(Topic).WithPayload(payload)
        .WithContentType(NdjsonBatch.ContentType).WithUserProperty("contentencoding", "zstd"u8.ToArray()).WithUserProperty("count",
            Encoding.UTF8.GetBytes($"{count}")));

    private static byte[] Compressed(TestJournal journal, int first, int last) => Compress(Lines(journal, first, last));

    private static byte[] Lines(TestJournal journal, int first, int last) =>
        [.. Enumerable.Range(first, last - first + 1).SelectMany(seq => (byte[])[.. journal.Record(seq).Payload.Span, (byte)'\n'])];

    private static byte[] Compress(byte[] text)
    {
        using var compressor = new Compressor();
        return compressor.Wrap(text).ToArray();
    }
}
