using Microsoft.Extensions.Logging.Abstractions;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.Journals.Clock;
using Zhuhui.Edge.Gateway.Journals.Retention;
using Zhuhui.Edge.Gateway.Projections;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Gateway.Tests.Journals.Retention;

/// <summary>Journals of small segments under small quotas, with a hub, a snapshot and a disk that a test sets.</summary>
public abstract class RetentionBench : IDisposable
{
    private protected const long Plenty = 1L << 40;
    private protected readonly TemporaryFolder _folder = new();
    private protected readonly SteppedClock _time = new(JournalBench.Morning);
    private protected readonly LogLines _log = new();
    private protected readonly Dictionary<string, long> _remembered = [];
    private protected Dictionary<string, long>? _acknowledged = [];
    private protected (long Free, long Total)? _disk = (Plenty, Plenty);
    private protected ClockState? _clock = ClockState.Synchronised;
    private protected int _snapshots;
    private readonly StandingAlarms _standing = new(null);
    private protected EventLedger _ledger;
    private protected RetentionPass _keeping;

    protected RetentionBench() => (_ledger, _keeping) = Start();

    public void Dispose()
    {
        _ledger.Dispose();
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected Journal Passages => _ledger.JournalOf(EventStream.Passages);

    private protected (EventLedger, RetentionPass) Start()
    {
        var ledger = new EventLedger(_folder.Path, _time, NullLoggerFactory.Instance, () => _clock, segmentBytes: 4096);
        ledger.Appended += happened => _standing.Fold(happened, new Moment(_time.GetUtcNow(), _time.GetTimestamp()));
        var small = new StreamKeeping() { KeepDays = 180, Megabytes = 8 };
        return (ledger, new RetentionPass(ledger, new LedgerOptions { Passages = small, Alarms = small, Registry = small, Health = small },
            new RetentionInputs(
            journal => _acknowledged is { } hub ? hub.GetValueOrDefault(journal.Stream) : null,
            journal => _remembered.GetValueOrDefault(journal.Stream), () => _snapshots++, () => _disk), new OpenAlarms(_standing.IsOpen),
            _time, _log));
    }

    private protected void Restart()
    {
        _ledger.Dispose();
        (_ledger, _keeping) = Start();
    }

    private protected void Fill(EventStream stream, int count, int bytes = 100)
    {
        var data = System.Text.Encoding.UTF8.GetBytes($$"""{"door":"{{new string('x', bytes)}}"}""");
        for (var i = 0; i < count; i++)
        {
            _ledger.JournalOf(stream).Append("test.filled", data);
        }

        _ledger.JournalOf(stream).Flush();
    }

    private protected void RememberAll()
    {
        foreach (var journal in _ledger.Journals)
        {
            _remembered[journal.Stream] = long.MaxValue;
        }
    }

    private protected JournalDropped[] Dropped() => [.. _ledger.Last(EventStream.Registry, 1000).OfType<JournalDropped>()];

    private protected GatewayEvent[] Alarms() => [.. _ledger.Last(EventStream.Alarms, 1000)];
}
