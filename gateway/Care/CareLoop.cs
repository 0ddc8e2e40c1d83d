using Zhuhui.Edge.Gateway.Loops;

namespace Zhuhui.Edge.Gateway.Care;

/// <summary>The clock of care and of quiet notices.</summary>
internal sealed class CareLoop(CareWatch watch, TimeProvider time, ExitCode exit) : LoopService(exit)
{
    private static readonly TimeSpan _beat = TimeSpan.FromSeconds(5);

    protected override async Task KeepAsync(CancellationToken cancellationToken)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        using var beat = new PeriodicTimer(_beat, time);
        do
        {
            watch.Tick();
        }
        while (await beat.WaitForNextTickAsync(cancellationToken));
    }
}
