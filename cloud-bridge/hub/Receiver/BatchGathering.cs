using MQTTnet;
using Zhuhui.Edge.Hub.Mqtt;

namespace Zhuhui.Edge.Hub.Receiver;

/// <summary>Gathers what comes over one session into batches.</summary>
internal static class BatchGathering
{
    private static readonly TimeSpan _gather = TimeSpan.FromMilliseconds(20);

    /// <summary>Up to a batch of records, or what has come 20 ms after the first; none when all was silent for a ping's interval or a stop
    /// is asked for.</summary>
    public static async Task<List<MqttApplicationMessageReceivedEventArgs>> NextAsync(BrokerSession session, TimeProvider time,
        CancellationToken cancellationToken)
    {
        var (batch, weight) = (new List<MqttApplicationMessageReceivedEventArgs>(BrokerSession.BatchSize), 0);
        var patience = BrokerSession.PingEvery;
        while (weight < BrokerSession.BatchSize && await HasMoreAsync(session, patience, time, cancellationToken))
        {
            patience = _gather;
            while (weight < BrokerSession.BatchSize && session.Inbox.TryRead(out var arrival))
            {
                batch.Add(arrival);
                weight += BrokerSession.WeightOf(arrival.ApplicationMessage);
            }
        }

        return batch;
    }

    private static async Task<bool> HasMoreAsync(BrokerSession session, TimeSpan patience, TimeProvider time,
        CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return false;
        }

        using var limit = new CancellationTokenSource(patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await session.Inbox.WaitToReadAsync(either.Token);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
