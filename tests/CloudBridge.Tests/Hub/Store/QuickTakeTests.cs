using System.Globalization;
using Npgsql;
using Zhuhui.Edge.Hub.Messages;
using Zhuhui.Edge.Hub.Store;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.CloudBridge.Tests.Hub.Store;

[Trait("needs", "process")]
public sealed class QuickTakeTests : IDisposable
{
    private const string State = "SELECT stream_id::text, first::text, last::text FROM runs UNION ALL SELECT 's', received::text, "
        + "coalesce(last_received::text, '') FROM streams UNION ALL SELECT 'i', records::text, bytes::text FROM intake ORDER BY 1, 2";

    private readonly HubFolder _folder = new();
    private readonly DateTime _now = DateTime.UtcNow;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Records_in_any_order_and_any_batches_leave_the_runs_that_the_long_way_would_leave(int seed)
    {
        TestJournal[] journals = [.. Enumerable.Range(0, 3).Select(_ => new TestJournal("passages").Append(40))];
        var random = new Random(seed);
        var all = journals.SelectMany(journal => Arrivals.Of(journal, 1, 40)).ToArray();
        random.Shuffle(all);
        await using var session = await StoreSession.OpenAsync(_folder.Store, Eventually.Token);
        var (runs, sent) = (new SortedDictionary<(int Stream, long First), SequenceRun>(), 0);
        while (sent < all.Length)
        {
            var rows = ClassifiedBatch.Classify(all.Skip(sent).Take(random.Next(1, 15))).Rows;
            sent += rows.Count;
            Assert.NotEmpty(await TakeAsync(session, rows));
            foreach (var stream in rows.GroupBy(row => session.IdOf(row.Key)))
            {
                var change = RunChange.Merge([.. runs.Where(run => run.Key.Stream == stream.Key).Select(run => run.Value)],
                    stream.Select(row => row.Run));
                change.Gone.ToList().ForEach(first => runs.Remove((stream.Key, first)));
                change.Changed.ToList().ForEach(run => runs[(stream.Key, run.First)] = run);
            }

            Assert.Equal(runs.Select(run => string.Create(CultureInfo.InvariantCulture, $"{run.Key.Stream}|{run.Value.First}|"
                + $"{run.Value.Last}|{Convert.ToHexStringLower(run.Value.Prev)}|{Convert.ToHexStringLower(run.Value.Hash)}")),
                _folder.Query("SELECT stream_id, first, last, encode(prev, 'hex'), encode(hash, 'hex') FROM runs ORDER BY 1, 2"));
        }

        Assert.Equal(["40", "40", "40"], _folder.Query("SELECT received FROM streams"));
        Assert.Equal([$"120|{all.Sum(arrival => arrival.Payload.Length)}"], _folder.Query("SELECT records, bytes FROM intake"));
    }

    [Theory]
    [InlineData("a number that is there", 5, 5, false)]
    [InlineData("more than what is there, around it", 3, 8, false)]
    [InlineData("what is not linked to its predecessor", 8, 8, true)]
    [InlineData("what is not linked to its successor", 3, 3, true)]
    [InlineData("one run more than a stream may have", 20, 20, false)]
    public async Task What_is_not_as_nearly_all_batches_are_is_declined_and_leaves_nothing_behind(string what, int first, int last,
        bool altered)
    {
        var journal = new TestJournal("passages").Append(30);
        var other = new TestJournal("passages", journal.Ledger).Append(30, data: """{"other":true}""");
        await using var session = await StoreSession.OpenAsync(_folder.Store, Eventually.Token);
        await TakeAsync(session, RowsOf(journal, 4, 7));
        await TakeAsync(session, RowsOf(journal, 10, 10));
        var before = _folder.Query(State);
        var declined = await Assert.ThrowsAsync<PostgresException>(() => TakeAsync(session, RowsOf(altered ? other : journal, first, last),
            mostRuns: 2));
        Assert.True(declined.SqlState == QuickTake.Declined, what);
        Assert.Equal(before, _folder.Query(State));
    }

    [Fact]
    public void Links_that_are_broken_among_the_records_themselves_are_seen_before_anything_is_sent()
    {
        var (journal, other) = (new TestJournal("passages").Append(3), new TestJournal("passages").Append(3));
        var (one, two) = (RowsOf(journal, 1, 1)[0], RowsOf(other, 2, 2)[0]);
        Assert.Null(QuickTake.RunsOf([new StreamRows(1, [one, two])]));
        Assert.Null(QuickTake.RunsOf([new StreamRows(1, [two with { Envelope = two.Envelope with { Seq = 1 } }])]));
        Assert.Equal([(1, 1L, 2L), (1, 4L, 4L), (2, 1L, 1L)], QuickTake.RunsOf([
            new StreamRows(1, [.. RowsOf(journal, 1, 2), two with { Envelope = two.Envelope with { Seq = 4 } }]), new StreamRows(2, [one]),
        ])!.Select(one => (one.Stream, one.Run.First, one.Run.Last)));
    }

    [Fact]
    public async Task A_batch_that_is_declined_is_stored_all_the_same_the_long_way()
    {
        var journal = new TestJournal("passages").Append(30);
        var other = new TestJournal("passages", journal.Ledger).Append(30, data: """{"other":true}""");
        await using var store = await _folder.OpenStoreAsync();
        await store.StoreAsync([.. Arrivals.Of(journal, 1, 4), .. Arrivals.Of(journal, 8, 9)], Eventually.Token);
        var result = await store.StoreAsync([.. Arrivals.Of(journal, 3, 6), .. Arrivals.Of(other, 7, 7)], Eventually.Token);
        Assert.Equal((3, 2, 2), (result.Stored, result.Duplicates, result.BrokenLinks));
        Assert.Equal([3L, 4L, 5L, 6L, 7L], Assert.Single(result.Receipts).Seqs);
        Assert.Equal(["1|9"], _folder.Query("SELECT first, last FROM runs"));
        Assert.Equal(["11|2"], _folder.Query("SELECT received, duplicates FROM streams"));
        Assert.Equal(["9"], _folder.Query("SELECT records FROM intake"));
    }

    [Theory]
    [InlineData("zhuhui/v1/d-1/c-1/g-1/events/passages", true)]
    [InlineData("zhuhui/v1/d-1/c-1/g-1/events/passages/more", false)]
    [InlineData("zhuhui/v1/d-1/c-1/g-1/events/passages/more/and/more", false)]
    [InlineData("/zhuhui/v1/d-1/c-1/g-1/events/passages", false)]
    [InlineData("zhuhui/v1/d-1/c-1/g-1/events/", false)]
    [InlineData("zhuhui/v1/d-1//g-1/events/passages", false)]
    [InlineData("zhuhui/v1/d-1/c-1/g-1/events", false)]
    [InlineData("zhuhui/v1/d-1/c-1/g-1/acks/passages", false)]
    [InlineData("zhuhui/v2/d-1/c-1/g-1/events/passages", false)]
    [InlineData("zhuhui/v1/D-1/c-1/g-1/events/passages", false)]
    [InlineData("zhuhui/v1/d-1/c-1/g-1/events/passages\n", false)]
    [InlineData("zhuhui/v1/d_1/c-1/g-1/events/passages", false)]
    [InlineData("", false)]
    public void A_topic_is_one_of_events_or_none(string topic, bool isOne) =>
        Assert.Equal(isOne ? topic : null, EventTopic.TryParse(topic)?.ToString());

    public void Dispose() => _folder.Dispose();

    private static IReadOnlyList<Row> RowsOf(TestJournal journal, int first, int last) =>
        ClassifiedBatch.Classify(Arrivals.Of(journal, first, last)).Rows;

    private async Task<IReadOnlyList<(int, long, long)>> TakeAsync(StoreSession session, IReadOnlyList<Row> rows, int mostRuns = 1000)
    {
        await session.PrepareAsync(rows.Select(row => row.Key), [_now], _now, Eventually.Token);
        List<StreamRows> streams = [.. rows.GroupBy(row => session.IdOf(row.Key)).Select(some => new StreamRows(some.Key, [.. some]))
            .OrderBy(stream => stream.Id)];
        await using var transaction = await session.Connection.BeginTransactionAsync(Eventually.Token);
        return await session.Quick.TakeAsync(streams, QuickTake.RunsOf(streams)!, session.GatewayIdOf, mostRuns, _now, commit: true,
            Eventually.Token);
    }
}
