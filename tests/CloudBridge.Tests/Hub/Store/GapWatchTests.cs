using System.Text;
using Zhuhui.Edge.Hub.Messages;
using Zhuhui.Edge.Hub.Store;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.CloudBridge.Tests.Hub.Store;

/// <summary>What the hub itself raises: gaps that stay and chains that break.</summary>
[Trait("needs", "process")]
public sealed class GapWatchTests : IDisposable
{
    private const string Root = "zhuhui/v1/d-1/c-1/g-1";
    private static readonly DateTime _start = new(2026, 11, 22, 8, 0, 0, DateTimeKind.Utc);
    private readonly HubFolder _folder = new();

    [Fact]
    public async Task A_gap_becomes_an_alarm_after_its_time_and_the_alarm_ends_when_it_is_filled()
    {
        var journal = new TestJournal("passages").Append(20);
        await StoreAsync(Arrivals.Of(journal, 1, 5), Arrivals.Of(journal, 9, 20));
        Assert.Empty(await LookAsync(0));
        Assert.Empty(await LookAsync(9));
        // Half of it comes: it is the same gap, and as old.
        await StoreAsync(Arrivals.Of(journal, 6, 6));
        var raised = Assert.Single(await LookAsync(10));
        Assert.Equal((true, "d-1/c-1/g-1", "passages", journal.Ledger, 7L, 8L), (raised.Raised, raised.Gateway, raised.Stream,
            raised.Ledger, raised.First, raised.Last));
        Assert.Empty(await LookAsync(11));
        Assert.Equal(["hub.gap|7-8"], _folder.Query("SELECT type, zone FROM open_alarms"));
        await StoreAsync(Arrivals.Of(journal, 7, 8));
        Assert.False(Assert.Single(await LookAsync(12)).Raised);
        Assert.Empty(_folder.Query("SELECT 1 FROM open_alarms"));
        Assert.Empty(_folder.Query("SELECT 1 FROM gaps"));
    }

    [Fact]
    public async Task The_first_numbers_of_a_journal_are_missing_too()
    {
        await StoreAsync(Arrivals.Of(new TestJournal("passages").Append(5), 4, 5));
        Assert.Equal(["1|3"], _folder.Query("SELECT first, last FROM missing"));
    }

    [Fact]
    public async Task What_a_gateway_says_it_had_to_drop_is_no_gap_and_stands_in_the_report()
    {
        var (journal, health) = (new TestJournal("passages").Append(30), new TestJournal("health"));
        health.Append(type: "journal.dropped", data: """{"count":3,"from":"2026-11-22T08:00:00+00:00","to":"2026-11-22T08:00:00+00:00"}""");
        health.Append(type: "journal.dropped",
            data: $$"""{"journal":"passages","ledger":"{{journal.Ledger}}","first":6,"last":9,"count":4,"reason":"diskFull"}""");
        await StoreAsync(Arrivals.Of(journal, 1, 5), Arrivals.Of(journal, 10, 19), Arrivals.Of(journal, 25, 30));
        await LookAsync(0);
        Assert.Equal(2, (await LookAsync(10)).Count);
        await StoreAsync(Arrivals.Of(health, 1, 2));
        await StoreAsync(Arrivals.Of(health, 1, 2));
        Assert.Equal((false, 6L, 9L), Assert.Single(await LookAsync(11)) is var news ? (news.Raised, news.First, news.Last) : default);
        Assert.Equal(["20|24"], _folder.Query("SELECT first, last FROM missing"));
        var stream = (await _folder.ReportAsync()).Streams.Single(one => one.Stream == "passages");
        Assert.Equal([[6L, 9L]], stream.Dropped);
        Assert.Equal([[6L, 9L], [20L, 24L]], stream.Missing);
    }

    [Fact]
    public async Task A_broken_chain_is_an_alarm_whichever_of_the_two_records_comes_last()
    {
        var journal = new TestJournal("passages").Append(9);
        InboundMessage Altered(int seq) => new($"{Root}/events/passages",
            Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(journal.Record(seq).Payload.Span).Replace("gate-1", "gate-2",
                StringComparison.Ordinal)));
        await using var store = await _folder.OpenStoreAsync();
        Assert.Empty((await store.StoreAsync([.. Arrivals.Of(journal, 1, 2), Altered(3), .. Arrivals.Of(journal, 8, 9)],
            Eventually.Token)).Breaks);
        Assert.Equal([4L], (await store.StoreAsync(Arrivals.Of(journal, 4, 6), Eventually.Token)).Breaks.Select(one => one.Seq));
        Assert.Equal([8L], (await store.StoreAsync([Altered(7)], Eventually.Token)).Breaks.Select(one => one.Seq));
        Assert.Equal(["chain|4|", "chain|8|"], _folder.Query("SELECT kind, first, ended_at FROM hub_alarms ORDER BY first"));
        Assert.Equal(("broken", 4L), (await _folder.ReportAsync()).Streams[0] is var stream ? (stream.Chain, stream.BrokenAt) : default);
    }

    [Fact]
    public async Task A_journal_that_does_not_begin_at_the_beginning_is_a_broken_chain()
    {
        var journal = new TestJournal("passages").Append(2);
        var second = Encoding.UTF8.GetString(journal.Record(2).Payload.Span).Replace("\"seq\":2,", "\"seq\":1,", StringComparison.Ordinal);
        await using var store = await _folder.OpenStoreAsync();
        Assert.Equal(1L, Assert.Single((await store.StoreAsync([new InboundMessage($"{Root}"
            + "/events/passages", Encoding.UTF8.GetBytes(second))], Eventually.Token)).Breaks).Seq);
    }

    public void Dispose() => _folder.Dispose();

    private async Task StoreAsync(params InboundMessage[][] arrivals)
    {
        await using var store = await _folder.OpenStoreAsync();
        await store.StoreAsync([.. arrivals.SelectMany(some => some)], Eventually.Token);
    }

    private async Task<IReadOnlyList<GapNews>> LookAsync(int minute)
    {
        await using var session = await StoreSession.OpenAsync(_folder.Store, Eventually.Token);
        return (await GapWatch.LookAsync(session.Connection, _start.AddMinutes(minute), TimeSpan.FromMinutes(10),
            Eventually.Token))!.Value.News;
    }
}
