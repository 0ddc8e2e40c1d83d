namespace Zhuhui.Edge.Gateway.Loops;

/// <summary>
/// Threads of the pool for those who wait in them: a look at personal data for its record to be on the disk, a change of people for the
/// registry, whoever waits for a turn behind either. The pool makes as many threads as there are cores at once, and beyond that one or two
/// a second: on two cores a card that was read while two requests wait for the disk would wait behind all others that came before it.
/// </summary>
internal static class WaitingThreads
{
    /// <summary>More than can wait at a time: the API's requests, those of the socket, loops. A thread that nobody needs is not
    /// made.</summary>
    public const int Most = 32;

    /// <summary>To be called before anything runs.</summary>
    public static void Reserve()
    {
        ThreadPool.GetMinThreads(out var workers, out var completions);
        ThreadPool.SetMinThreads(Math.Max(workers, Environment.ProcessorCount + Most), completions);
    }
}
