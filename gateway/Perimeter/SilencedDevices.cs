using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Projections;
using Zhuhui.Edge.Gateway.Projections.Duty;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Site.Edits;

namespace Zhuhui.Edge.Gateway.Perimeter;

/// <summary>Why a device is not silenced.</summary>
internal enum SilenceRefusal
{
    NoSuchDevice,

    /// <summary>Longer than the site file lets.</summary>
    TooLong,

    /// <summary>It sounds.</summary>
    NotSilenced,
}

/// <summary>Silences what floods the guard post: its alarms are recorded and listed as ever, and do not sound. Never silent are fire, a
/// release that failed, tampering, a door of the compound's edge that is forced, help that was called for, a lost card: of these one
/// that nobody hears is what the site is closed off against. Thread safe.</summary>
internal sealed class SilencedDevices(SiteInForce inForce, Silences silences, RunClock clock, Action<GatewayEvent> append)
{
    public const int LongestReason = AlarmAct.LongestNote;

    /// <summary>Those that hold at this moment.</summary>
    public IReadOnlyList<Silence> Standing => silences.Standing;

    public TimeSpan Longest => TimeSpan.FromHours(Site.Notices.SilenceHours);

    private SiteFile Site => inForce.Now;

    /// <summary>What can be named: cameras, their lines and zones, doors and readers.</summary>
    public IEnumerable<string> Devices => Site.Cameras.SelectMany(camera => camera.Lines.Select(line => line.Id)
            .Concat(camera.Zones.Select(zone => zone.Id)).Select(zone => new Place(camera.Id, zone).ToString()).Prepend(camera.Id))
        .Concat(Site.Doors.Select(door => door.Id)).Concat(Site.Readers.Select(reader => reader.Id)).Distinct(StringComparer.Ordinal);

    /// <summary>On record as this returns.</summary>
    /// <returns>Null where it is done.</returns>
    public SilenceRefusal? Silence(string device, TimeSpan time, string reason, string orderedBy)
    {
        if (!Devices.Contains(device, StringComparer.Ordinal))
        {
            return SilenceRefusal.NoSuchDevice;
        }

        if (time > Longest || time <= TimeSpan.Zero)
        {
            return SilenceRefusal.TooLong;
        }

        append(new DeviceSilenced(device, clock.Now().At + time, orderedBy, reason));
        return null;
    }

    /// <summary>It sounds again.</summary>
    /// <returns>Null where it is done.</returns>
    public SilenceRefusal? End(string device, string orderedBy)
    {
        if (silences.Standing.All(one => one.Device != device))
        {
            return Devices.Contains(device, StringComparer.Ordinal) ? SilenceRefusal.NotSilenced : SilenceRefusal.NoSuchDevice;
        }

        append(new DeviceSilenced(device, null, orderedBy, null));
        return null;
    }

    /// <summary>The silence under which an alarm is; null where it sounds.</summary>
    public Silence? Of(AlarmStatus alarm, IReadOnlyList<Silence> standing) => standing.Count == 0 || !CanBeSilent(alarm) ? null
        : standing.FirstOrDefault(one => IsOf(alarm, one.Device));

    /// <summary>Whether an alarm of this kind may be silent at all.</summary>
    public bool CanBeSilent(AlarmStatus alarm) => alarm.Kind is { } kind
        ? kind is AlarmKind.LineCrossed or AlarmKind.Intrusion or AlarmKind.Loitering or AlarmKind.Crowding or AlarmKind.ObjectLeft
            or AlarmKind.CameraOffline
        : alarm.Type switch
        {
            EventTypes.DoorHeldOpen or EventTypes.LockFault or EventTypes.DoorNotLocked or EventTypes.InputLineFault
                or EventTypes.PinLockedOut or EventTypes.Guessing => true,
            EventTypes.DoorForced => Site.Doors.FirstOrDefault(door => door.Id == alarm.Where) is { Ring: not Ring.Entrance },
            _ => false,
        };

    private bool IsOf(AlarmStatus alarm, string device) => alarm.Camera is { } camera
        ? device == camera || device == new Place(camera, alarm.Zone).ToString()
        : device == alarm.Where || (alarm.Type is EventTypes.PinLockedOut or EventTypes.Guessing && Site.Doors.Any(door =>
            door.Id == alarm.Where && (door.Readers.Contains(device) || door.ExitReaders.Contains(device))));
}
