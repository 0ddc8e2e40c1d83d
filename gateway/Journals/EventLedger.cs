using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Win32.SafeHandles;
using Zhuhui.Edge.CloudBridge.Topics;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Journals.Clock;
using Zhuhui.Edge.Gateway.Journals.Recovery;

namespace Zhuhui.Edge.Gateway.Journals;

/// <summary>The gateway's memory: one journal a stream. <see cref="Append"/> is the commit point of everything that happens here; whoever
/// reads, reads after it.</summary>
internal sealed class EventLedger : IDisposable
{
    private readonly Dictionary<EventStream, Journal> _journals = [];
    private readonly ClockWatch? _clock;
    private readonly DurableAlarmNotifier _untold;

    /// <param name="clock">Whether the wall clock can be believed; by default as the kernel says.</param>
    /// <param name="segmentBytes">Where a test wants many segments out of few records.</param>
    /// <param name="sync">Where a test has a disk of its own kind.</param>
    public EventLedger(string dataFolder, TimeProvider time, ILoggerFactory logs, Func<ClockState?>? clock = null,
        long? segmentBytes = null, Action<SafeFileHandle>? sync = null)
    {
        Boot = Guid.NewGuid();
        Time = new SiteClock(time);
        try
        {
            foreach (var stream in Enum.GetValues<EventStream>())
            {
                var options = OptionsFor(stream);
                _journals[stream] = Journal.Open(Folder(dataFolder), NameOf(stream), Boot, Time, logs.CreateLogger<Journal>(),
                    options with
                    {
                        Clock = () => Clock,
                        SegmentBytes = segmentBytes ?? options.SegmentBytes,
                        Sync = sync ?? options.Sync,
                    });
            }

            _clock = new ClockWatch(Time, ClockFloor.Find(dataFolder, Journals), clock ?? KernelClock.Read, NoteCorrected);
        }
        catch
        {
            Dispose();
            throw;
        }

        _untold = new DurableAlarmNotifier(_journals[EventStream.Alarms], happened => Recorded?.Invoke(happened));
        foreach (var journal in Journals)
        {
            NoteRecovered(journal, journal.Recovery);
            journal.DamageFound += found => NoteRecovered(journal, found);
        }
    }

    /// <summary>For a command that only reads or adds a record or two.</summary>
    public static EventLedger OpenQuietly(string dataFolder) => new(dataFolder, TimeProvider.System, NullLoggerFactory.Instance);

    /// <summary>Told of every event right after it was journaled, on the thread that appended it; must not wait. For what decides: nobody
    /// outside may hear of it from here.</summary>
    public event Action<GatewayEvent>? Appended;

    /// <summary>Told of every event once people may be: of an alarm when it is on the disk, on the thread that brought it there, of
    /// anything else as <see cref="Appended"/>. Must not wait.</summary>
    public event Action<GatewayEvent>? Recorded;

    /// <summary>This start of the gateway.</summary>
    public Guid Boot { get; }

    /// <summary>The site's time, which dates the records.</summary>
    public SiteClock Time { get; }

    /// <summary>Whether the records' dates can be believed; null where nobody knows.</summary>
    public ClockState? Clock => Time.Doubt is null ? _clock?.State : ClockState.Unsynchronised;

    public IReadOnlyList<Journal> Journals => [.. _journals.Values];

    public bool IsDegraded => _journals.Values.Any(j => j.IsDegraded);

    /// <inheritdoc cref="Journal.IsHanging"/>
    public bool IsHanging => _journals.Values.Any(j => j.IsHanging);

    public static string Folder(string dataFolder) => Path.Combine(dataFolder, "journal");

    /// <summary>Of all streams.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Enum.GetValues<EventStream>().Select(NameOf)];

    public static string NameOf(EventStream stream) => stream.ToString().ToLowerInvariant();

    public Journal JournalOf(EventStream stream) => _journals[stream];

    /// <summary>Returns once the event is written to the operating system: it survives a kill -9; the disk follows at once for an alarm and
    /// within 50 ms for anything else. A registry change returns once it is on the disk.</summary>
    public void Append(GatewayEvent happened)
    {
        switch (happened.Stream)
        {
            case EventStream.Alarms:
                _untold.Append(happened);
                Appended?.Invoke(happened);
                return;
            case EventStream.Registry:
                _journals[happened.Stream].AppendDurably(happened);
                break;
            default:
                _journals[happened.Stream].Append(happened);
                break;
        }

        Appended?.Invoke(happened);
        Recorded?.Invoke(happened);
    }

    /// <summary>As <see cref="Append"/>, but never waits for the disk, whatever the stream: for a door's loop, which tells of what was
    /// refused or is over. The disk follows within 50 ms.</summary>
    public void AppendSoon(GatewayEvent happened)
    {
        if (happened.Stream != EventStream.Registry)
        {
            Append(happened);
            return;
        }

        _journals[happened.Stream].Append(happened);
        Appended?.Invoke(happened);
        Recorded?.Invoke(happened);
    }

    /// <summary>Changes of the registry that belong together: on the disk, all of them, when it returns, at the cost of one.</summary>
    public void AppendTogether(IReadOnlyList<RegistryEvent> happened)
    {
        foreach (var one in happened)
        {
            var journal = _journals[one.Stream];
            _ = one == happened[^1] ? journal.AppendDurably(one) : journal.Append(one);
        }

        foreach (var one in happened)
        {
            Appended?.Invoke(one);
            Recorded?.Invoke(one);
        }
    }

    /// <summary>Returns when every alarm journaled so far is on the disk: to be called between looking at alarms and answering somebody
    /// with them.</summary>
    public void FlushAlarms() => _journals[EventStream.Alarms].Flush();

    /// <summary>The last events of a stream, oldest first; those of a type this version does not know left out.</summary>
    public IEnumerable<GatewayEvent> Last(EventStream stream, int most)
    {
        var journal = _journals[stream];
        for (var after = Math.Max(0, journal.LastSeq - most); journal.ReadAfter(after, most) is { Count: > 0 } records; after =
            records[^1].Seq)
        {
            foreach (var record in records)
            {
                if (record.ToEvent() is { } happened)
                {
                    yield return happened;
                }
            }
        }
    }

    /// <summary>The journals as the link empties them.</summary>
    public IReadOnlyList<OutboxFeed> Feeds() =>
    [
        .. _journals.Values.Select(journal => new OutboxFeed(journal.Stream, journal.Ledger,
            (after, max) => [.. journal.ReadAfter(after, max).Select(r => new OutboxRecord(r.Seq, r.Type, r.Payload))],
            () => (journal.FirstSeq, journal.LastSeq), journal.GrownAsync) { LastAtStart = journal.LastAtStart }),
    ];

    public void Dispose()
    {
        foreach (var journal in _journals.Values)
        {
            journal.Dispose();
        }

        _clock?.Dispose();
    }

    /// <summary>Alarms and the audit find room on a full disk: their segment is laid out beforehand, and many more alarms wait in memory.
    /// What can be deleted one day is cut into small segments.</summary>
    private static JournalOptions OptionsFor(EventStream stream) => stream switch
    {
        EventStream.Alarms => new JournalOptions { ReserveSpace = true, SegmentBytes = 1 << 20, HeldRecords = 100_000, FlushAtOnce = true },
        EventStream.Registry => new JournalOptions { ReserveSpace = true, SegmentBytes = 1 << 20 },
        EventStream.Health => new JournalOptions { SegmentBytes = 1 << 20 },
        _ => new JournalOptions { SegmentBytes = 4 << 20 },
    };

    private void NoteRecovered(Journal journal, JournalRecovery found)
    {
        if (!found.IsClean)
        {
            var whole = new JournalRecovered(journal.Stream, found.ToString(), journal.Ledger, found.CutBytes > 0 ? found.CutBytes : null,
                found.CutBytes > 0 ? found.CutAfter : null, found.Missing, found.ChainBreaks);
            foreach (var part in EventParts.Of(whole))
            {
                Append(part);
            }
        }
    }

    private void NoteCorrected(ClockCorrection correction) => Append(new ClockCorrected(Boot, correction.OffsetMs, correction.MonoMs));
}
