using Zhuhui.Edge.Gateway.Loops;

namespace Zhuhui.Edge.Gateway.Admin.Releases;

/// <summary>Watches a release on trial, and goes over to one when no door is open.</summary>
internal sealed class ReleaseTrialLoop(ReleaseTrial trial, TimeProvider time, ExitCode exit) : LoopService(exit)
{
    private static readonly TimeSpan _beat = TimeSpan.FromSeconds(1);

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        trial.Begin();
        return base.StartAsync(cancellationToken);
    }

    protected override async Task KeepAsync(CancellationToken cancellationToken)
    {
        using var beat = new PeriodicTimer(_beat, time);
        while (await beat.WaitForNextTickAsync(cancellationToken))
        {
            trial.Look();
        }
    }
}
