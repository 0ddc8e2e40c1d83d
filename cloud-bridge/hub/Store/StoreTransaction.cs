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
    private readonly ClassifiedBatch _batch;
    private readonly DateTime _now;
    private readonly HashSet<Row> _known = [];
    private readonly List<Row> _conflicts;

    private StoreTransaction(StoreSession session, ClassifiedBatch batch, DateTime now)
    {
        (_session, _batch, _now) = (session, batch, now);
        _statements = new StoreStatements(session.Connection);
        _conflicts = [.. batch.Conflicts];
    }

    /// <summary>Some records were in the store before, or bore the numbers of others there.</summary>
    public bool MetKnown => _known.Count > 0;

    /// <summary>What may be acknowledged: stored now, stored before, or kept aside beside the record that has the number.</summary>
    public IEnumerable<Row> Receivable => _batch.Rows.Concat(_batch.Again).Concat(_batch.Conflicts);

    public List<Refusal> FirstRefusals { get; } = [];

    public List<ChainBreak> Breaks { get; } = [];

    public int Stored => _batch.Rows.Count - _known.Count;

    public int Duplicates => _batch.Again.Count + _known.Count - (_conflicts.Count - _batch.Conflicts.Count);

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
            await transaction.RollbackAsync(CancellationToken.None);
            return null;
        }

        await attempt.NoteRefusalsAsync(cancellationToken);
        await attempt._statements.NoteStatusesAsync(batch.Statuses, now, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return attempt;
    }

    private async Task<bool> KeepAllAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _session.CopyAsync(_batch.Rows, _now, cancellationToken);
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            return false;
        }

        var streams = Streams();
        var runs = await _statements.LockAsync(streams, _now, cancellationToken);
        if (streams.Any(stream => SequenceRun.Known(runs[stream.Id], stream.Rows.Select(row => row.Seq)).Any()))
        {
            // The same number on another day.
            return false;
        }

        await AddToRunsAsync(streams, runs, cancellationToken);
        return true;
    }

    private async Task<bool> KeepNewAsync(CancellationToken cancellationToken)
    {
        var streams = Streams();
        var runs = await _statements.LockAsync(streams, _now, cancellationToken);
        foreach (var stream in streams)
        {
            var numbers = SequenceRun.Known(runs[stream.Id], stream.Rows.Select(row => row.Seq)).ToHashSet();
            _known.UnionWith(stream.Rows.Where(row => numbers.Contains(row.Seq)));
        }

        if (_known.Count > 0)
        {
            _conflicts.AddRange(await _statements.ThoseThatDifferAsync([.. _known], _session.IdOf, cancellationToken));
        }

        await _session.CopyAsync(_batch.Rows.Where(row => !_known.Contains(row)), _now, cancellationToken);
        await AddToRunsAsync(streams, runs, cancellationToken);
        return true;
    }

    private async Task AddToRunsAsync(List<StreamRows> streams, ILookup<int, SequenceRun> runs, CancellationToken cancellationToken)
    {
        var changes = new List<(int Stream, RunChange Change)>();
        foreach (var stream in streams)
        {
            var change = RunChange.Merge([.. runs[stream.Id]], stream.Rows.Where(row => !_known.Contains(row)).Select(row => row.Run));
            changes.Add((stream.Id, change));
            Breaks.AddRange(change.Breaks.Select(seq => new ChainBreak(stream.Rows[0].Topic, stream.Rows[0].Envelope.Ledger, seq)));
        }

        var dropped = _batch.Rows.Where(row => !_known.Contains(row) && row.Envelope.Dropped is not null)
            .Select(row => (_session.IdOf(DroppedKeyOf(row)!), row.Envelope.Dropped!)).ToList();
        await _statements.WriteRunsAsync(changes, _now, dropped, cancellationToken);
        await _statements.CountAsync(Tally(_batch.Again.Concat(_known.Except(_conflicts))), Tally(_conflicts),
            Tally(_batch.Again.Concat(_batch.Conflicts)), cancellationToken);
    }

    private async Task NoteRefusalsAsync(CancellationToken cancellationToken)
    {
        // In one order, as all that receivers may wait for.
        foreach (var refusal in _batch.Refusals.Concat(_conflicts.Select(Refusal.NumberTaken))
            .OrderBy(refusal => Convert.ToHexString(refusal.Hash()), StringComparer.Ordinal))
        {
            if (await _statements.RefuseAsync(refusal, _now, cancellationToken))
            {
                FirstRefusals.Add(refusal);
            }
        }
    }

    private List<StreamRows> Streams() =>
        [.. _batch.Rows.GroupBy(row => _session.IdOf(row.Key)).Select(rows => new StreamRows(rows.Key, [.. rows]))
            .OrderBy(stream => stream.Id)];

    private Dictionary<int, int> Tally(IEnumerable<Row> rows) => rows.CountBy(row => _session.IdOf(row.Key)).ToDictionary();
}

/// <summary>A batch's records of one stream, ascending.</summary>
internal sealed record StreamRows(int Id, IReadOnlyList<Row> Rows);
