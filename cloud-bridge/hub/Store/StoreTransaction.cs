using Npgsql;
using Zhuhui.Edge.Hub.Messages;

namespace Zhuhui.Edge.Hub.Store;

/// <summary>One batch as one transaction: the records, what their numbers add to the stored runs, the counts, what was refused, and the
/// gateways' statuses. A stream's row is its lock, taken in the order of the ids, so that receivers wait for each other and never in a
/// circle.</summary>
internal sealed class StoreTransaction
{
    private readonly StoreSession _session;
    private readonly StoreStatements _statements;
    private readonly LimitStatements _bounded;
    private readonly ClassifiedBatch _batch;
    private readonly DateTime _now;
    private readonly HashSet<Row> _known = [];
    private readonly List<Row> _conflicts;
    private readonly List<Deferral> _deferred;
    private readonly HashSet<(StreamKey, long)> _outside;

    private StoreTransaction(StoreSession session, ClassifiedBatch batch, DateTime now)
    {
        (_session, _batch, _now) = (session, batch, now);
        (_statements, _bounded) = (new StoreStatements(session.Connection), new LimitStatements(session.Connection));
        _conflicts = [.. batch.Conflicts];
        _deferred = [.. batch.Deferred];
        _outside = [.. batch.Deferred.Select(one => (one.Row.Key, one.Row.Seq))];
    }

    /// <summary>Some records were in the store before, or bore the numbers of others there.</summary>
    public bool MetKnown => _known.Count > 0;

    /// <summary>What may be acknowledged: stored now, stored before, or kept aside beside the record that has the number.</summary>
    public IEnumerable<Row> Receivable => _batch.Rows.Concat(_batch.Again).Concat(_batch.Conflicts)
        .Where(row => !IsOutside(row));

    public List<Refusal> FirstRefusals { get; } = [];

    /// <summary>The first of a day that a limit kept out: whose, and which limit.</summary>
    public List<(string Source, string Reason)> Limits { get; } = [];

    public IReadOnlyList<Deferral> Deferred => _deferred;

    /// <summary>Those of the broken links that an alarm was raised for.</summary>
    public List<ChainBreak> Breaks { get; } = [];

    public int BrokenLinks { get; private set; }

    public int Stored => Fresh.Count();

    public int Duplicates => _batch.Again.Count + _known.Count - (_conflicts.Count - _batch.Conflicts.Count);

    /// <summary>The records are all that the batch is about.</summary>
    private bool IsAll => _batch.Again.Count + _batch.Conflicts.Count + _batch.Refusals.Count + _batch.Statuses.Count + _deferred.Count == 0
        && _batch.Rows.All(row => row.Envelope.Dropped is null);

    private IEnumerable<Row> Fresh => _batch.Rows.Where(IsFresh);

    /// <summary>The stream whose numbers a record says were dropped; null where it says nothing of the kind.</summary>
    public static StreamKey? DroppedKeyOf(Row row) =>
        row.Envelope.Dropped is { } dropped ? row.Key with { Ledger = dropped.Ledger, Stream = dropped.Stream } : null;

    /// <param name="session">The streams have their ids already.</param>
    /// <param name="batch">What is to be stored.</param>
    /// <param name="now">When it was received.</param>
    /// <param name="expectKnown">false: the records are written at once, and null is returned, with nothing done, where one of them is
    /// there already. true: the streams are locked first and what is there is set apart.</param>
    /// <param name="cancellationToken">Rolls it back.</param>
    public static async Task<StoreTransaction?> TryAsync(StoreSession session, ClassifiedBatch batch, DateTime now, bool expectKnown,
        CancellationToken cancellationToken)
    {
        var attempt = new StoreTransaction(session, batch, now);
        await using var transaction = await session.Connection.BeginTransactionAsync(cancellationToken);
        if (batch.Rows.Count > 0 && !await (expectKnown ? attempt.KeepNewAsync(cancellationToken)
            : attempt.KeepAllAsync(cancellationToken)))
        {
            return null;
        }

        if (batch.Rows.Count > 0 && !expectKnown && attempt.IsAll)
        {
            // Committed with the last of it.
            return attempt;
        }

        await attempt.NoteRefusalsAsync(cancellationToken);
        await attempt.NoteLimitsAsync(cancellationToken);
        await attempt._statements.NoteStatusesAsync(batch.Statuses, now, cancellationToken);
        await BoxStatements.NoteAsync(session.Connection, batch.Statuses, now, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return attempt;
    }

    private async Task<bool> KeepAllAsync(CancellationToken cancellationToken)
    {
        var streams = Streams();
        if (QuickTake.RunsOf(streams) is not { } runs)
        {
            return false;
        }

        try
        {
            // In the order of the key that they are found by.
            await _session.CopyAsync(streams.SelectMany(stream => stream.Rows), _now, cancellationToken);
            foreach (var (gateway, records, bytes) in await _session.Quick.TakeAsync(streams, runs, _session.GatewayIdOf,
                _session.Admission.Limits.Runs, _now, IsAll, cancellationToken))
            {
                _session.Admission.Note(gateway, records, bytes);
            }
        }
        catch (PostgresException exception) when (exception.SqlState is PostgresErrorCodes.UniqueViolation or QuickTake.Declined)
        {
            return false;
        }

        await _statements.WriteRunsAsync([], _now, DroppedNumbers(), cancellationToken);
        await CountAsync(cancellationToken);
        return true;
    }

    private async Task<bool> KeepNewAsync(CancellationToken cancellationToken)
    {
        var streams = Streams();
        var (runs, counts) = await _statements.LockAsync(streams, _now, cancellationToken);
        foreach (var stream in streams)
        {
            var numbers = SequenceRun.Known(runs[stream.Id], stream.Rows.Select(row => row.Seq)).ToHashSet();
            _known.UnionWith(stream.Rows.Where(row => numbers.Contains(row.Seq)));
            Defer(_session.Admission.OverRuns(runs[stream.Id], counts[stream.Id], stream.Rows.Where(row => !_known.Contains(row))));
        }

        if (_known.Count > 0)
        {
            _conflicts.AddRange(await _statements.ThoseThatDifferAsync([.. _known], _session.IdOf, _now, cancellationToken));
        }

        await _session.CopyAsync(Fresh, _now, cancellationToken);
        await AddToRunsAsync(streams, runs, cancellationToken);
        return true;
    }

    private async Task AddToRunsAsync(List<StreamRows> streams, ILookup<int, SequenceRun> runs, CancellationToken cancellationToken)
    {
        var changes = new List<(int Stream, RunChange Change)>();
        foreach (var stream in streams)
        {
            var change = RunChange.Merge([.. runs[stream.Id]], stream.Rows.Where(IsFresh).Select(row => row.Run));
            changes.Add((stream.Id, change));
        }

        await _statements.WriteRunsAsync(changes, _now, DroppedNumbers(), cancellationToken);
        BrokenLinks = changes.Sum(change => change.Change.Breaks.Count);
        if (BrokenLinks > 0)
        {
            var raised = await _bounded.RaiseBreaksAsync(changes, _session.Admission.Limits.ChainAlarms, _now, cancellationToken);
            Breaks.AddRange(raised.Select(one => (streams.Find(stream => stream.Id == one.Stream)!.Rows[0], one.Seq))
                .Select(one => new ChainBreak(one.Item1.Topic, one.Item1.Envelope.Ledger, one.Seq)));
        }

        foreach (var (gateway, records, bytes) in await _bounded.TakeInAsync(
            streams.ConvertAll(stream => (stream.Id, stream.Rows.Where(IsFresh).ToList())), _now, cancellationToken))
        {
            _session.Admission.Note(gateway, records, bytes);
        }

        await CountAsync(cancellationToken);
    }

    private Task CountAsync(CancellationToken cancellationToken) => _statements.CountAsync(
        Tally(_batch.Again.Concat(_known.Except(_conflicts))), Tally(_conflicts), Tally(_batch.Again.Concat(_batch.Conflicts)),
        cancellationToken);

    private List<(int Stream, DroppedNumbers Numbers)> DroppedNumbers() => [.. Fresh.Where(row => row.Envelope.Dropped is not null)
        .Select(row => (_session.IdOf(DroppedKeyOf(row)!), row.Envelope.Dropped!))];

    private async Task NoteRefusalsAsync(CancellationToken cancellationToken)
    {
        // In one order, as all that receivers may wait for.
        foreach (var refusal in _batch.Refusals.Concat(_conflicts.Select(Refusal.NumberTaken))
            .OrderBy(refusal => refusal.Source(), StringComparer.Ordinal)
            .ThenBy(refusal => Convert.ToHexString(refusal.Hash()), StringComparer.Ordinal))
        {
            switch (await _bounded.RefuseAsync(refusal, _session.Admission.Limits, _now, cancellationToken))
            {
                case Kept.First:
                    FirstRefusals.Add(refusal);
                    break;
                case Kept.Not:
                    NoteNotKept(refusal, isFirst: true);
                    break;
                case Kept.NotAnyMore:
                    NoteNotKept(refusal, isFirst: false);
                    break;
            }
        }
    }

    /// <summary>A record that could not even be kept aside is not acknowledged.</summary>
    private void NoteNotKept(Refusal refusal, bool isFirst)
    {
        const string Reason = "more messages that are no records, or bear others' numbers, than are kept of one gateway on one day";
        if (refusal.Row is { } row)
        {
            Defer([new Deferral(row, Reason)]);
        }

        if (isFirst)
        {
            Limits.Add((refusal.Source(), Reason));
        }
    }

    private async Task NoteLimitsAsync(CancellationToken cancellationToken)
    {
        foreach (var some in _deferred.GroupBy(one => _session.FirstStreamOf(one.Row.Key)).OrderBy(some => some.Key))
        {
            var first = some.First();
            if (some.Key is { } stream && await _bounded.RaiseLimitAsync(stream, first.Row.Seq, _now, cancellationToken))
            {
                Limits.Add((first.Row.Topic.ToString(), first.Reason));
            }
        }
    }

    private void Defer(IEnumerable<Deferral> some)
    {
        foreach (var one in some)
        {
            _deferred.Add(one);
            _outside.Add((one.Row.Key, one.Row.Seq));
        }
    }

    private bool IsFresh(Row row) => !_known.Contains(row) && !IsOutside(row);

    private bool IsOutside(Row row) => _outside.Count > 0 && _outside.Contains((row.Key, row.Seq));

    private List<StreamRows> Streams() =>
        [.. _batch.Rows.GroupBy(row => _session.IdOf(row.Key)).Select(rows => new StreamRows(rows.Key, [.. rows]))
            .OrderBy(stream => stream.Id)];

    private Dictionary<int, int> Tally(IEnumerable<Row> rows) => rows.CountBy(row => _session.IdOf(row.Key)).ToDictionary();
}

/// <summary>A batch's records of one stream, ascending.</summary>
internal sealed record StreamRows(int Id, IReadOnlyList<Row> Rows);
