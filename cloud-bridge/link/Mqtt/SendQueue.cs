using Zhuhui.Edge.CloudBridge.Topics;

namespace Zhuhui.Edge.CloudBridge.Mqtt;

/// <summary>What other rooms want published, first in first out, at most so many: waits while there is no connection, and outlives a lost
/// one.</summary>
internal sealed class SendQueue(WakeSignal bell)
{
    private const int Most = 64;
    private readonly Lock _lock = new();
    private readonly LinkedList<Entry> _waiting = [];

    /// <summary>Completes with what the broker said, or at once where too many wait.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled; the message may or may not have been sent.</exception>
    public async Task<PublishOutcome> SendAsync(OutboundMessage message, CancellationToken cancellationToken)
    {
        var entry = new Entry(message);
        lock (_lock)
        {
            if (_waiting.Count >= Most)
            {
                return PublishOutcome.NotSent;
            }

            _waiting.AddLast(entry);
        }

        bell.Ring();
        await using (cancellationToken.Register(() => entry.Answer.TrySetCanceled(cancellationToken)))
        {
            return await entry.Answer.Task;
        }
    }

    /// <summary>The next message to publish; null when there is none. Those whose sender no longer waits are passed over.</summary>
    public Entry? Dequeue()
    {
        lock (_lock)
        {
            while (_waiting.First is { Value: var entry })
            {
                _waiting.RemoveFirst();
                if (!entry.Answer.Task.IsCompleted)
                {
                    return entry;
                }
            }

            return null;
        }
    }

    /// <summary>The connection was lost before the broker said anything: they go first on the next one, in the order they had.</summary>
    public void PutBack(IReadOnlyList<Entry> entries)
    {
        lock (_lock)
        {
            for (var i = entries.Count - 1; i >= 0; i--)
            {
                _waiting.AddFirst(entries[i]);
            }
        }
    }

    /// <summary>The link has ended: nobody is left waiting for it.</summary>
    public void Abandon()
    {
        while (Dequeue() is { } entry)
        {
            entry.Answer.TrySetResult(PublishOutcome.NotSent);
        }
    }

    internal sealed record Entry(OutboundMessage Message)
    {
        public TaskCompletionSource<PublishOutcome> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
