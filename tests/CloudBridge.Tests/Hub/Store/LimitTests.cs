using System.Text;
using Zhuhui.Edge.CloudBridge.Tests.Hub.Receiver;
using Zhuhui.Edge.CloudBridge.Tests.Mqtt;
using Zhuhui.Edge.Hub.Messages;
using Zhuhui.Edge.Hub.Settings;
using Zhuhui.Edge.Hub.Store;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.CloudBridge.Tests.Hub.Store;

/// <summary>What a gateway that means harm can make the hub store, and that none in order loses anything by it.</summary>
[Trait("needs", "process")]
public sealed class LimitTests : IDisposable
{
    private readonly HubFolder _folder = new();

    [Fact]
    public async Task What_is_over_a_days_records_is_not_acknowledged_and_is_taken_the_next_day()
    {
        var journal = new TestJournal("passages").Append(150);
        var limits = new StoreLimits { RecordsADay = 100 };
        await using (var store = await OpenAsync(limits, 0))
        {
            Assert.Equal(60, (await store.StoreAsync(Arrivals.Of(journal, 1, 60), Eventually.Token)).Stored);
            var over = await store.StoreAsync(Arrivals.Of(journal, 61, 150), Eventually.Token);
            Assert.Equal((40, 50, 100L), (over.Stored, over.Deferred, Assert.Single(over.Receipts).Seqs.Max()));
            Assert.Contains("more than 100 records", Assert.Single(over.Limits).Reason, StringComparison.Ordinal);
            // Told once; one after a new start of the receiver knows it too.
            Assert.Empty((await store.StoreAsync(Arrivals.Of(journal, 101, 102), Eventually.Token)).Limits);
        }

        await using (var again = await OpenAsync(limits, 0))
        {
            var result = await again.StoreAsync([.. Arrivals.Of(journal, 101, 101),
                .. Arrivals.Of(new TestJournal("passages").Append(3), 1, 3, "g-2")], Eventually.Token);
            Assert.Equal((3, 1), (result.Stored, result.Deferred));
        }

        Assert.Equal(["hub.limit"], _folder.Query("SELECT type FROM open_alarms"));
        await using var tomorrow = await OpenAsync(limits, 1);
        Assert.Equal(50, (await tomorrow.StoreAsync(Arrivals.Of(journal, 101, 150), Eventually.Token)).Stored);
        await using var session = await StoreSession.OpenAsync(_folder.Store, Eventually.Token);
        await GapWatch.LookAsync(session.Connection, DateTime.UtcNow.AddDays(2), TimeSpan.FromDays(9), Eventually.Token);
        Assert.Empty(_folder.Query("SELECT type FROM open_alarms"));
        Assert.All((await _folder.ReportAsync()).Streams, stream => Assert.Equal(("ok", 0), (stream.Chain, stream.Missing.Count)));
    }

    [Fact]
    public async Task What_is_over_a_days_bytes_is_not_acknowledged()
    {
        var journal = new TestJournal("passages").Append(10, data: $$"""{"door":"{{new string('x', 2000)}}"}""");
        await using var store = await OpenAsync(new StoreLimits { BytesADay = 3 * journal.Record(1).Payload.Length }, 0);
        Assert.Equal(10, (await store.StoreAsync(Arrivals.Of(journal, 1, 3), Eventually.Token)).Stored
            + (await store.StoreAsync(Arrivals.Of(journal, 4, 10), Eventually.Token)).Deferred);
    }

    [Fact]
    public async Task Streams_and_journals_without_end_are_not_taken()
    {
        await using var store = await OpenAsync(new StoreLimits { Streams = 20 }, 0);
        var arrivals = Enumerable.Range(0, 50).Select(i => Arrivals.Of(new TestJournal("passages").Append(), 1, 1)[0])
            .Concat(Enumerable.Range(0, 50).Select(i => new InboundMessage($"zhuhui/v1/d-1/c-1/g-1/events/s-{i}",
                new TestJournal($"s-{i}").Append().Record(1).Payload.ToArray())))
            .Concat([Arrivals.Of(new TestJournal("passages").Append(), 1, 1, "g-2")[0]]);
        var result = await store.StoreAsync([.. arrivals], Eventually.Token);
        Assert.Equal((21, 80), (result.Stored, result.Deferred));
        Assert.Equal(21, _folder.Query("SELECT id FROM streams").Count);
        Assert.Contains("more than 20 streams", Assert.Single(result.Limits).Reason, StringComparison.Ordinal);

        // Numbers that are said to be dropped make streams as well.
        var dropped = new TestJournal("registry").Append(type: "journal.dropped",
            data: $$"""{"journal":"passages","ledger":"{{Guid.NewGuid()}}","first":1,"last":9,"count":9}""");
        Assert.Equal(1, (await store.StoreAsync([new InboundMessage("zhuhui/v1/d-1/c-1/g-1/events/registry",
            dropped.Record(1).Payload.ToArray())], Eventually.Token)).Deferred);
    }

    [Fact]
    public async Task Numbers_with_gaps_without_end_are_not_taken_but_what_closes_a_gap_always_is()
    {
        var journal = new TestJournal("passages").Append(200);
        await using var store = await OpenAsync(new StoreLimits { Runs = 10 }, 0);
        var result = await store.StoreAsync([.. Enumerable.Range(1, 100).Select(i => Arrivals.Of(journal, 2 * i, 2 * i)[0])],
            Eventually.Token);
        Assert.Equal((10, 90), (result.Stored, result.Deferred));
        Assert.Contains("more than 10 gaps", Assert.Single(result.Limits).Reason, StringComparison.Ordinal);

        // As the gateway's link sends again: what is not acknowledged, from the first on.
        for (var first = 1; first <= 200; first += 30)
        {
            await store.StoreAsync(Arrivals.Of(journal, first, Math.Min(200, first + 29)), Eventually.Token);
        }

        var stream = Assert.Single((await _folder.ReportAsync()).Streams);
        Assert.Equal((200L, 0, "ok"), (stream.Stored, stream.Missing.Count, stream.Chain));
        Assert.Equal(["1|200"], _folder.Query("SELECT first, last FROM runs"));
    }

    [Fact]
    public async Task The_highest_number_there_is_is_one_gap_and_no_more()
    {
        var journal = new TestJournal("passages").Append(2);
        var record = Encoding.UTF8.GetString(journal.Record(2).Payload.Span);
        InboundMessage Numbered(string seq) => new(Arrivals.Passages, Encoding.UTF8.GetBytes(record.Replace("\"seq\":2", "\"seq\":" + seq,
            StringComparison.Ordinal)));
        await using var store = await _folder.OpenStoreAsync();
        var result = await store.StoreAsync([.. Arrivals.Of(journal, 1, 1), Numbered("9223372036854775806"),
            Numbered("9223372036854775807"), Numbered("9223372036854775808"), Numbered("-1"), Numbered("1e3")], Eventually.Token);
        Assert.Equal((2, 4), (result.Stored, result.Refusals.Count));
        await using var session = await StoreSession.OpenAsync(_folder.Store, Eventually.Token);
        var look = await GapWatch.LookAsync(session.Connection, DateTime.UtcNow, TimeSpan.Zero, Eventually.Token);
        Assert.Equal((1L, 2L, 9223372036854775805L), (look!.Value.Gaps, look.Value.News[0].First, look.Value.News[0].Last));
    }

    [Fact]
    public async Task Of_what_is_no_record_so_much_a_day_is_kept_aside_and_the_rest_is_counted_and_told_once()
    {
        await using var store = await OpenAsync(new StoreLimits { RefusedADay = 5, RefusedBytesADay = 1000 }, 0);
        var result = await store.StoreAsync([.. Enumerable.Range(0, 50).Select(i => new InboundMessage(Arrivals.Passages,
            Encoding.UTF8.GetBytes($"no record {i}")))], Eventually.Token);
        Assert.Equal((5, 1, 0), (result.Refusals.Count, result.Limits.Count, result.Receipts.Count));
        Assert.Empty((await store.StoreAsync([new InboundMessage(Arrivals.Passages, "one more"u8.ToArray())], Eventually.Token)).Limits);
        // One that was kept is known again, and another gateway has its own share.
        var kept = _folder.Query("SELECT convert_from(payload, 'UTF8') FROM refused")[0];
        Assert.Empty((await store.StoreAsync([new InboundMessage(Arrivals.Passages, Encoding.UTF8.GetBytes(kept))],
            Eventually.Token)).Limits);
        Assert.Single((await store.StoreAsync([new InboundMessage("zhuhui/v1/d-1/c-1/g-2/events/x", "no record"u8.ToArray())],
            Eventually.Token)).Refusals);
        Assert.Equal(["5|46", "1|0"], _folder.Query("SELECT kept, more FROM refused_days ORDER BY source"));
        var large = await store.StoreAsync([new InboundMessage("zhuhui/v1/d-1/c-1/g-3/events/x", new byte[1001])], Eventually.Token);
        Assert.Equal((0, 1), (large.Refusals.Count, large.Limits.Count));
    }

    [Fact]
    public async Task A_record_that_bears_anothers_number_and_cannot_be_kept_aside_is_not_acknowledged()
    {
        var first = new TestJournal("passages").Append(3);
        var second = new TestJournal("passages", first.Ledger).Append(3, type: "passage.denied");
        await using var store = await OpenAsync(new StoreLimits { RefusedADay = 1 }, 0);
        await store.StoreAsync(Arrivals.Of(first, 1, 3), Eventually.Token);
        var result = await store.StoreAsync(Arrivals.Of(second, 1, 3), Eventually.Token);
        Assert.Single(result.Receipts.SelectMany(receipt => receipt.Seqs));
        Assert.Single(_folder.Query("SELECT hash FROM refused"));
        await using var tomorrow = await OpenAsync(new StoreLimits(), 1);
        Assert.Equal([1L, 2L, 3L], (await tomorrow.StoreAsync(Arrivals.Of(second, 1, 3), Eventually.Token)).Receipts
            .SelectMany(receipt => receipt.Seqs));
        Assert.Equal(3, _folder.Query("SELECT hash FROM refused").Count);
    }

    [Fact]
    public async Task A_chain_that_is_broken_at_every_record_raises_so_many_alarms_and_no_more()
    {
        var journal = new TestJournal("passages");
        var arrivals = Enumerable.Range(1, 60).Select(seq => new InboundMessage(Arrivals.Passages, Encoding.UTF8.GetBytes(
            Encoding.UTF8.GetString(new TestJournal("passages", journal.Ledger).Append().Record(1).Payload.Span)
                .Replace("\"seq\":1", $"\"seq\":{seq}", StringComparison.Ordinal)))).ToArray();
        await using var store = await OpenAsync(new StoreLimits { ChainAlarms = 7 }, 0);
        var result = await store.StoreAsync(arrivals, Eventually.Token);
        Assert.Equal((60, 59, 7), (result.Stored, result.BrokenLinks, result.Breaks.Count));
        Assert.Equal(7, _folder.Query("SELECT id FROM hub_alarms").Count);
    }

    [Fact]
    public void Words_and_records_that_no_gateway_in_order_sends_are_refused()
    {
        var journal = new TestJournal("passages").Append(type: new string('a', 101))
            .Append(data: $$"""{"door":"{{new string('x', 1 << 20)}}"}""");
        Assert.Null(Envelope.TryParse(journal.Record(1).Payload, "passages", out var reason));
        Assert.Equal("type is too long", reason);
        Assert.Null(Envelope.TryParse(journal.Record(2).Payload, "passages", out reason));
        Assert.Contains("at most 1048576 are taken", reason, StringComparison.Ordinal);
        Assert.Null(EventTopic.TryParse($"zhuhui/v1/d-1/c-1/g-1/events/{new string('s', 65)}"));
        var word = new string('x', 70_000);
        var status = GatewayStatus.TryParse(("d-1", "c-1", "g-1"), Encoding.UTF8.GetBytes(
            $$"""{"online":true,"boot":"{{journal.Ledger}}","session":"{{journal.Ledger}}","software":"{{word}}", """
            + $$""" "streams":{"{{word}}":1} }"""), out _);
        Assert.Equal((true, null, null), (status!.Online, status.Software, status.Streams));
    }

    [Fact]
    public async Task Beside_a_gateway_that_sends_all_of_this_at_once_one_that_was_away_for_wordloses_nothing()
    {
        await using var broker = await MosquittoBroker.StartAsync();
        await using var hub = await RunningHub.StartAsync(new HubOptions { Port = broker.Port, Store = _folder.Store });
        var journal = new TestJournal("passages");
        for (var day = 180; day > 0; day--)
        {
            journal.Append(10, at: DateTimeOffset.UtcNow.AddDays(-day).ToString("O"));
        }

        await using var link = new RunningLink(broker.Port, _folder.Bookmarks, journal);
        await using var hostile = await RawClient.ConnectAsync(broker.Port);
        var random = new Random(3);
        for (var i = 0; i < 600; i++)
        {
            var other = new TestJournal("passages").Append(at: DateTimeOffset.UnixEpoch.AddDays(random.Next(2_000_000)).ToString("O"),
                type: $"a.{i}");
            var payload = i % 3 == 0 ? Encoding.UTF8.GetBytes($"junk {i}") : other.Record(1).Payload;
            await hostile.PublishAsync($"zhuhui/v1/d-1/c-1/g-2/events/{(i % 5 == 0 ? $"s-{i}" : "passages")}", payload);
        }

        await link.DrainAsync();
        var stream = Assert.Single((await _folder.ReportAsync()).Streams, one => one.Gateway == "g-1");
        Assert.Equal((1800L, 0, "ok"), (stream.Stored, stream.Missing.Count, stream.Chain));
    }

    public void Dispose() => _folder.Dispose();

    private Task<EventStore> OpenAsync(StoreLimits limits, int days) =>
        EventStore.OpenAsync(_folder.Store, new ShiftedClock(TimeSpan.FromDays(days)), limits, Eventually.Token);
}
