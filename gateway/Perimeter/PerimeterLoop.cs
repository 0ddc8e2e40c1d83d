using Zhuhui.Edge.Gateway.Loops;

namespace Zhuhui.Edge.Gateway.Perimeter;

/// <summary>The watch's clock: alarms end and schedules begin while no camera says anything. Starts before the cameras and stops after
/// them.</summary>
internal sealed class PerimeterLoop(PerimeterWatch watch, SiteAlarms alarms, TimeProvider time, ExitCode exit) : LoopService(exit)
{
    private static readonly TimeSpan _beat = TimeSpan.FromSeconds(1);

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        watch.Start();
        alarms.Start();
        return base.StartAsync(cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        watch.Stop();
    }

    protected override async Task KeepAsync(CancellationToken cancellationToken)
    {
        using var beat = new PeriodicTimer(_beat, time);
        while (await beat.WaitForNextTickAsync(cancellationToken))
        {
            watch.Tick();
        }
    }
}
