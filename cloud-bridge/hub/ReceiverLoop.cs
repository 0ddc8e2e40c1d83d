using System.Buffers;
using Microsoft.Data.Sqlite;
using MQTTnet;

namespace Zhuhui.Edge.Hub;

/// <summary>The receiver: batches what comes, stores it, and only then acknowledges, first to the broker and then to the gateways. Outlives the broker's
/// outages and those of its store.</summary>
internal sealed class ReceiverLoop(HubOptions options, TimeProvider time, ILogger<ReceiverLoop> logger) : BackgroundService
{
    private static readonly TimeSpan s_gather = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(10);
    private EventStore? _store;
    private bool _outage;
    private bool _storeOutage;
    private bool _ackRefused;
    private int _tries;

    public override void Dispose()
    {
        _store?.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ReceiveOnceAsync(stoppingToken);
            }
            catch (BrokenLinkException exception)
            {
                if (!_outage)
                {
                    logger.LogWarning("No link to the broker {Host}:{Port}: {Reason}. Trying again.", options.Host, options.Port, exception.Message);
                }

                _outage = true;
                await WaitAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
        }
    }

    private async Task ReceiveOnceAsync(CancellationToken cancellationToken)
    {
        await using var session = await BrokerSession.OpenAsync(options, time, cancellationToken);
        logger.LogInformation("{Name} receives from {Host}:{Port} into {Store}.", options.Name, options.Host, options.Port, options.Store);
        _outage = false;
        try
        {
            while (true)
            {
                var batch = await GatherAsync(session, cancellationToken);
                if (batch.Count == 0)
                {
                    await session.PingAsync(cancellationToken);
                    _tries = 0;
                    continue;
                }

                var result = await StoreAsync(session, batch, cancellationToken);
                _tries = 0;
                await AnswerAsync(session, batch, result, cancellationToken);
            }
        }
        finally
        {
            if (cancellationToken.IsCancellationRequested)
            {
                await session.CloseAsync();
            }
        }
    }

    /// <summary>Up to a batch of messages, or what has come 20 ms after the first; none when all was silent for a ping's interval.</summary>
    private async Task<List<MqttApplicationMessageReceivedEventArgs>> GatherAsync(BrokerSession session, CancellationToken cancellationToken)
    {
        var batch = new List<MqttApplicationMessageReceivedEventArgs>(BrokerSession.BatchSize);
        var patience = BrokerSession.PingEvery;
        while (batch.Count < BrokerSession.BatchSize && await HasMoreAsync(session, patience, cancellationToken))
        {
            patience = s_gather;
            while (batch.Count < BrokerSession.BatchSize && session.Inbox.TryRead(out var arrival))
            {
                batch.Add(arrival);
            }
        }

        return batch;
    }

    private async Task<bool> HasMoreAsync(BrokerSession session, TimeSpan patience, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await session.Inbox.WaitToReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <summary>Stores a batch, however long the store is out of reach: until then nothing is acknowledged, so the broker holds back and the gateways keep.</summary>
    private async Task<BatchResult> StoreAsync(BrokerSession session, List<MqttApplicationMessageReceivedEventArgs> batch, CancellationToken cancellationToken)
    {
        List<Arrival> arrivals = [.. batch.Select(args => new Arrival(args.ApplicationMessage.Topic, args.ApplicationMessage.Payload.ToArray()))];
        while (true)
        {
            try
            {
                _store ??= new EventStore(options.Store, time);
                var result = _store.Store(arrivals);
                if (_storeOutage)
                {
                    logger.LogInformation("The store {Store} takes events again.", options.Store);
                }

                _storeOutage = false;
                return result;
            }
            catch (SqliteException exception) when (EventStore.IsUnavailable(exception))
            {
                if (!_storeOutage)
                {
                    logger.LogError("The store {Store} takes no events: {Reason} Nothing is acknowledged until it does; free its disk or whoever locks it.",
                        options.Store, exception.Message);
                }

                _storeOutage = true;
                _store?.Dispose();
                _store = null;
            }

            await WaitAsync(cancellationToken);
            logger.LogDebug("Trying the store {Store} once more.", options.Store);
            await session.PingAsync(cancellationToken);
        }
    }

    private async Task AnswerAsync(BrokerSession session, List<MqttApplicationMessageReceivedEventArgs> batch, BatchResult result, CancellationToken cancellationToken)
    {
        foreach (var (topic, reason) in result.Refusals)
        {
            logger.LogWarning("A message on {Topic} is refused and kept aside: {Reason}.", topic, reason);
        }

        foreach (var arrival in batch)
        {
            await session.AcknowledgeAsync(arrival, cancellationToken);
        }

        foreach (var receipt in result.Receipts)
        {
            if (!await session.PublishAckAsync(receipt, cancellationToken) && !_ackRefused)
            {
                _ackRefused = true;
                logger.LogError("The broker does not let {Name} publish {Topic}: gateways will send again and again until it does.", options.Name, receipt.Topic.Acks);
            }
        }
    }

    private async Task WaitAsync(CancellationToken cancellationToken)
    {
        var seconds = Math.Min(s_longest.TotalSeconds, 0.25 * Math.Pow(2, Math.Min(_tries++, 10)));
#pragma warning disable CA5394 // Jitter is no secret.
        await Task.Delay(TimeSpan.FromSeconds(seconds * (0.5 + (Random.Shared.NextDouble() / 2))), time, cancellationToken);
#pragma warning restore CA5394
    }
}
