using Npgsql;
using Zhuhui.Edge.Hub.Messages;

namespace Zhuhui.Edge.Hub.Store;

/// <summary>The hub's PostgreSQL database, for one receiver. A batch is one transaction that is on the disk when <see cref="StoreAsync"/>
/// returns; a record is kept once, as its raw bytes, whichever receiver gets it how often. A record with the number of another one is kept
/// beside it as refused: nothing that was acknowledged is ever lost or replaced. For one thread at a time.</summary>
internal sealed class EventStore : IAsyncDisposable
{
    private readonly StoreSession _session;
    private readonly TimeProvider _time;
    private bool _meetsDuplicates;

    private EventStore(StoreSession session, TimeProvider time) => (_session, _time) = (session, time);

    public bool IsDurable => _session.IsDurable;

    /// <exception cref="NpgsqlException">The database cannot be reached or used.</exception>
    /// <exception cref="StoreNotReadyException">It lacks a migration.</exception>
    public static Task<EventStore> OpenAsync(StoreAddress address, TimeProvider time, CancellationToken cancellationToken) =>
        OpenAsync(address, time, new StoreLimits(), cancellationToken);

    /// <inheritdoc cref="OpenAsync(StoreAddress, TimeProvider, CancellationToken)"/>
    public static async Task<EventStore> OpenAsync(StoreAddress address, TimeProvider time, StoreLimits limits,
        CancellationToken cancellationToken) => new(await StoreSession.OpenAsync(address, limits, cancellationToken), time);

    /// <summary>Whether the store is only out of reach for now, or until somebody mends the server: lost connections, time-outs, a full
    /// disk, rights. Anything else is a bug.</summary>
    public static bool IsUnavailable(Exception exception) => exception switch
    {
        StoreNotReadyException or TimeoutException => true,
        // Connections, authorisation, no such database, retries, rights and names, resources, locks and state, operators, system,
        // configuration.
        PostgresException server => server.SqlState[..2] is "08" or "28" or "3D" or "40" or "42" or "53" or "55" or "57" or "58" or "F0"
            || server.SqlState is "25006",
        NpgsqlException or System.Net.Sockets.SocketException or IOException => true,
        // What Npgsql says of a connection that broke between two statements.
        InvalidOperationException or ObjectDisposedException when exception.Source == "Npgsql" => true,
        _ => false,
    };

    /// <exception cref="NpgsqlException">Nothing of the batch counts as stored; it may all be there when the connection broke at the very
    /// end.</exception>
    public Task<BatchResult> StoreAsync(IReadOnlyCollection<InboundMessage> batch, CancellationToken cancellationToken) =>
        StoreReadAsync(batch.Select(ReadMessage.Of), cancellationToken);

    /// <inheritdoc cref="StoreAsync"/>
    public async Task<BatchResult> StoreReadAsync(IEnumerable<ReadMessage> batch, CancellationToken cancellationToken)
    {
        var sorted = ClassifiedBatch.Classify(batch);
        var outcome = new BatchOutcome();
        await KeepAsync(sorted, outcome, cancellationToken);
        return outcome.ToResult();
    }

    public ValueTask DisposeAsync() => _session.DisposeAsync();

    private Task KeepAsync(ClassifiedBatch batch, BatchOutcome outcome, CancellationToken cancellationToken) =>
        KeepAsync(batch, outcome, mayLackDays: true, cancellationToken);

    /// <param name="mayLackDays">A day's partition may have been dropped since it was made: then it is made again, once.</param>
    private async Task KeepAsync(ClassifiedBatch batch, BatchOutcome outcome, bool mayLackDays, CancellationToken cancellationToken)
    {
        var now = _time.GetUtcNow().UtcDateTime;
        batch = await _session.AdmitAsync(batch, now, cancellationToken);
        var dropped = batch.Rows.Select(StoreTransaction.DroppedKeyOf).OfType<StreamKey>();
        await _session.PrepareAsync(batch.Rows.Select(row => row.Key).Concat(dropped), batch.Rows.Select(row => row.Envelope.At), now,
            cancellationToken);
        try
        {
            // Nearly always all is new: written first and checked after, so that two receivers hold a stream's row for the shortest time.
            var attempt = _meetsDuplicates ? null : await AttemptAsync(batch, now, expectKnown: false, cancellationToken);
            attempt ??= await AttemptAsync(batch, now, expectKnown: true, cancellationToken);
            attempt ??= (await StoreTransaction.TryAsync(_session, batch, now, expectKnown: true, cancellationToken))!;
            _meetsDuplicates = attempt.MetKnown;
            outcome.Add(attempt);
        }
        catch (PostgresException exception) when (mayLackDays && exception.SqlState == PostgresErrorCodes.CheckViolation
            && exception.ConstraintName is null)
        {
            _session.ForgetDays();
            await KeepAsync(batch, outcome, mayLackDays: false, cancellationToken);
        }
        catch (PostgresException exception) when (exception.SqlState[..2] is "22" or "23")
        {
            // One record that PostgreSQL cannot take must not hold up the others.
            await KeepApartAsync(batch, exception, outcome, cancellationToken);
        }
    }

    /// <summary>null: not that way. One record on its way through two receivers, of which one has written it and the other locked its
    /// stream, is a circle that PostgreSQL breaks; the receiver that is thrown out tries again, the stream first.</summary>
    private async Task<StoreTransaction?> AttemptAsync(ClassifiedBatch batch, DateTime now, bool expectKnown,
        CancellationToken cancellationToken)
    {
        try
        {
            return await StoreTransaction.TryAsync(_session, batch, now, expectKnown, cancellationToken);
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.DeadlockDetected)
        {
            return null;
        }
    }

    private async Task KeepApartAsync(ClassifiedBatch batch, PostgresException exception, BatchOutcome outcome,
        CancellationToken cancellationToken)
    {
        switch (batch.Rows.Count)
        {
            case 0:
                throw new InvalidOperationException("The store refuses a batch without records: " + exception.MessageText, exception);
            case 1:
                await KeepAsync(ClassifiedBatch.Refuse(batch.Rows[0], $"the store does not take it: {exception.MessageText}"), outcome,
                    cancellationToken);
                break;
            default:
                var half = batch.Rows.Count / 2;
                await KeepAsync(ClassifiedBatch.Classify(batch.Rows.Take(half)), outcome, cancellationToken);
                await KeepAsync(ClassifiedBatch.Classify(batch.Rows.Skip(half)), outcome, cancellationToken);
                break;
        }

        if (batch.Again.Count + batch.Conflicts.Count + batch.Refusals.Count + batch.Statuses.Count > 0)
        {
            await KeepAsync(batch.Rest(), outcome, cancellationToken);
        }
    }
}
