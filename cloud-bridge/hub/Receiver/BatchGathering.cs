using Zhuhui.Edge.Hub.Mqtt;

namespace Zhuhui.Edge.Hub.Receiver;

/// <summary>Gathers what comes over one session into batches.</summary>
internal static class BatchGathering
{
    private static readonly TimeSpan _gather = TimeSpan.FromMilliseconds(20);

    /// <summary>Up to a batch of records, or what has come 20 ms after the first; none when all was silent for a ping's interval or a stop
    /// is asked for.</summary>
    public static async Task<List<Arrival>> NextAsync(ReadAhead ahead, TimeProvider time,
        CancellationToken cancellationToken)
    {
        var (batch, weight) = (new List<Arrival>(BrokerSession.BatchSize), 0);
        var patience = BrokerSession.PingEvery;
        while (weight < BrokerSession.BatchSize && await HasMoreAsync(ahead, patience, time, cancellationToken))
        {
            patience = _gather;
            while (weight < BrokerSession.BatchSize && ahead.Inbox.TryRead(out var arrival))
            {
                batch.Add(arrival);
                weight += BrokerSession.WeightOf(arrival.Message.ApplicationMessage);
            }
        }

        return batch;
    }

    private static async Task<bool> HasMoreAsync(ReadAhead ahead, TimeSpan patience, TimeProvider time,
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
            return await ahead.Inbox.WaitToReadAsync(either.Token);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
