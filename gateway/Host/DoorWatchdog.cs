using Zhuhui.Edge.Gateway.Doors;
using Zhuhui.Edge.Gateway.Journals;

namespace Zhuhui.Edge.Gateway.Host;

/// <summary>Whether the doors live, as the service manager is told. A door's loop looks around every ten seconds; one that has not for
/// twice as long hangs, and only a new process mends it. Except while the disk hangs, which no new process mends and few survive the end
/// of, and while a fire has the doors released, which a new start would interrupt.</summary>
/// <param name="isFire">The fire contact is active.</param>
/// <param name="isDiskHanging">A record has been on its way into a file for seconds.</param>
internal sealed class DoorWatchdog(IReadOnlyList<Door> doors, Func<bool> isFire, Func<bool> isDiskHanging, ILogger logger)
{
    /// <summary>The longest that a door's loop may go without a turn.</summary>
    public static readonly TimeSpan LongestTurn = TimeSpan.FromSeconds(20);

    private (string Doors, bool IsSpared)? _told;

    public DoorWatchdog(DoorsService doors, DoorHardware hardware, EventLedger ledger, ILogger<DoorWatchdog> logger)
        : this(doors.Doors, () => hardware.Fire.IsActive, () => ledger.IsHanging, logger)
    {
    }

    /// <summary>May be asked on any thread, by one at a time.</summary>
    public bool IsAlive()
    {
        var hanging = doors.Where(door => door.SinceTurn > LongestTurn).Select(door => door.Id).ToArray();
        if (hanging.Length == 0)
        {
            _told = null;
            return true;
        }

        var isSpared = isFire() || isDiskHanging();
        var now = (string.Join(", ", hanging), isSpared);
        if (_told != now)
        {
            _told = now;
            Tell(now);
        }

        return isSpared;
    }

    private void Tell((string Doors, bool IsSpared) found)
    {
        if (found.IsSpared)
        {
            logger.DoorsHangAndAreSpared(found.Doors, LongestTurn.TotalSeconds);
        }
        else
        {
            logger.DoorsHang(found.Doors, LongestTurn.TotalSeconds);
        }
    }
}
