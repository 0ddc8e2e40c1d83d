using System.Collections.Concurrent;
using Zhuhui.Edge.Hub.Messages;
using Zhuhui.Edge.Hub.Mqtt;
using Zhuhui.Edge.Hub.Settings;
using Zhuhui.Edge.Hub.Store;

namespace Zhuhui.Edge.Hub.Receiver;

/// <summary>The receiver: batches what comes, stores it, and only then acknowledges, first to the broker and then to the gateways. While
/// one batch is acknowledged the next is stored, and what comes meanwhile is read. Outlives the broker's outages and those of its store:
/// without a store it leaves the broker, so that other receivers get the events, or the gateways learn that there is none. Asked to stop it
/// finishes the batch that it has.</summary>
internal sealed class ReceiverLoop(HubOptions options, StoreAddress address, HubFigures figures, TimeProvider time,
    ILogger<ReceiverLoop> logger) : BackgroundService
{
    private const int AcksAtOnce = 64;
    private const int MostTold = 1000;
    private static readonly TimeSpan _lastBatch = TimeSpan.FromSeconds(5);
    private readonly Backoff _backoff = new();
    private EventStore? _store;
    private long? _storeOutage;
    private bool _outage;
    private readonly ConcurrentDictionary<string, byte> _ackRefused = new(StringComparer.Ordinal);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var hurry = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        await using var asked = stoppingToken.Register(() => hurry.CancelAfter(_lastBatch));
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                figures.TurnAt = time.GetTimestamp();
                try
                {
                    await OpenStoreAsync(stoppingToken);
                    await ReceiveOnceAsync(stoppingToken, hurry.Token);
                }
                catch (BrokenLinkException exception)
                {
                    if (!_outage)
                    {
                        logger.BrokerLost(options.Host, options.Port, exception.Message);
                    }

                    _outage = true;
                    figures.BrokerUp = false;
                    await Task.Delay(_backoff.Next(), time, stoppingToken);
                }
                catch (StoreLostException)
                {
                    logger.LeavesBroker(options.Name);
                    figures.BrokerUp = false;
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Asked to stop; what was not stored was not acknowledged.
        }
        finally
        {
            await DropStoreAsync();
        }
    }

    private async Task ReceiveOnceAsync(CancellationToken stopping, CancellationToken hurry)
    {
        await using var session = await BrokerSession.OpenAsync(options, time, stopping);
        logger.Receives(options.Name, options.Host, options.Port, address.Text);
        (_outage, figures.BrokerUp) = (false, true);
        await using var ahead = new ReadAhead(session);
        var answering = Task.CompletedTask;
        try
        {
            while (true)
            {
                figures.TurnAt = time.GetTimestamp();
                var batch = await BatchGathering.NextAsync(ahead, time, stopping);
                if (batch.Count > 0)
                {
                    var result = await StoreAsync(session, batch, hurry);
                    await answering;
                    answering = AnswerAsync(session, batch, result, hurry);
                }
                else
                {
                    stopping.ThrowIfCancellationRequested();
                    await session.PingAsync(stopping);
                }

                _backoff.Reset();
            }
        }
        finally
        {
            await answering.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            if (stopping.IsCancellationRequested || _storeOutage is not null)
            {
                await session.CloseAsync();
            }
        }
    }

    /// <summary>Stores a batch. Until it is stored nothing is acknowledged, so the broker holds back and the gateways keep.</summary>
    /// <exception cref="StoreLostException">The store has been out of reach for too long.</exception>
    private async Task<BatchResult> StoreAsync(BrokerSession session, List<Arrival> batch,
        CancellationToken cancellationToken)
    {
        List<ReadMessage> arrivals = [.. batch.Select(arrival => arrival.Open())];
        while (true)
        {
            figures.TurnAt = time.GetTimestamp();
            try
            {
                _store ??= await EventStore.OpenAsync(address, time, cancellationToken);
                var started = time.GetTimestamp();
                var result = await _store.StoreReadAsync(arrivals, cancellationToken);
                figures.Stored(result, time.GetElapsedTime(started), time.GetUtcNow());
                NoteStoreBack();
                return result;
            }
            catch (Exception exception) when (EventStore.IsUnavailable(exception))
            {
                await NoteStoreLostAsync(exception);
            }

            if (time.GetElapsedTime(_storeOutage!.Value) >= options.StorePatience)
            {
                throw new StoreLostException();
            }

            await Task.Delay(_backoff.Next(), time, cancellationToken);
            logger.TriesStore(address.Text);
            await session.PingAsync(cancellationToken);
        }
    }

    /// <summary>Returns once the store is open.</summary>
    private async Task OpenStoreAsync(CancellationToken cancellationToken)
    {
        while (_store is null)
        {
            figures.TurnAt = time.GetTimestamp();
            try
            {
                _store = await EventStore.OpenAsync(address, time, cancellationToken);
                if (!_store.IsDurable)
                {
                    logger.StoreNotDurable(address.Text);
                }

                NoteStoreBack();
            }
            catch (Exception exception) when (EventStore.IsUnavailable(exception))
            {
                await NoteStoreLostAsync(exception);
                await Task.Delay(_backoff.Next(), time, cancellationToken);
                logger.TriesStore(address.Text);
            }
        }
    }

    private void NoteStoreBack()
    {
        if (_storeOutage is not null)
        {
            logger.StoreBack(address.Text);
        }

        (_storeOutage, figures.StoreUp) = (null, true);
        _backoff.Reset();
    }

    private async Task NoteStoreLostAsync(Exception exception)
    {
        if (_storeOutage is null)
        {
            var reason = exception.GetBaseException().Message.ReplaceLineEndings(" ").TrimEnd('.');
            logger.StoreLost(address.Text, reason);
        }

        _storeOutage ??= time.GetTimestamp();
        figures.StoreUp = false;
        await DropStoreAsync();
    }

    private async Task DropStoreAsync()
    {
        if (_store is { } store)
        {
            _store = null;
            await store.DisposeAsync();
        }
    }

    private async Task AnswerAsync(BrokerSession session, List<Arrival> batch, BatchResult result,
        CancellationToken cancellationToken)
    {
        foreach (var (topic, reason) in result.Refusals)
        {
            logger.MessageRefused(topic, reason);
        }

        foreach (var (source, reason) in result.Limits)
        {
            logger.OverLimit(source, reason);
        }

        foreach (var broken in result.Breaks)
        {
            logger.ChainBroken(broken.Topic, broken.Seq, broken.Ledger);
        }

        foreach (var arrival in batch)
        {
            await session.AcknowledgeAsync(arrival.Message, cancellationToken);
        }

        foreach (var some in result.Receipts.Chunk(AcksAtOnce))
        {
            await Task.WhenAll(some.Select(receipt => AcknowledgeAsync(session, receipt, cancellationToken)));
        }
    }

    private async Task AcknowledgeAsync(BrokerSession session, Receipt receipt, CancellationToken cancellationToken)
    {
        if (await session.PublishAckAsync(receipt, cancellationToken))
        {
            _ackRefused.TryRemove(receipt.Topic.Acks, out _);
        }
        else
        {
            figures.AcknowledgementRefused();
            if (_ackRefused.Count < MostTold && _ackRefused.TryAdd(receipt.Topic.Acks, default))
            {
                logger.AcknowledgementRefused(options.Name, receipt.Topic.Acks);
            }
        }
    }

    /// <summary>The store was out of reach for so long that the receiver is of no use to the broker.</summary>
    private sealed class StoreLostException : Exception;
}
