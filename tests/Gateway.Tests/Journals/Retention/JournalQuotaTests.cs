using Xunit;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Site;

namespace Zhuhui.Edge.Gateway.Tests.Journals.Retention;

/// <summary>Beyond a stream's quota and as the disk fills.</summary>
public sealed class JournalQuotaTests : RetentionBench
{
    [Fact]
    public void Beyond_its_quota_a_stream_keeps_what_the_hub_has_yet_to_acknowledge_and_an_alarm_says_so_once()
    {
        Fill(EventStream.Passages, 9000, 1000);
        RememberAll();
        _acknowledged!["passages"] = 100;
        _keeping.RunOnce();
        var quota = 8L << 20;
        Assert.True(Passages.Extents().Sum(e => e.Bytes) > quota);
        Assert.InRange(Passages.FirstSeq, 2, 101);
        _keeping.RunOnce();
        Assert.Equal(new StorageFilling("passages", 100, 0), Assert.Single(Alarms()));

        // The hub is back.
        _acknowledged["passages"] = Passages.LastSeq;
        _keeping.RunOnce();
        Assert.InRange(Passages.Extents().Sum(e => e.Bytes), quota - (16 << 10), quota);
        Assert.Equal([DropReason.Quota, DropReason.Quota], Dropped().Select(d => d.Reason));
        Assert.Equal(Dropped()[0].Last + 1, Dropped()[1].First);
        Assert.IsType<StorageRelieved>(Alarms()[1]);
    }

    [Fact]
    public void As_the_disk_fills_health_goes_first_then_what_the_hub_has_of_the_passages_and_never_anything_else()
    {
        foreach (var stream in Enum.GetValues<EventStream>())
        {
            Fill(stream, 60);
        }

        RememberAll();
        _acknowledged!["passages"] = 30;
        _acknowledged["alarms"] = 60;
        _acknowledged["registry"] = 60;
        _disk = ((256L << 20) - 10_000, Plenty);
        _keeping.RunOnce();
        var health = Assert.Single(Dropped());
        Assert.Equal(("health", DropReason.DiskFull, health.Count), (health.Journal, health.Reason, health.Unacknowledged));
        Assert.Equal(1, Passages.FirstSeq);

        _disk = (0, Plenty);
        _keeping.RunOnce();
        Assert.Equal(["health", "health", "passages"], Dropped().Select(d => d.Journal));
        Assert.InRange(Passages.FirstSeq, 10, 31);
        Assert.Equal((1, 1), (_ledger.JournalOf(EventStream.Alarms).FirstSeq, _ledger.JournalOf(EventStream.Registry).FirstSeq));

        // Again and again: there is nothing left that may go, and it is not said again.
        _keeping.RunOnce();
        _keeping.RunOnce();
        Assert.Equal(3, Dropped().Length);
        Assert.Equal(60, Passages.LastSeq);
    }

    [Fact]
    public void Nine_tenths_of_the_disk_are_one_alarm_with_one_end_over_restarts()
    {
        _disk = (9, 100);
        _keeping.RunOnce();
        _keeping.RunOnce();
        Restart();
        _keeping.RunOnce();
        _disk = (12, 100);
        _keeping.RunOnce();
        Assert.Equal(new StorageFilling("disk", 91, 9), Assert.Single(Alarms()));
        _disk = (16, 100);
        _keeping.RunOnce();
        Restart();
        _keeping.RunOnce();
        Assert.Equal([new StorageFilling("disk", 91, 9), new StorageRelieved("disk", 84, 16)], Alarms());
    }

    [Fact]
    public void A_full_disk_of_an_earlier_run_is_ended_however_many_alarms_there_were_since()
    {
        _disk = (9, 100);
        _keeping.RunOnce();
        Fill(EventStream.Alarms, 600, 10);
        Restart();
        _keeping.RunOnce();
        _disk = (16, 100);
        _keeping.RunOnce();
        Assert.Equal([new StorageFilling("disk", 91, 9), new StorageRelieved("disk", 84, 16)],
            Alarms().Where(alarm => alarm is StorageFilling or StorageRelieved));
    }

    [Fact]
    public void The_default_room_of_passages_holds_a_million_and_a_half_years_quota_is_not_less_for_the_audit()
    {
        var options = new LedgerOptions();
        Assert.True(options.Passages.KeepDays >= 180);
        Assert.True(((long)options.Passages.Megabytes << 20) / 1_000_000 >= 2000, "a passage takes some 1,500 bytes");
        Assert.True(options.Registry.KeepDays >= Math.Max(options.Passages.KeepDays, options.Alarms.KeepDays));
    }
}
