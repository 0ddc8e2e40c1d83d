using Microsoft.Extensions.Logging.Abstractions;
using Zhuhui.Edge.CloudBridge;
using Zhuhui.Edge.Gateway.Events;

namespace Zhuhui.Edge.Gateway.Ledger;

/// <summary>The gateway's memory: one journal a stream. <see cref="Append"/> is the commit point of everything that happens here; whoever reads, reads after it.</summary>
internal sealed class EventLedger : IDisposable
{
    /// <summary>Alarms find room on a full disk: their segment is laid out beforehand, and many more of them wait in memory.</summary>
    private static readonly JournalOptions ForAlarms = new() { ReserveSpace = true, SegmentBytes = 1 << 20, HeldRecords = 100_000 };

    private readonly Dictionary<EventStream, Journal> _journals = [];

    public EventLedger(string dataFolder, TimeProvider time, ILoggerFactory logs)
    {
        Boot = Guid.NewGuid();
        try
        {
            foreach (var stream in Enum.GetValues<EventStream>())
            {
                _journals[stream] = Journal.Open(Folder(dataFolder), NameOf(stream), Boot, time, logs.CreateLogger<Journal>(),
                    stream == EventStream.Alarms ? ForAlarms : null);
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>For a command that only reads or adds a record or two.</summary>
    public static EventLedger OpenQuietly(string dataFolder) => new(dataFolder, TimeProvider.System, NullLoggerFactory.Instance);

    /// <summary>Told of every event right after it was journaled, on the thread that appended it; must not wait.</summary>
    public event Action<GatewayEvent>? Appended;

    /// <summary>This start of the gateway.</summary>
    public Guid Boot { get; }

    public IReadOnlyList<Journal> Journals => [.. _journals.Values];

    public bool IsDegraded => _journals.Values.Any(j => j.IsDegraded);

    public static string Folder(string dataFolder) => Path.Combine(dataFolder, "journal");

    public static string NameOf(EventStream stream) => stream.ToString().ToLowerInvariant();

    /// <summary>Returns once the event is written to the operating system: it survives a kill -9; the disk follows within 50 ms. A registry change returns once
    /// it is on the disk.</summary>
    public void Append(GatewayEvent happened)
    {
        var journal = _journals[happened.Stream];
        if (happened.Stream == EventStream.Registry)
        {
            journal.AppendDurably(happened.Type, EventJson.Write(happened));
        }
        else
        {
            journal.Append(happened.Type, EventJson.Write(happened));
        }

        Appended?.Invoke(happened);
    }

    /// <summary>The last events of a stream, oldest first; those of a type this version does not know left out.</summary>
    public IEnumerable<GatewayEvent> Last(EventStream stream, int most)
    {
        var journal = _journals[stream];
        for (var after = Math.Max(0, journal.LastSeq - most); journal.ReadAfter(after, most) is { Count: > 0 } records; after = records[^1].Seq)
        {
            foreach (var record in records)
            {
                if (EventJson.ReadRecord(record.Type, record.Payload) is { } happened)
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
            () => (journal.FirstSeq, journal.LastSeq), journal.GrownAsync)),
    ];

    public void Dispose()
    {
        foreach (var journal in _journals.Values)
        {
            journal.Dispose();
        }
    }
}
