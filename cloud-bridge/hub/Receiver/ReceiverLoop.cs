using MQTTnet;
using Zhuhui.Edge.Hub.Messages;
using Zhuhui.Edge.Hub.Mqtt;
using Zhuhui.Edge.Hub.Settings;
using Zhuhui.Edge.Hub.Store;

namespace Zhuhui.Edge.Hub.Receiver;

/// <summary>The receiver: batches what comes, stores it, and only then acknowledges, first to the broker and then to the gateways. While one batch is acknowledged
/// the next is stored. Outlives the broker's outages and those of its store: without a store it leaves the broker, so that other receivers get the events, or the
/// gateways learn that there is none. Asked to stop it finishes the batch that it has.</summary>
internal sealed class ReceiverLoop(HubOptions options, StoreAddress address, HubFigures figures, TimeProvider time, ILogger<ReceiverLoop> logger) : BackgroundService
{
    private const int AcksAtOnce = 64;
    private static readonly TimeSpan s_gather = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_lastBatch = TimeSpan.FromSeconds(5);
    private EventStore? _store;
    private long? _storeOutage;
    private bool _outage;
    private bool _ackRefused;
    private int _tries;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var hurry = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        await using var asked = stoppingToken.Register(() => hurry.CancelAfter(s_lastBatch));
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
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
                    await WaitAsync(stoppingToken);
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
        var answering = Task.CompletedTask;
        try
        {
            while (true)
            {
                var batch = await GatherAsync(session, stopping);
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

                _tries = 0;
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

    /// <summary>Up to a batch of records, or what has come 20 ms after the first; none when all was silent for a ping's interval or a stop is asked for.</summary>
    private async Task<List<MqttApplicationMessageReceivedEventArgs>> GatherAsync(BrokerSession session, CancellationToken stopping)
    {
        var (batch, weight) = (new List<MqttApplicationMessageReceivedEventArgs>(BrokerSession.BatchSize), 0);
        var patience = BrokerSession.PingEvery;
        while (weight < BrokerSession.BatchSize && await HasMoreAsync(session, patience, stopping))
        {
            patience = s_gather;
            while (weight < BrokerSession.BatchSize && session.Inbox.TryRead(out var arrival))
            {
                batch.Add(arrival);
                weight += BrokerSession.WeightOf(arrival.ApplicationMessage);
            }
        }

        return batch;
    }

    private async Task<bool> HasMoreAsync(BrokerSession session, TimeSpan patience, CancellationToken stopping)
    {
        if (stopping.IsCancellationRequested)
        {
            return false;
        }

        using var limit = new CancellationTokenSource(patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, stopping);
        try
        {
            return await session.Inbox.WaitToReadAsync(either.Token);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>Stores a batch. Until it is stored nothing is acknowledged, so the broker holds back and the gateways keep.</summary>
    /// <exception cref="StoreLostException">The store has been out of reach for too long.</exception>
    private async Task<BatchResult> StoreAsync(BrokerSession session, List<MqttApplicationMessageReceivedEventArgs> batch, CancellationToken hurry)
    {
        List<InboundMessage> arrivals = [.. batch.Select(BrokerSession.ArrivalOf)];
        while (true)
        {
            try
            {
                _store ??= await EventStore.OpenAsync(address, time, hurry);
                var started = time.GetTimestamp();
                var result = await _store.StoreAsync(arrivals, hurry);
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

            await WaitAsync(hurry);
            logger.TriesStore(address.Text);
            await session.PingAsync(hurry);
        }
    }

    /// <summary>Returns once the store is open.</summary>
    private async Task OpenStoreAsync(CancellationToken cancellationToken)
    {
        while (_store is null)
        {
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
                await WaitAsync(cancellationToken);
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

        (_storeOutage, figures.StoreUp, _tries) = (null, true, 0);
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

    private async Task AnswerAsync(BrokerSession session, List<MqttApplicationMessageReceivedEventArgs> batch, BatchResult result, CancellationToken cancellationToken)
    {
        foreach (var (topic, reason) in result.Refusals)
        {
            logger.MessageRefused(topic, reason);
        }

        foreach (var broken in result.Breaks)
        {
            logger.ChainBroken(broken.Topic, broken.Seq, broken.Ledger);
        }

        foreach (var arrival in batch)
        {
            await session.AcknowledgeAsync(arrival, cancellationToken);
        }

        foreach (var some in result.Receipts.Chunk(AcksAtOnce))
        {
            await Task.WhenAll(some.Select(receipt => AcknowledgeAsync(session, receipt, cancellationToken)));
        }
    }

    private async Task AcknowledgeAsync(BrokerSession session, Receipt receipt, CancellationToken cancellationToken)
    {
        if (!await session.PublishAckAsync(receipt, cancellationToken) && !_ackRefused)
        {
            _ackRefused = true;
            logger.AcknowledgementRefused(options.Name, receipt.Topic.Acks);
        }
    }

    private async Task WaitAsync(CancellationToken cancellationToken)
    {
        var seconds = Math.Min(s_longest.TotalSeconds, 0.25 * Math.Pow(2, Math.Min(_tries++, 10)));
#pragma warning disable CA5394 // Jitter is no secret.
        await Task.Delay(TimeSpan.FromSeconds(seconds * (0.5 + (Random.Shared.NextDouble() / 2))), time, cancellationToken);
#pragma warning restore CA5394
    }

    /// <summary>The store was out of reach for so long that the receiver is of no use to the broker.</summary>
    private sealed class StoreLostException : Exception;
}
