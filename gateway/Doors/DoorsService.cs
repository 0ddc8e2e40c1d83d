using Zhuhui.Edge.Gateway.Access;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.Loops;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Vision.Sightings;

namespace Zhuhui.Edge.Gateway.Doors;

/// <summary>All doors and their readers: one loop a door. Also the place where what a camera or reader saw finds its door.</summary>
internal sealed class DoorsService : LoopService
{
    private readonly IReadOnlyList<Door> _doors;
    private readonly Dictionary<string, Door> _byReader = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Door> _byCamera = new(StringComparer.Ordinal);
    private readonly EventLedger _ledger;
    private readonly FireRelease _fire;

    public DoorsService(SiteFile site, FireRelease fire, Func<DoorOptions, Door> makeDoor, EventLedger ledger, ExitCode exit)
        : base(exit)
    {
        (_fire, _ledger) = (fire, ledger);
        _doors = [.. site.Doors.Select(makeDoor)];
        foreach (var door in _doors)
        {
            foreach (var reader in door.Options.Readers.Concat(door.Options.ExitReaders))
            {
                _byReader[reader] = door;
            }

            foreach (var camera in door.Options.Cameras)
            {
                _byCamera[camera] = door;
            }
        }
    }

    public IReadOnlyList<Door> Doors => _doors;

    /// <summary>A face or QR code before a door's camera. A camera without a door opens nothing.</summary>
    public void Handle(Sighting sighting)
    {
        if (_byCamera.TryGetValue(sighting.Camera, out var door))
        {
            door.Post(new CredentialInput.Seen(sighting));
        }
    }

    public override void Dispose()
    {
        foreach (var door in _doors)
        {
            door.Dispose();
        }

        base.Dispose();
    }

    protected override Task KeepAsync(CancellationToken stopping) =>
        LoopGroup.RunUntilStoppedAsync(all => [KeepFireAsync(all), .. _doors.Select(d => d.RunAsync(all))], stopping);

    /// <summary>Journals what the fire contact did, at the disk's pace: the locks have not waited for it.</summary>
    private async Task KeepFireAsync(CancellationToken stopping)
    {
        await foreach (var happened in _fire.Events.ReadAllAsync(stopping))
        {
            _ledger.Append(happened);
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        foreach (var door in _doors)
        {
            door.Dispose();
        }
    }

    /// <summary>Something at a reader: a card, a key or a code. A reader without a door opens nothing.</summary>
    public void Handle(string reader, CredentialInput message)
    {
        if (_byReader.TryGetValue(reader, out var door))
        {
            door.Post(message);
        }
    }
}
