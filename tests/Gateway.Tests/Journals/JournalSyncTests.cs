using Microsoft.Win32.SafeHandles;
using Xunit;
using Zhuhui.Edge.Gateway.Journals;

namespace Zhuhui.Edge.Gateway.Tests.Journals;

public sealed class JournalSyncTests : IDisposable
{
    private readonly JournalBench _bench;
    private int _syncs;
    private bool _diskRefuses;

    public JournalSyncTests() => _bench = new JournalBench
    {
        Options = new JournalOptions
        {
            Sync = file =>
            {
                _syncs++;
                if (_diskRefuses)
                {
                    throw new IOException("Input/output error");
                }

                RandomAccess.FlushToDisk(file);
            },
        },
    };

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void Records_are_synced_in_groups_within_50_ms_of_the_first()
    {
        _bench.Append(100);
        _bench.Time.Advance(TimeSpan.FromMilliseconds(49));
        Assert.Equal(0, _syncs);
        _bench.Append(100);
        _bench.Time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(1, _syncs);
        _bench.Time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(1, _syncs);
        _bench.Append(1);
        _bench.Time.Advance(TimeSpan.FromMilliseconds(50));
        Assert.Equal(2, _syncs);
    }

    [Fact]
    public void A_durable_append_is_synced_when_it_returns()
    {
        _bench.Append(3);
        Assert.Equal(4, _bench.Journal.AppendDurably("alarm.forced", "{}"u8));
        Assert.Equal(1, _syncs);
        _bench.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, _syncs);
    }

    [Fact]
    public void Nothing_is_given_out_that_a_power_cut_could_take_back()
    {
        _bench.Append(3);
        Assert.Equal(3, _bench.Journal.ReadAfter(0, 10).Count);
        Assert.Equal(1, _syncs);
        Assert.Equal(3, _bench.Journal.ReadAfter(0, 10).Count);
        Assert.Equal(1, _syncs);
    }

    [Fact]
    public void Every_segment_written_is_synced()
    {
        _bench.Options = _bench.Options with { SegmentBytes = 4096 };
        _bench.Append(30);
        Assert.True(_bench.Segments.Length > 2);
        _bench.Time.Advance(TimeSpan.FromMilliseconds(50));
        Assert.Equal(_bench.Segments.Length, _syncs);
    }

    [Fact]
    public void A_segment_that_took_records_and_filled_up_during_a_sync_is_synced_again()
    {
        List<SafeFileHandle> synced = [];
        _bench.Options = new JournalOptions
        {
            SegmentBytes = 4096,
            Sync = file =>
            {
                RandomAccess.FlushToDisk(file);
                synced.Add(file);
                if (synced.Count == 1)
                {
                    _bench.Append(30);
                }
            },
        };
        _bench.Append(1);
        _bench.Time.Advance(TimeSpan.FromMilliseconds(50));
        _bench.Time.Advance(TimeSpan.FromMilliseconds(50));

        Assert.True(_bench.Segments.Length > 2);
        Assert.Equal(2, synced.Count(file => file == synced[0]));
        Assert.Equal(_bench.Segments.Length, synced.Distinct().Count());
    }

    [Fact]
    public void A_disk_that_refuses_the_sync_is_said_once_and_the_records_are_given_out_all_the_same()
    {
        _diskRefuses = true;
        Assert.Equal(1, _bench.Journal.AppendDurably("alarm.forced", "{}"u8));
        _bench.Time.Advance(TimeSpan.FromSeconds(5));
        Assert.True(_bench.Journal.IsDegraded);
        Assert.Contains("refuses fsync", Assert.Single(_bench.Log.All), StringComparison.Ordinal);
        Assert.Single(_bench.Journal.ReadAfter(0, 10));

        _diskRefuses = false;
        _bench.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.False(_bench.Journal.IsDegraded);
        Assert.Contains("takes fsync again", _bench.Log.All[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whose_record_another_has_brought_to_the_disk_asks_for_no_fsync_of_its_own()
    {
        using var goOn = new ManualResetEventSlim();
        using var begun = new SemaphoreSlim(0);
        var syncs = 0;
        _bench.Options = new JournalOptions
        {
            Sync = _ =>
            {
                Interlocked.Increment(ref syncs);
                begun.Release();
                Assert.True(goOn.Wait(TimeSpan.FromSeconds(60)));
            },
        };
        _bench.Append(1);
        List<Task> settling = [Task.Run(_bench.Journal.Flush)];
        Assert.True(await begun.WaitAsync(TimeSpan.FromSeconds(60)));
        for (var i = 0; i < 8; i++)
        {
            settling.Add(Task.Factory.StartNew(() => _bench.Journal.AppendDurably("alarm.forced", "{}"u8),
                TaskCreationOptions.LongRunning));
        }

        Assert.True(SpinWait.SpinUntil(() => _bench.Journal.LastSeq == 9, TimeSpan.FromSeconds(60)));
        goOn.Set();
        await Task.WhenAll(settling).WaitAsync(TimeSpan.FromSeconds(60));
        Assert.Equal(2, syncs);
        Assert.True(_bench.Journal.IsSettled(9));
    }
}
