using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Xunit;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.Journals.Clock;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Gateway.Tests.Journals;

/// <summary>A card that takes its time, held up by hand: nobody hears of an alarm before it is on the disk, and no door waits for
/// that.</summary>
public sealed class JournalDurableAlarmsTests : IDisposable
{
    private static readonly TimeSpan _longEnough = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _time = new(JournalBench.Morning);
    private readonly ManualResetEventSlim _diskMayGoOn = new();
    private readonly SemaphoreSlim _syncBegun = new(0);
    private readonly SemaphoreSlim _toldOnce = new(0);
    private readonly List<GatewayEvent> _told = [];
    private readonly Journal _journal;
    private readonly DurableAlarmNotifier _untold;
    private bool _diskRefuses;

    public JournalDurableAlarmsTests()
    {
        _journal = Journal.Open(_folder.Path, "alarms", JournalBench.Boot, _time, NullLogger.Instance,
            new JournalOptions { FlushAtOnce = true, Sync = SlowSync });
        _untold = new DurableAlarmNotifier(_journal, happened =>
        {
            lock (_told)
            {
                _told.Add(happened);
            }

            _toldOnce.Release();
        });
    }

    public void Dispose()
    {
        _diskMayGoOn.Set();
        _journal.Dispose();
        _folder.Dispose();
        _diskMayGoOn.Dispose();
        _syncBegun.Dispose();
        _toldOnce.Dispose();
    }

    [Fact]
    public async Task An_alarm_is_told_when_it_is_on_the_disk_and_whoever_raised_it_has_long_gone_on()
    {
        _untold.Append(new DoorForced("gate"));

        // The door is here already. No clock was moved: the fsync has begun by itself.
        Assert.True(await _syncBegun.WaitAsync(_longEnough, TestContext.Current.CancellationToken));
        Assert.Equal(1, _journal.LastSeq);
        Assert.False(_journal.IsSettled(1));
        Assert.Empty(Told());
        var read = Task.Run(() => _journal.ReadAfter(0, 10), TestContext.Current.CancellationToken);
        var settled = Task.Run(_journal.Flush, TestContext.Current.CancellationToken);
        Assert.False(read.IsCompleted);

        _diskMayGoOn.Set();
        Assert.True(await _toldOnce.WaitAsync(_longEnough, TestContext.Current.CancellationToken));
        Assert.Equal([new DoorForced("gate")], Told());
        Assert.Single(await read.WaitAsync(_longEnough, TestContext.Current.CancellationToken));
        await settled.WaitAsync(_longEnough, TestContext.Current.CancellationToken);
        Assert.True(_journal.IsSettled(1));
    }

    [Fact]
    public async Task Alarms_that_come_during_an_fsync_are_told_after_the_next_one_in_their_order()
    {
        _untold.Append(new DoorForced("1"));
        Assert.True(await _syncBegun.WaitAsync(_longEnough, TestContext.Current.CancellationToken));
        for (var i = 2; i <= 20; i++)
        {
            _untold.Append(new DoorForced($"{i}"));
        }

        Assert.Empty(Told());
        _diskMayGoOn.Set();
        for (var i = 1; i <= 20; i++)
        {
            Assert.True(await _toldOnce.WaitAsync(_longEnough, TestContext.Current.CancellationToken));
        }

        Assert.Equal(Enumerable.Range(1, 20).Select(i => $"{i}"), Told().Cast<DoorForced>().Select(a => a.Door));
    }

    [Fact]
    public async Task A_disk_that_refuses_does_not_keep_an_alarm_from_the_guard()
    {
        _diskRefuses = true;
        _diskMayGoOn.Set();
        _untold.Append(new DoorForced("gate"));
        Assert.True(await _toldOnce.WaitAsync(_longEnough, TestContext.Current.CancellationToken));
        Assert.True(_journal.IsDegraded);
    }

    [Fact]
    public void An_alarm_that_waits_for_room_is_told_at_once()
    {
        using var folder = new TemporaryFolder();
        List<GatewayEvent> told = [];
        using var full = Journal.Open(folder.Path, "alarms", JournalBench.Boot, _time, NullLogger.Instance,
            new JournalOptions { FlushAtOnce = true, Write = (_, _, _) => throw new IOException("No space left on device") });
        new DurableAlarmNotifier(full, told.Add).Append(new DoorForced("gate"));
        Assert.Single(told);
    }

    [Fact]
    public void The_ledger_tells_what_decides_at_once_and_people_in_the_same_order()
    {
        using var folder = new TemporaryFolder();
        using var ledger = new EventLedger(folder.Path, _time, NullLoggerFactory.Instance, () => ClockState.Synchronised);
        List<GatewayEvent> decided = [], told = [];
        ledger.Appended += decided.Add;
        ledger.Recorded += happened =>
        {
            lock (told)
            {
                told.Add(happened);
            }
        };
        ledger.Append(new DoorForced("gate"));
        ledger.Append(new AlarmAcknowledged("1", AlarmKind.LineCrossed, "cam", null, "guard"));
        Assert.Equal(2, decided.Count);
        ledger.FlushAlarms();
        lock (told)
        {
            Assert.Equal(decided, told);
        }

        Assert.True(ledger.JournalOf(EventStream.Alarms).IsSettled(2));
    }

    private GatewayEvent[] Told()
    {
        lock (_told)
        {
            return [.. _told];
        }
    }

    private void SlowSync(Microsoft.Win32.SafeHandles.SafeFileHandle file)
    {
        _syncBegun.Release();
        Assert.True(_diskMayGoOn.Wait(_longEnough));
        if (_diskRefuses)
        {
            throw new IOException("Input/output error");
        }

        RandomAccess.FlushToDisk(file);
    }
}
