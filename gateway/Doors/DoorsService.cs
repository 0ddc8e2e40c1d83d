using Zhuhui.Edge.Gateway.Doors.Fire;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.Loops;
using Zhuhui.Edge.Gateway.Site;

namespace Zhuhui.Edge.Gateway.Doors;

/// <summary>All doors: one loop a door, and one that journals what the fire contact did.</summary>
internal sealed class DoorsService : LoopService
{
    private readonly EventLedger _ledger;
    private readonly FireRelease _fire;

    public DoorsService(SiteFile site, DoorContext around, DoorQueues queues, EventLedger ledger, ExitCode exit)
        : base(exit)
    {
        (_fire, _ledger) = (around.Fire, ledger);
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
        LoopGroup.RunUntilStoppedAsync(all => [KeepFireAsync(all), .. Doors.Select(d => d.RunAsync(all))], cancellationToken);

    /// <summary>Journals what the fire contact did, at the disk's pace: the locks have not waited for it.</summary>
    private async Task KeepFireAsync(CancellationToken cancellationToken)
    {
        await foreach (var happened in _fire.Events.ReadAllAsync(cancellationToken))
        {
            _ledger.Append(happened);
        }
    }
}
