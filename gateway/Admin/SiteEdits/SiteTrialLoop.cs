using Zhuhui.Edge.Gateway.Loops;

namespace Zhuhui.Edge.Gateway.Admin.SiteEdits;

/// <summary>Watches a changed site file on trial, and starts the gateway anew for one when no door is open.</summary>
internal sealed class SiteTrialLoop(SiteChanges changes, TimeProvider time, ExitCode exit) : LoopService(exit)
{
    private static readonly TimeSpan _beat = TimeSpan.FromSeconds(1);

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        changes.Begin();
        return base.StartAsync(cancellationToken);
    }

    protected override async Task KeepAsync(CancellationToken cancellationToken)
    {
        using var beat = new PeriodicTimer(_beat, time);
        while (await beat.WaitForNextTickAsync(cancellationToken))
        {
            await changes.LookAsync(cancellationToken);
        }
    }
}
