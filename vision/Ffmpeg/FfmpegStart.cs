using System.Collections.Concurrent;
using FFMpegCore;

namespace Zhuhui.Edge.Vision.Ffmpeg;

/// <summary>Starts every ffmpeg from one thread that lives as long as this process. The launcher asks the kernel to end ffmpeg with its
/// parent, and to the kernel the parent is the thread that started it: one of the pool's would take its cameras along when it
/// retires.</summary>
internal static class FfmpegStart
{
    private const int MostWaiting = 256;
    private static readonly TimeSpan _killAgain = TimeSpan.FromMilliseconds(200);
    private static readonly BlockingCollection<Action> _waiting = Open();

    /// <summary>Runs ffmpeg to its end.</summary>
    /// <param name="cancellationToken">Ends it at once. FFMpegCore forgets a kill that comes between start and listening, so it is repeated
    /// until the process is gone.</param>
    public static async Task RunAsync(FFMpegArgumentProcessor ffmpeg, FFOptions options, CancellationToken cancellationToken)
    {
        var prepared = ffmpeg.CancellableThrough(out var kill);
        var started = new TaskCompletionSource<Task>(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting.Add(() => started.SetResult(cancellationToken.IsCancellationRequested ? Task.CompletedTask
            : prepared.ProcessAsynchronously(throwOnError: false, options, CancellationToken.None)), CancellationToken.None);
        var running = await started.Task;
        using var done = new CancellationTokenSource();
        var killing = KillWhenStoppedAsync(kill, cancellationToken, done.Token);
        try
        {
            await running;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Stopped before the process was there.
        }
        finally
        {
            await done.CancelAsync();
            await killing;
        }
    }

    private static async Task KillWhenStoppedAsync(Action kill, CancellationToken stop, CancellationToken done)
    {
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var asking = stop.Register(() => asked.TrySetResult());
        await using var ending = done.Register(() => asked.TrySetResult());
        await asked.Task;
        while (!done.IsCancellationRequested)
        {
            try
            {
                kill();
            }
            catch (Exception gone) when (gone is IOException or InvalidOperationException)
            {
                // FFMpegCore first asks the process to go, and it had just gone by itself.
            }

            await Task.Delay(_killAgain, TimeProvider.System, done).ContinueWith(static _ => { }, CancellationToken.None,
                TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
    }

    private static BlockingCollection<Action> Open()
    {
        var waiting = new BlockingCollection<Action>(MostWaiting);
        new Thread(() =>
        {
            foreach (var start in waiting.GetConsumingEnumerable())
            {
                start();
            }
        })
        {
            IsBackground = true,
            Name = "ffmpeg-start",
        }.Start();
        return waiting;
    }
}
