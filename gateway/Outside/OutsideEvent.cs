using Zhuhui.Edge.CloudBridge.Settings;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Perimeter;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Site.Outside;

namespace Zhuhui.Edge.Gateway.Outside;

/// <summary>An event as far as it may go outside.</summary>
/// <param name="Subject">What it is about.</param>
/// <param name="Alarm">The alarm that it begins, ends or closes; null for what is none.</param>
/// <param name="IsFollowUp">It tells that something is over, or that somebody acknowledged it.</param>
internal readonly record struct OutsideEvent(OutsideSubject Subject, AlarmStatus? Alarm, bool IsFollowUp)
{
    /// <returns>Null for what never goes outside.</returns>
    public static OutsideEvent? Of(GatewayEvent happened) => happened switch
    {
        AlarmRaised e => new OutsideEvent(OutsideSubject.Cameras, Camera(e.Alarm, e.Kind, e.Camera, e.Zone), false),
        AlarmEnded e => new OutsideEvent(OutsideSubject.Cameras, Camera(e.Alarm, e.Kind, e.Camera, e.Zone), true),
        AlarmAcknowledged e => new OutsideEvent(OutsideSubject.Cameras, Camera(e.Alarm, e.Kind, e.Camera, e.Zone), true),
        AlarmSeenTo e => new OutsideEvent(SubjectOf(e.Alarm), Other(e.Alarm, e.Kind, e.Place), true),
        NoticeRaised => new OutsideEvent(OutsideSubject.Notices, null, false),
        DeviceLost or CameraLost or VisionOff or RegistryBackupFailed or JournalRecovered or DeviceNoted or DeviceUnsteady
            or ReaderKeyRefused or DevicePower { Failed: true } or ExitButtonFault { Stuck: true }
            or LinkNoted { Finding: not LinkFinding.Restored } => new OutsideEvent(OutsideSubject.Faults, null, false),
        DeviceFound or CameraFound or DevicePower or ExitButtonFault or LinkNoted =>
            new OutsideEvent(OutsideSubject.Faults, null, true),
        _ => AlarmSign.Of(happened) is { } sign ? new OutsideEvent(SubjectOf(sign.Alarm),
            Other(sign.Alarm, BegunBy(happened), sign.Place), sign.Edge == AlarmEdge.Ends) : null,
    };

    /// <summary>What an alarm of the list is about.</summary>
    public static OutsideSubject SubjectOf(AlarmStatus alarm) => alarm.Kind is null ? SubjectOf(alarm.Alarm) : OutsideSubject.Cameras;

    /// <summary>The device that it is about, where it is a device's.</summary>
    public static string? DeviceOf(GatewayEvent happened) => happened switch
    {
        DeviceLost e => e.Device,
        DeviceFound e => e.Device,
        DeviceNoted e => e.Device,
        DeviceUnsteady e => e.Device,
        _ => null,
    };

    private static OutsideSubject SubjectOf(string alarm) => (alarm.IndexOf('/', StringComparison.Ordinal) is > 0 and var end
        ? alarm[..end] : alarm) switch
    {
        "door" or "lock" or "release" or "input" => OutsideSubject.Doors,
        "device" => OutsideSubject.Tampering,
        "fire" => OutsideSubject.Fire,
        "duress" or "pin-lockout" or "guessing" or "lost-card" => OutsideSubject.Credentials,
        _ => OutsideSubject.Gateway,
    };

    /// <summary>The type that begins the alarm which an event ends: the gravest of its family.</summary>
    private static string BegunBy(GatewayEvent happened) => happened switch
    {
        DoorSecured => EventTypes.DoorForced,
        LockRestored => EventTypes.LockFault,
        ReleaseRestored => EventTypes.ReleaseFailed,
        TamperCleared => EventTypes.DeviceTampered,
        FireReset => EventTypes.FireReleased,
        GuessingOver => EventTypes.Guessing,
        _ => happened.Type,
    };

    private static AlarmStatus Camera(string alarm, AlarmKind kind, string camera, string? zone) => new(alarm, kind, null, camera, zone,
        [], default, 1, 0, true, null, null, null);

    private static AlarmStatus Other(string alarm, string type, string? place) => new(alarm, null, null, null, null, [], default, 1, 0,
        true, null, null, null, type, place);
}
