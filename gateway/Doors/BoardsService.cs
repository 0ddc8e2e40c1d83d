using Zhuhui.Edge.Gateway.Devices;
using Zhuhui.Edge.Gateway.Loops;

namespace Zhuhui.Edge.Gateway.Doors;

/// <summary>Tells the journal what becomes of the boards, and what readers did that was only counted, and the host when a bus's loop met
/// what must not happen. The buses themselves run before the host does and end after it, so that a fire is heard without one and a
/// door's last word still reaches its relay.</summary>
internal sealed class BoardsService(DoorHardware hardware, DeviceHealth health, ReaderFaults faults, TimeProvider time, ExitCode exit)
    : LoopService(exit)
{
    private static readonly TimeSpan _lookEvery = TimeSpan.FromSeconds(10);

    protected override Task KeepAsync(CancellationToken cancellationToken) =>
        LoopGroup.RunUntilStoppedAsync(all => [hardware.Running.WaitAsync(all), hardware.Reports.NotifyAsync(health.Report, all),
            LookAsync(all)], cancellationToken);

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(_lookEvery, time);
        while (await timer.WaitForNextTickAsync(cancellationToken))
        {
            health.Look();
            faults.Look();
        }
    }
}
