using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Journals;

namespace Zhuhui.Edge.Gateway.Projections;

/// <summary>Reads what the folds heed back out of all streams, as one sequence: run after run, and within a run by its monotonic clock. The
/// wall clock, which may have been put back within a run or between two, orders nothing.</summary>
internal sealed class JournalReplay
{
    private const int ReadAtOnce = 1000;

    private readonly Stream[] _streams;
    private readonly List<Guid> _runs;

    /// <param name="journals">All streams.</param>
    /// <param name="from">Where a snapshot left off; null to begin with the first records.</param>
    public JournalReplay(IReadOnlyList<Journal> journals, SnapshotPlace? from)
    {
        _runs = [from?.Run ?? Guid.Empty, .. RunsIn(journals, from)];
        Reached = from?.Reached ?? default;
        _streams = [.. journals.Select(j => new Stream(j, from?.Streams[j.Stream], _runs))];
    }

    /// <summary>How far the reading came: all that was there.</summary>
    public SnapshotPlace Place => new(_runs[^1], Reached, _streams.ToDictionary(s => s.Name, s => s.Place));

    /// <summary>Records read, heeded or not.</summary>
    public long Read => _streams.Sum(s => s.Read);

    /// <summary>How late it was at the end, at the least.</summary>
    public Reached Reached { get; private set; }

    public IEnumerable<(GatewayEvent Happened, DateTimeOffset At)> Events()
    {
        while (_streams.Where(s => s.Head is not null).MinBy(s => (s.Head!.Run, s.Head.MonoMs)) is { Head: { } head } stream)
        {
            Reached = Reached.Then(head.At, head.MonoMs);
            yield return (head.Happened, head.At);
            stream.Step();
        }
    }

    /// <summary>The runs of the gateway in their order: each begins by saying so, in the stream of health, which is the first to be
    /// deleted, and among the changes, which are the last: every run adopts its policy there.</summary>
    private static IEnumerable<Guid> RunsIn(IReadOnlyList<Journal> journals, SnapshotPlace? from)
    {
        var health = Beginning(journals, from, EventStream.Health);
        var (journal, after) = health.Journal.FirstSeq <= health.After + 1 ? health : Beginning(journals, from, EventStream.Registry);
        var type = journal.Stream == health.Journal.Stream ? EventTypes.GatewayStarted : EventTypes.PolicyAdopted;
        for (; journal.ReadAfter(after, ReadAtOnce) is { Count: > 0 } records; after = records[^1].Seq)
        {
            foreach (var record in records.Where(r => r.Type == type))
            {
                yield return record.Boot;
            }
        }
    }

    private static (Journal Journal, long After) Beginning(IReadOnlyList<Journal> journals, SnapshotPlace? from, EventStream stream)
    {
        var journal = journals.First(j => j.Stream == EventLedger.NameOf(stream));
        return (journal, from?.Streams[journal.Stream].Seq ?? 0);
    }

    /// <param name="Run">Its run's place in order.</param>
    private sealed record Record(GatewayEvent Happened, DateTimeOffset At, double Run, double MonoMs);

    /// <summary>One stream, up to what was its last record when the reading began.</summary>
    private sealed class Stream
    {
        private readonly Journal _journal;
        private readonly List<Guid> _runs;
        private readonly long _upTo;
        private IReadOnlyList<JournalRecord> _page = [];
        private int _next;
        private int _run;
        private JournalRecord? _last;

        public Stream(Journal journal, StreamPlace? from, List<Guid> runs)
        {
            (_journal, _runs, _upTo) = (journal, runs, journal.LastSeq);
            Place = from ?? new StreamPlace(journal.Ledger, 0, "");
            Step();
        }

        public string Name => _journal.Stream;

        public Record? Head { get; private set; }

        public long Read { get; private set; }

        public StreamPlace Place { get; private set; }

        /// <summary>Goes on to the next record that is heeded; to none at the end.</summary>
        public void Step()
        {
            Head = null;
            while (Head is null && Take() is { } record)
            {
                _last = record;
                Read++;
                Head = ProjectionSet.Heeds(record.Type) ? Of(record) : null;
            }

            if (Head is null && _last is { } last)
            {
                Place = StreamPlace.At(_journal.Ledger, last);
            }
        }

        private JournalRecord? Take()
        {
            if (_next == _page.Count)
            {
                (_page, _next) = (_journal.ReadAfter(_last?.Seq ?? Place.Seq, ReadAtOnce), 0);
            }

            return _next < _page.Count && _page[_next].Seq <= _upTo ? _page[_next++] : null;
        }

        /// <summary>What no run of the gateway wrote, but a command while none was running, comes after the run before it.</summary>
        private Record? Of(JournalRecord record)
        {
            var run = _runs.LastIndexOf(record.Boot);
            _run = run < 0 ? _run : run;
            return record.ToEvent() is { } happened
                ? new Record(happened, record.At, run < 0 ? _run + 0.5 : run, record.MonoMs)
                : null;
        }
    }
}
