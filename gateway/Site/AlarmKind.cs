using System.Text.Json;
using Zhuhui.Edge.Vision.Sightings;

namespace Zhuhui.Edge.Gateway.Site;

/// <summary>What a camera can raise an alarm for. A ring's settings say which of them are alarms there; the others are recorded.</summary>
internal enum AlarmKind
{
    LineCrossed,
    Intrusion,
    Loitering,
    Crowding,
    ObjectLeft,
    CameraCovered,
    CameraDefocused,
    CameraTurned,
    CameraFrozen,

    /// <summary>A cut camera is how an intruder begins.</summary>
    CameraOffline,
}

/// <summary>How an alarm ends.</summary>
internal enum AlarmEndReason
{
    /// <summary>What raised it is over, and did not begin again within the re-alert time.</summary>
    Over,

    /// <summary>The camera gives no pictures: whether it goes on nobody can tell.</summary>
    CameraLost,

    /// <summary>An operator disarmed the place.</summary>
    Disarmed,

    /// <summary>Its schedule ended.</summary>
    ScheduleOver,

    /// <summary>The gateway was stopped in order.</summary>
    GatewayStopped,

    /// <summary>The gateway was killed meanwhile: when it ended nobody can tell.</summary>
    GatewayRestarted,

    /// <summary>The site file was changed: the place is watched anew, or not any more.</summary>
    SiteChanged,
}

/// <summary>The kinds' names in the journal and in metrics, and where they come from.</summary>
internal static class AlarmKinds
{
    public static string NameOf<T>(T kind)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(kind.ToString());

    public static AlarmKind From(ZoneWatch watch) => watch switch
    {
        ZoneWatch.Intrusion => AlarmKind.Intrusion,
        ZoneWatch.Loitering => AlarmKind.Loitering,
        ZoneWatch.Crowding => AlarmKind.Crowding,
        _ => AlarmKind.ObjectLeft,
    };

    public static AlarmKind From(Tampering tampering) => tampering switch
    {
        Tampering.Covered => AlarmKind.CameraCovered,
        Tampering.Defocused => AlarmKind.CameraDefocused,
        Tampering.Turned => AlarmKind.CameraTurned,
        _ => AlarmKind.CameraFrozen,
    };
}
