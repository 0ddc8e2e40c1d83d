using Zhuhui.Edge.Drivers.Boards;
using Zhuhui.Edge.Gateway.Devices;
using Zhuhui.Edge.Gateway.Doors.Fire;
using Zhuhui.Edge.Gateway.Doors.Locking;
using Zhuhui.Edge.Gateway.Loops;
using Zhuhui.Edge.Gateway.Site;

namespace Zhuhui.Edge.Gateway.Doors;

/// <summary>What must work without a disk: the boards and their buses, the locks and the fire contact. Opened before everything else, all
/// relays at rest; a fire that is on already has released its doors when this is there. Closed after everything else.</summary>
internal sealed class DoorHardware : IDisposable
{
    private readonly CancellationTokenSource _stop = new();

    /// <param name="openPins">Opens a board with pins; null for the machine's own.</param>
    /// <exception cref="BoardException">A board, relay or the fire contact can't be opened; whatever was opened is at rest and closed
    /// again.</exception>
    public DoorHardware(SiteFile site, TimeProvider time, ILoggerFactory logs, OpenPins? openPins = null)
    {
        Boards = new Boards(site, Reports.Report, time, logs, openPins);
        try
        {
            Locks = new Locks(site.Doors, Boards.OpenRelay, time);
            Siren = site.Outside.Siren?.Relay is { } siren ? new Siren(Boards.OpenRelay(siren)) : null;
            Fire = new FireRelease(site.Fire, Locks.Egress, Boards.OpenInput, time);
        }
        catch (BoardException)
        {
            Boards.Dispose();
            _stop.Dispose();
            throw;
        }

        Running = Task.Run(() => LoopGroup.RunUntilStoppedAsync(Boards.Run, _stop.Token));
    }

    public DeviceReports Reports { get; } = new();

    public Boards Boards { get; }

    public Locks Locks { get; }

    public FireRelease Fire { get; }

    /// <summary>Null where the site has none.</summary>
    public Siren? Siren { get; }

    /// <summary>The buses' loops; ends with an exception where one of them met what must not happen.</summary>
    public Task Running { get; }

    /// <exception cref="BoardException">Some relays could not be rested; all the others are.</exception>
    public void Dispose()
    {
        Fire.Dispose();
        Locks.Dispose();
        Siren?.Dispose();
        _stop.Cancel();
        Running.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default).Wait();
        Boards.Dispose();
        _stop.Dispose();
    }
}
