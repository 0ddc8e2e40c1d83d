using System.Buffers;
using System.Globalization;
using System.Text;
using CsCheck;
using Microsoft.Extensions.Time.Testing;
using Zhuhui.Edge.CloudBridge.Delivery;
using Zhuhui.Edge.CloudBridge.Settings;
using Zhuhui.Edge.CloudBridge.Topics;
using Zhuhui.Edge.Tests.Support;
using ZstdSharp;

namespace Zhuhui.Edge.CloudBridge.Tests.Delivery;

/// <summary>What was buffered goes in batches, bounded, marked and behind the alarms.</summary>
public sealed class BacklogTests : IDisposable
{
    private readonly HubFolder _folder = new();

    [Fact]
    [Trait("needs", "process")]
    public async Task A_backlog_goes_in_batches_once_the_hub_has_said_that_it_takes_them_and_what_happens_then_goes_by_itself()
    {
        await using var broker = await MosquittoBroker.StartAsync();
        await using var hub = await RawHub.StartAsync(broker.Port, takesBatches: true);
        var journal = new TestJournal("passages").Append(6000);
        await using var link = Link(broker, journal);
        await link.DrainAsync();

        Assert.Equal(AllOf(journal), hub.Records("passages"));
        var messages = hub.Arrivals;
        var first = messages.ToList().FindIndex(arrival => RawHub.IsBatch(arrival.Message));
        Assert.InRange(first, 1, 2000);
        Assert.All(messages, arrival => Assert.Equal("true", RawHub.Property(arrival.Message, "historical")));
        Assert.All(messages.Where(arrival => RawHub.IsBatch(arrival.Message)), arrival =>
        {
            var (message, records) = arrival;
            Assert.InRange(records.Count, 2, 500);
            Assert.InRange(message.Payload.Length, 1, 256 << 10);
            Assert.Equal(
                [
                    ("contentencoding", "zstd"), ("count", records.Count.ToString(CultureInfo.InvariantCulture)),
                        ("first", $"{SeqOf(records[0])}"), ("last", $"{SeqOf(records[^1])}"),
                    ("source", "zhuhui/v1/d-1/c-1/g-1"), ("specversion", "1.0"), ("historical", "true"),
                ],
                message.UserProperties.Select(property => (property.Name, Encoding.UTF8.GetString(property.ValueBuffer.Span))));
            Assert.Equal((ulong)records.Sum(record => Encoding.UTF8.GetByteCount(record) + 1),
                Decompressor.GetDecompressedSize(message.Payload.ToArray()));
            Assert.Equal(Enumerable.Range(0, records.Count).Select(i => SeqOf(records[0]) + i), records.Select(SeqOf));
        });
        Assert.True(messages.Max(arrival => arrival.Records.Count) == 500, "no batch was full");
        var totals = link.Link.Status.Totals;
        Assert.Equal(messages.Count(arrival => RawHub.IsBatch(arrival.Message)), totals.Batches);
        Assert.InRange(totals.BatchBytesOut, 1, totals.BatchBytesIn / 2);

        journal.Append();
        await link.DrainAsync();
        var live = hub.Arrivals[^1].Message;
        Assert.Equal(("application/json", null), (live.ContentType, RawHub.Property(live, "historical")));
    }

    [Fact]
    [Trait("needs", "process")]
    public async Task A_hub_that_does_not_say_so_is_never_sent_a_batch_and_one_that_does_only_after_it_has_said_so_on_this_connection()
    {
        await using var broker = await MosquittoBroker.StartAsync();
        var journal = new TestJournal("passages").Append(3000);
        await using (var old = await RawHub.StartAsync(broker.Port, takesBatches: false))
        {
            await using var link = Link(broker, journal);
            await link.DrainAsync();
            Assert.DoesNotContain(old.Arrivals, arrival => RawHub.IsBatch(arrival.Message));
        }

        await using var hub = await RawHub.StartAsync(broker.Port, takesBatches: true);
        for (var round = 0; round < 2; round++)
        {
            var before = hub.Arrivals.Count;
            journal.Append(3000);
            await using var link = Link(broker, journal);
            await link.DrainAsync();
            Assert.False(RawHub.IsBatch(hub.Arrivals[before].Message));
            Assert.Contains(hub.Arrivals.Skip(before), arrival => RawHub.IsBatch(arrival.Message));
        }
    }

    [Fact]
    [Trait("needs", "process")]
    public async Task A_batch_that_is_lost_comes_again_record_by_record()
    {
        await using var broker = await MosquittoBroker.StartAsync();
        await using var hub = await RawHub.StartAsync(broker.Port, takesBatches: true);
        var lost = 0;
        hub.Acknowledges = message => !RawHub.IsBatch(message) || Interlocked.Increment(ref lost) > 2;
        var journal = new TestJournal("passages").Append(4000);
        await using var link = Link(broker, journal);
        await link.DrainAsync();
        Assert.Equal(AllOf(journal).Order(StringComparer.Ordinal), hub.Records("passages").Order(StringComparer.Ordinal));
        var batches = hub.Arrivals.Where(arrival => RawHub.IsBatch(arrival.Message)).Take(2).SelectMany(arrival => arrival.Records)
            .ToHashSet();
        var again = hub.Arrivals.Where(arrival => !RawHub.IsBatch(arrival.Message)).SelectMany(arrival => arrival.Records)
            .Where(batches.Contains).Distinct().Count();
        Assert.Equal(batches.Count, again);
        Assert.True(link.Link.Status.Totals.Resent >= batches.Count);
    }

    [Fact]
    [Trait("needs", "process")]
    public async Task An_alarm_overtakes_a_backlog_that_is_held_to_its_rate()
    {
        await using var broker = await MosquittoBroker.StartAsync();
        await using var hub = await RawHub.StartAsync(broker.Port, takesBatches: true);
        var (passages, alarms) = (new TestJournal("passages").Append(3000), new TestJournal("alarms"));
        await using var link = new RunningLink(new LinkOptions { Port = broker.Port, Tls = false, ReplayPerSecond = 10 }, _folder.Bookmarks,
            _ => null, passages, alarms);
        await hub.UntilAsync(h => h.Arrivals.Count > 0);
        alarms.Append(50, "alarm.raised");
        await link.UntilAsync(status => status.Streams[0].Acknowledged == 50);
        Assert.InRange(link.Stream("passages").Acknowledged, 0, 2999);
        Assert.All(hub.Arrivals.Where(arrival => arrival.Message.Topic.EndsWith("/alarms", StringComparison.Ordinal)), arrival =>
            Assert.Null(RawHub.Property(arrival.Message, "historical")));
        Assert.Equal(AllOf(alarms), hub.Records("alarms"));
    }

    [Fact]
    public void The_replay_rate_is_kept_over_any_while_and_a_batch_is_paid_off_before_the_next()
    {
        var time = new FakeTimeProvider();
        var rate = new ReplayRate(1000, time);
        rate.Took(500);
        Assert.InRange(rate.Wait().TotalMilliseconds, 400, 402);
        var sent = 500;
        for (var i = 0; i < 20_000; i++)
        {
            time.Advance(TimeSpan.FromMilliseconds(1));
            if (rate.Wait() == TimeSpan.Zero)
            {
                var batch = i % 3 == 0 ? 500 : 1;
                rate.Took(batch);
                sent += batch;
            }
        }

        Assert.InRange(sent, 20_000, 20_700);
    }

    [Fact]
    public void The_rate_holds_back_what_was_buffered_and_not_what_happens_now()
    {
        var (time, log) = (new FakeTimeProvider(DateTimeOffset.UtcNow), new LogLines());
        var journal = new TestJournal("passages").Append(30);
        var outbox = new Outbox(journal.Feed, new BookmarkFile(_folder.Path, "passages", log), new ReplayRate(100, time),
            new LinkOptions(), time, log);
        outbox.Connected();
        outbox.Fill();
        Assert.Equal((10, true), Take());
        outbox.Save(now: true);
        Assert.InRange(outbox.Rest().TotalMilliseconds, 1, 11);
        time.Advance(TimeSpan.FromMilliseconds(50));
        Assert.Equal((5, true), Take());
        for (var i = 0; i < 3; i++)
        {
            time.Advance(TimeSpan.FromMilliseconds(100));
            Take();
        }

        outbox.Fill();
        journal.Append(200);
        outbox.Fill();
        Assert.Equal((200, false), Take());

        (int Count, bool Historical) Take()
        {
            var (count, historical) = (0, false);
            while (outbox.DequeueDue(batches: false) is { } shipment)
            {
                outbox.Accepted(shipment);
                (count, historical) = (count + shipment.Parcels.Count, shipment.Historical);
            }

            return (count, historical);
        }
    }

    [Fact]
    public void A_record_that_is_more_than_ten_seconds_old_is_history_even_where_it_was_never_buffered()
    {
        var (time, log) = (new FakeTimeProvider(DateTimeOffset.UtcNow), new LogLines());
        var journal = new TestJournal("passages");
        var outbox = new Outbox(journal.Feed, new BookmarkFile(_folder.Path, "passages", log), null, new LinkOptions(), time, log);
        outbox.Connected();
        outbox.Fill();
        journal.Append(2);
        outbox.Fill();
        Assert.False(outbox.DequeueDue(batches: true)!.Historical);
        time.Advance(TimeSpan.FromSeconds(11));
        Assert.True(outbox.DequeueDue(batches: true)!.Historical);
    }

    [Fact]
    public void A_batch_of_incompressible_records_stays_within_what_the_contract_allows()
    {
        var random = new Random(1);
        var payload = new byte[BatchMessage.MostBytes - 1];
        random.NextBytes(payload);
        using var batches = new BatchMessage(RunningLink.Topics);
        var shipment = new PublishBatch([new InFlightRecord(new OutboxRecord(1, "t", payload), true)], Historical: true);
        Assert.InRange(batches.Build("passages", shipment).Payload.Length,
            1, 256 << 10);
    }

    [Fact]
    public void Records_of_any_size_are_cut_into_batches_of_consecutive_numbers_within_the_bounds()
    {
        Gen.Int[1, 40_000].List[1, 60].Sample(sizes =>
        {
            var order = new SendScheduler(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(1), new FakeTimeProvider());
            List<InFlightRecord> parcels = [.. sizes.Select((size, i) => new InFlightRecord(new OutboxRecord(i + 1, "t",
                new byte[size * (size % 7 == 0 ? 10 : 1)]), true))];
            parcels.ForEach(order.Add);
            var sent = new List<InFlightRecord>();
            while (order.DequeueDue(batches: true, BatchMessage.MostBytes) is { } shipment)
            {
                Assert.True(shipment.Parcels.Count == 1 || (shipment.Parcels.Count <= 500
                    && shipment.Parcels.Sum(parcel => parcel.Record.Payload.Length + 1) <= BatchMessage.MostBytes));
                sent.AddRange(shipment.Parcels);
            }

            Assert.Equal(parcels, sent);
        });
    }

    public void Dispose() => _folder.Dispose();

    private static long SeqOf(string record) => long.Parse(record.Split("\"seq\":")[1].Split(',')[0], CultureInfo.InvariantCulture);

    private static IEnumerable<string> AllOf(TestJournal journal) => Enumerable.Range(1, journal.Count)
        .Select(seq => Encoding.UTF8.GetString(journal.Record(seq).Payload.Span));

    private RunningLink Link(MosquittoBroker broker, params IReadOnlyList<TestJournal> journals) =>
        new(new LinkOptions { Port = broker.Port, Tls = false, ReplayPerSecond = 1_000_000 }, _folder.Bookmarks, _ => null, journals);
}
