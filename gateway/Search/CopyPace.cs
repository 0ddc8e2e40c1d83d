using Zhuhui.Edge.Gateway.Journals;

namespace Zhuhui.Edge.Gateway.Search;

/// <summary>When the buffer's loop copies again: at once after an interruption, else when enough is new in the journals or something is a
/// minute old, for each write wears an SD card.</summary>
internal sealed class CopyPace(IReadOnlyList<Journal> journals, TimeProvider time)
{
    public const int EnoughAtOnce = 200;
    private static readonly TimeSpan _gatherFor = TimeSpan.FromMinutes(1);

    private TaskCompletionSource _interrupted = new();

    /// <summary>The loop must not wait any longer: the files are to be begun anew. Any thread.</summary>
    public void Interrupt() => Volatile.Read(ref _interrupted).TrySetResult();

    /// <param name="behind">How many events wait to be copied; null where there is to be no waiting.</param>
    public async Task EnoughAsync(Func<long?> behind, CancellationToken cancellationToken)
    {
        using var others = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task? minute = null;
        while (!cancellationToken.IsCancellationRequested)
        {
            // Before it is asked what there is, so that no interruption falls between.
            var interrupted = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            Volatile.Write(ref _interrupted, interrupted);
            var seen = journals.Select(journal => journal.LastSeq).ToArray();
            if (behind() is not { } waiting || waiting >= EnoughAtOnce || minute is { IsCompleted: true })
            {
                break;
            }

            minute ??= waiting > 0 ? Task.Delay(_gatherFor, time, others.Token) : null;
            await Task.WhenAny([interrupted.Task, .. journals.Select((journal, i) => journal.GrownAsync(seen[i], others.Token)),
                .. minute is null ? (Task[])[] : [minute]]);
        }

        await others.CancelAsync();
    }
}
