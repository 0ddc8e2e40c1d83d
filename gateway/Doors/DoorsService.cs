using Zhuhui.Edge.Gateway.Devices;
using Zhuhui.Edge.Gateway.Doors.Fire;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.Loops;
using Zhuhui.Edge.Gateway.Site;

namespace Zhuhui.Edge.Gateway.Doors;

/// <summary>All doors: one loop a door, and what journals what the fire contact did.</summary>
internal sealed class DoorsService : LoopService
{
    private readonly FireRecords _fire;

    public DoorsService(SiteFile site, DoorContext around, DoorQueues queues, EventLedger ledger, DeviceHealth health, ExitCode exit)
        : base(exit)
    {
        _fire = new FireRecords(around.Fire, ledger.Append, health.Report, around.Time);
        Doors = [.. site.Doors.Select(options => new Door(options, around, queues.Of(options.Id)))];
    }

    public IReadOnlyList<Door> Doors { get; }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        foreach (var door in Doors)
        {
            door.Dispose();
        }
    }

    public override void Dispose()
    {
        foreach (var door in Doors)
        {
            door.Dispose();
        }

        base.Dispose();
    }

    protected override Task KeepAsync(CancellationToken cancellationToken) =>
        LoopGroup.RunUntilStoppedAsync(all => [_fire.KeepAsync(all), _fire.LookAsync(all), .. Doors.Select(d => d.RunAsync(all))],
            cancellationToken);
}
