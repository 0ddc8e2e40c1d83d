using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.Loops;
using Zhuhui.Edge.Gateway.Site;

namespace Zhuhui.Edge.Gateway.Projections;

/// <summary>Keeps what is remembered in step with the journal: reads it back at the start, takes up each event as it is journaled, and
/// writes a snapshot now and then and at the end. A snapshot is made out of the journal's records and never out of memory, so that it holds
/// exactly those up to a number, whatever the doors do meanwhile. Without any snapshot a start takes longer and remembers the
/// same.</summary>
internal sealed class ProjectionService : LoopService
{
    private readonly string _dataFolder;
    private readonly SiteLayout _layout;
    private readonly EventLedger _ledger;
    private readonly ILogger _logger;
    private readonly int _snapshotEvery;
    private readonly WakeSignal _due = new();
    private readonly Lock _writing = new();
    private long _sinceSnapshot;
    private SnapshotPlace? _place;

    /// <param name="snapshotEvery">After so many events a snapshot is written.</param>
    public ProjectionService(SiteFile site, EventLedger ledger, TimeProvider time, ILogger<ProjectionService> logger, ExitCode exit,
        int snapshotEvery = 10_000)
        : base(exit)
    {
        (_dataFolder, _layout, _ledger, _logger, _snapshotEvery) = (site.DataFolder, SiteLayout.From(site), ledger, logger, snapshotEvery);
        Clock = new RunClock(time);

        // Reading may find damage, and says so in the journal behind what is being read.
        List<GatewayEvent> meanwhile = [];
        ledger.Appended += meanwhile.Add;
        (Remembered, var replay) = Load(logDoubt: true);
        ledger.Appended -= meanwhile.Add;
        Clock.Reached(replay.Reached);
        _sinceSnapshot = replay.Read;
        MarkDue();
        ledger.Appended += Fold;
        meanwhile.ForEach(Fold);
    }

    public ProjectionSet Remembered { get; }

    public RunClock Clock { get; }

    /// <summary>How far the snapshot on the disk reaches into a stream: what is below need never be read again. 0 where there is
    /// none.</summary>
    public long ReachedIn(string stream) => Volatile.Read(ref _place)?.Streams.GetValueOrDefault(stream)?.Seq ?? 0;

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        WriteSnapshot();
    }

    public override void Dispose()
    {
        _ledger.Appended -= Fold;
        base.Dispose();
    }

    /// <summary>Makes a snapshot of what the journal holds by now. Where the disk refuses it, the old one stays and the next start reads a
    /// longer tail.</summary>
    internal void WriteSnapshot()
    {
        if (_ledger.IsDegraded)
        {
            return;
        }

        lock (_writing)
        {
            WriteSnapshotAlone();
        }
    }

    private void WriteSnapshotAlone()
    {
        Interlocked.Exchange(ref _sinceSnapshot, 0);
        var (remembered, replay) = Load(logDoubt: false);
        try
        {
            new Snapshot(Snapshot.ThisFormat, _layout.Fingerprint(), replay.Place, remembered.Keep()).Write(_dataFolder);
            Volatile.Write(ref _place, replay.Place);
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            _logger.SnapshotRefused(refusal.Message);
        }
    }

    protected override async Task KeepAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await _due.WaitAsync(cancellationToken);
            WriteSnapshot();
        }
    }

    /// <summary>The snapshot, and every record after it.</summary>
    private (ProjectionSet Remembered, JournalReplay Replay) Load(bool logDoubt)
    {
        var (snapshot, doubt) = Snapshot.Read(_dataFolder, _layout.Fingerprint(), _ledger.Journals);
        if (doubt is not null && logDoubt)
        {
            _logger.SnapshotDoubted(doubt);
            foreach (var journal in _ledger.Journals.Where(j => j.FirstSeq > 1))
            {
                _logger.RemembersFrom(journal.Stream, journal.FirstSeq);
            }
        }

        Volatile.Write(ref _place, snapshot?.Place);

        var remembered = new ProjectionSet(_layout, Clock, snapshot?.Kept);
        if (snapshot is { Kept.Alarms: null })
        {
            FoldEarlierAlarms(remembered.Alarms, snapshot.Place);
        }

        var replay = new JournalReplay(_ledger.Journals, snapshot?.Place);
        foreach (var (happened, at) in replay.Events())
        {
            remembered.Fold(happened, Clock.Before(at));
        }

        return (remembered, replay);
    }

    /// <summary>A snapshot of a program that kept no alarms is good for all else. What it passed over is one stream's, in its
    /// order.</summary>
    private void FoldEarlierAlarms(StandingAlarms alarms, SnapshotPlace snapshot)
    {
        var journal = _ledger.Journals.First(j => j.Stream == EventLedger.NameOf(EventStream.Alarms));
        var upTo = snapshot.Streams[journal.Stream].Seq;
        for (long after = 0; journal.ReadAfter(after, 1000) is { Count: > 0 } records && after < upTo; after = records[^1].Seq)
        {
            foreach (var record in records.Where(r => r.Seq <= upTo))
            {
                if (record.ToEvent() is { } happened)
                {
                    alarms.Fold(happened, Clock.Before(record.At));
                }
            }
        }
    }

    private void Fold(GatewayEvent happened)
    {
        Remembered.Fold(happened, Clock.Now());
        Interlocked.Increment(ref _sinceSnapshot);
        MarkDue();
    }

    private void MarkDue()
    {
        if (Interlocked.Read(ref _sinceSnapshot) >= _snapshotEvery)
        {
            _due.Wake();
        }
    }
}
