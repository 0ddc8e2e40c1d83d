namespace Zhuhui.Edge.CloudBridge.Delivery;

/// <summary>Lets others wait until the loop has brought about a condition, without polling.</summary>
internal sealed class ConditionSignal
{
    private TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The loop has done a turn: those who wait look again.</summary>
    public void Made() => Interlocked.Exchange(ref _next, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously))
        .SetResult();

    /// <exception cref="OperationCanceledException">The token was cancelled before the condition held.</exception>
    public async Task UntilAsync(Func<bool> condition, CancellationToken cancellationToken)
    {
        while (true)
        {
            var next = Volatile.Read(ref _next).Task;
            if (condition())
            {
                return;
            }

            await next.WaitAsync(cancellationToken);
        }
    }
}
