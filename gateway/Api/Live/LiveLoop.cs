using Zhuhui.Edge.Gateway.Loops;

namespace Zhuhui.Edge.Gateway.Api.Live;

/// <summary>Keeps the live state while somebody watches: at once when something happened, but not more often than a person can see, and
/// within a second and a half in any case: whoever watches expects a word every two.</summary>
internal sealed class LiveLoop(LiveBoard board, TimeProvider time, ExitCode exit) : LoopService(exit)
{
    private static readonly TimeSpan _pace = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan _every = TimeSpan.FromMilliseconds(1300);

    protected override async Task KeepAsync(CancellationToken cancellationToken)
    {
        Task? woken = null;
        while (true)
        {
            var isWatched = board.Refresh();
            woken ??= board.WokenAsync(cancellationToken);
            if (isWatched)
            {
                await Task.Delay(_pace, time, cancellationToken);
                await Task.WhenAny(woken, Task.Delay(_every, time, cancellationToken));
            }
            else
            {
                await woken;
            }

            if (woken.IsCompleted)
            {
                await woken;
                woken = null;
            }
        }
    }
}
