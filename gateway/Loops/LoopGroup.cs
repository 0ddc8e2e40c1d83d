namespace Zhuhui.Edge.Gateway.Loops;

/// <summary>Several loops that belong together.</summary>
internal static class LoopGroup
{
    /// <summary>Runs until stopped. A loop that ends without being asked to is a bug: the others are ended, and its exception
    /// flies.</summary>
    public static async Task RunUntilStoppedAsync(Func<CancellationToken, IEnumerable<Task>> start, CancellationToken cancellationToken)
    {
        using var all = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        List<Task> running = [Task.Delay(Timeout.InfiniteTimeSpan, all.Token), .. start(all.Token)];
        var first = await Task.WhenAny(running);
        await all.CancelAsync();
        await Task.WhenAll(running).ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.None,
            TaskScheduler.Default);
        await first;
        cancellationToken.ThrowIfCancellationRequested();
        throw new InvalidOperationException("a loop ended without being asked to");
    }
}
