using Zhuhui.Edge.Gateway.Doors;
using Zhuhui.Edge.Gateway.Site;

namespace Zhuhui.Edge.Gateway.Admin.SiteEdits;

/// <summary>Which doors keep the gateway from starting anew: one that is open, one that somebody was just let in by, an arm that is not
/// down, and all of them while the fire contact is active. A door that stands released by its schedule, and shut, keeps nobody: it is
/// released again a few seconds later. Nor does one whose contact nobody can read.</summary>
internal sealed class OpenDoors(DoorsService doors, DoorHardware hardware)
{
    private static readonly HashSet<string> _open = new(StringComparer.OrdinalIgnoreCase)
    {
        "open", "heldOpen", "forced", "opening", "up", "closing",
    };

    private static readonly HashSet<string> _released = new(StringComparer.OrdinalIgnoreCase) { "unlocking", "unlocked" };

    private static readonly HashSet<string> _unsound = new(StringComparer.OrdinalIgnoreCase) { "unknown", "lockFault" };

    public IReadOnlyList<string> Now => [.. doors.Doors.Where(door => hardware.Fire.IsActive || _open.Contains(door.State)
        || (_released.Contains(door.State) && door.Mode != DoorMode.HeldOpen)).Select(door => door.Id)];

    /// <summary>Whether the contact of each can be read, and its lock does as it is told.</summary>
    public IEnumerable<(string Id, bool IsSound)> Sound => doors.Doors.Select(door => (door.Id, !door.IsReleaseFailed
        && !_unsound.Contains(door.State)));

    /// <summary>Doors whose loop takes no turn.</summary>
    public IReadOnlyList<string> Hanging(TimeSpan longest) => [.. doors.Doors.Where(door => door.SinceTurn > longest)
        .Select(door => door.Id)];
}
