using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace Zhuhui.Edge.Gateway.Loops;

/// <summary>
/// A thread for what takes long and may wait, one thing after the other: a list of people looked through, an export, a report. It gives way
/// to all other threads of the gateway, so that a card that is read meanwhile has a core at once, as often as its way to the relay goes
/// from thread to thread. What goes on there after an await does so there too: it must wait for nobody else who goes on there.
/// </summary>
internal sealed partial class QuietThread : TaskScheduler, IDisposable
{
    /// <summary>Nice values above the process's own: a tenth of a usual thread's share, where there is somebody else.</summary>
    private const int Below = 10;

    private readonly BlockingCollection<Task> _tasks = [];
    private readonly Thread _thread;
    private int _isOver;

    public QuietThread()
    {
        _thread = new Thread(Work) { IsBackground = true, Name = nameof(QuietThread) };
        _thread.Start();
    }

    public override int MaximumConcurrencyLevel => 1;

    public Task RunAsync(Func<Task> work) =>
        Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.DenyChildAttach, this).Unwrap();

    /// <summary>What is left goes on as usual work.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isOver, 1) == 0)
        {
            _tasks.CompleteAdding();
        }
    }

    protected override void QueueTask(Task task)
    {
        try
        {
            _tasks.Add(task);
        }
        catch (InvalidOperationException)
        {
            ThreadPool.QueueUserWorkItem(_ => TryExecuteTask(task));
        }
    }

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) =>
        !taskWasPreviouslyQueued && Thread.CurrentThread == _thread && TryExecuteTask(task);

    protected override IEnumerable<Task> GetScheduledTasks() => _tasks;

    private void Work()
    {
        // Of this thread alone; a kernel that refuses it costs what the thread is for, and nothing else.
        _ = Nice(Below);
        foreach (var task in _tasks.GetConsumingEnumerable())
        {
            TryExecuteTask(task);
        }

        _tasks.Dispose();
    }

    /// <summary>nice(2), which on Linux is about the calling thread.</summary>
    [LibraryImport("libc", EntryPoint = "nice")]
    private static partial int Nice(int more);
}
