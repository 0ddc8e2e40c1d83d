using Xunit;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Journals.Clock;

namespace Zhuhui.Edge.Gateway.Tests.Journals.Retention;

/// <summary>Real journals with segments of 4 KiB in place of megabytes; the room on the disk, the hub and the snapshot are told.</summary>
public sealed class JournalRetentionTests : RetentionBench
{
    [Fact]
    public void What_is_too_old_goes_once_the_hub_has_it_and_that_it_went_is_on_record_before()
    {
        Fill(EventStream.Passages, 40);
        Later(200);
        Fill(EventStream.Passages, 10);
        RememberAll();
        _keeping.RunOnce();
        Assert.Equal(1, Passages.FirstSeq);

        _acknowledged!["passages"] = 25;
        _keeping.RunOnce();
        var dropped = Assert.Single(Dropped());
        Assert.Equal(("passages", 1, DropReason.Age, 0), (dropped.Journal, dropped.First, dropped.Reason, dropped.Unacknowledged));
        Assert.InRange(dropped.Last!.Value, 10, 25);
        Assert.Equal(dropped.Last + 1, Passages.FirstSeq);
        Assert.Equal((dropped.Last.Value, Passages.Ledger), (dropped.Count, dropped.Ledger!.Value));
        Assert.Contains($"records 1 to {dropped.Last} deleted (Age; the hub has them all)", _log.All[^1], StringComparison.Ordinal);

        _acknowledged["passages"] = 50;
        _keeping.RunOnce();
        _keeping.RunOnce();
        Assert.Equal(2, Dropped().Length);
        Assert.InRange(Passages.FirstSeq, dropped.Last.Value + 2, 41);
    }

    [Fact]
    public void A_journal_that_begins_above_1_is_opened_read_and_gone_on_with()
    {
        Fill(EventStream.Passages, 40);
        Passages.DeleteSegmentsThrough(30);
        var first = Passages.FirstSeq;
        Assert.InRange(first, 2, 31);
        Restart();

        Assert.True(Passages.Recovery.IsClean, Passages.Recovery.ToString());
        Assert.Equal((first, 40), (Passages.FirstSeq, Passages.LastSeq));
        Fill(EventStream.Passages, 3);
        Assert.Equal(Enumerable.Range((int)first, 44 - (int)first).Select(seq => (long)seq), Passages.ReadAfter(0, 1000)
            .Select(r => r.Seq));
        Assert.Equal([42, 43], Passages.ReadAfter(41, 10).Select(r => r.Seq));
        Assert.True(Passages.Recovery.IsClean, Passages.Recovery.ToString());
    }

    [Fact]
    public void Nothing_is_too_old_while_the_clock_cannot_be_believed()
    {
        Fill(EventStream.Passages, 40);
        Later(200);
        Fill(EventStream.Passages, 10);
        _acknowledged!["passages"] = 50;
        RememberAll();
        _clock = ClockState.Unsynchronised;
        _time.Advance(TimeSpan.FromSeconds(5));
        _keeping.RunOnce();
        Assert.Empty(Dropped());
    }

    [Fact]
    public void Records_dated_by_a_clock_that_could_not_be_believed_are_as_old_as_the_next_that_was()
    {
        _clock = ClockState.Unsynchronised;
        Restart();
        Fill(EventStream.Passages, 40);
        Later(200);
        _clock = ClockState.Synchronised;
        _time.Advance(TimeSpan.FromSeconds(5));
        Fill(EventStream.Passages, 30);
        _acknowledged!["passages"] = 70;
        RememberAll();
        _keeping.RunOnce();
        Assert.Empty(Dropped());

        Later(181);
        _keeping.RunOnce();
        Assert.Equal(DropReason.Age, Assert.Single(Dropped()).Reason);
    }

    [Fact]
    public void Without_a_hub_age_and_quota_alone_decide()
    {
        _acknowledged = null;
        Fill(EventStream.Passages, 9000, 1000);
        RememberAll();
        _keeping.RunOnce();
        Assert.Null(Assert.Single(Dropped()).Unacknowledged);
        Assert.Empty(Alarms());
        Assert.Contains("there is no hub that could have them", _log.All[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_start_would_still_read_stays_until_a_snapshot_has_it()
    {
        Fill(EventStream.Passages, 40);
        Later(200);
        Fill(EventStream.Passages, 10);
        _acknowledged!["passages"] = 50;
        _keeping.RunOnce();
        Assert.Equal(1, _snapshots);
        Assert.Empty(Dropped());

        _remembered["passages"] = 20;
        _keeping.RunOnce();
        Assert.InRange(Passages.FirstSeq, 2, 20);
        Assert.Contains(Passages.ReadAfter(19, 1), r => r.Seq == 20);
    }

    [Fact]
    public void What_is_gone_without_a_record_of_it_gets_one_after_the_next_start()
    {
        Fill(EventStream.Health, 40);
        _ledger.JournalOf(EventStream.Health).DeleteSegmentsThrough(20);
        var first = _ledger.JournalOf(EventStream.Health).FirstSeq;
        Restart();
        _keeping.RunOnce();
        Restart();
        _keeping.RunOnce();
        var dropped = Assert.Single(Dropped());
        Assert.Equal(("health", 1, first - 1, DropReason.Unknown), (dropped.Journal, dropped.First, dropped.Last, dropped.Reason));
    }

    [Fact]
    public async Task Readers_go_on_while_segments_are_deleted_under_them()
    {
        Fill(EventStream.Passages, 3000);
        var reading = Task.Run(() =>
        {
            long last = 0;
            while (Passages.ReadAfter(last, 7) is { Count: > 0 } records)
            {
                Assert.True(records[0].Seq > last);
                last = records[^1].Seq;
            }

            return last;
        }, TestContext.Current.CancellationToken);
        for (var through = 0; through <= 3000; through += 20)
        {
            Passages.DeleteSegmentsThrough(through);
        }

        Assert.Equal(3000, await reading.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken));
        Assert.True(Passages.Recovery.IsClean, Passages.Recovery.ToString());
    }

    /// <summary>The gateway was off meanwhile: a fake clock would let its timers run all those days.</summary>
    private void Later(int days)
    {
        _ledger.Dispose();
        _time.Advance(TimeSpan.FromDays(days));
        (_ledger, _keeping) = Start();
    }
}
