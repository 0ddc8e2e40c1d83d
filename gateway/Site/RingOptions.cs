using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Zhuhui.Edge.Gateway.Site;

/// <summary>What holds for the cameras of one ring where they say nothing else. What the defaults are, each ring has for itself: see
/// <see cref="RingsOptions"/>.</summary>
internal sealed record RingOptions
{
    [Description("Zones: true: anybody who stands in one is told.")]
    public bool Intrusion { get; init; }

    [Range(0, 3600)]
    [Description("Zones: somebody who stays in one longer than this many seconds is told; 0: not.")]
    public int LoiterSeconds { get; init; }

    [Range(0, 200)]
    [Description("Zones: so many people in one at once are a crowd; 0: none is.")]
    public int CrowdPeople { get; init; }

    [Range(1, 3600)]
    [Description("Zones: they are a crowd once they have been together for this many seconds.")]
    public int CrowdSeconds { get; init; } = 30;

    [Range(0, 3600)]
    [Description("Zones: something left behind in one for longer than this many seconds is told; 0: not.")]
    public int ObjectLeftSeconds { get; init; }

    [Description("What is an alarm: lineCrossed, intrusion, loitering, crowding, objectLeft, cameraCovered, cameraDefocused, cameraTurned, "
        + "cameraFrozen, cameraOffline. Whatever else is told is recorded and alarms nobody.")]
    public IReadOnlyList<AlarmKind> Alarms { get; init; } = [AlarmKind.CameraCovered, AlarmKind.CameraTurned, AlarmKind.CameraFrozen];

    [RegularExpression(SiteFile.NamePattern)]
    [Description("The roles that hear of its alarms; the hub knows who they are.")]
    public IReadOnlyList<string> Hears { get; init; } = ["guards"];

    [Range(0, 3600)]
    [Description("What begins again at the same place within this many seconds belongs to the same alarm, which ends "
        + "after as many without it.")]
    public int ReAlertSeconds { get; init; } = 60;

    [RegularExpression("^[a-z0-9-]*$")]
    [Description("The schedule during which lines and zones are armed that name none. Empty: always. Cameras themselves "
        + "are watched at all times.")]
    public string Schedule { get; init; } = "";
}

/// <summary>The four rings, from the street to the flat, and round them the perimeter.</summary>
internal sealed record RingsOptions
{
    [Description("The entrances: people wait here for each other and their parcels, so that only what is left behind is an alarm.")]
    public RingOptions Entrance { get; init; } = new()
    {
        LoiterSeconds = 120,
        CrowdPeople = 8,
        ObjectLeftSeconds = 180,
        Alarms = [AlarmKind.ObjectLeft, AlarmKind.CameraCovered, AlarmKind.CameraTurned, AlarmKind.CameraFrozen],
    };

    [Description("The common areas, open to everybody: crowds are an alarm.")]
    public RingOptions CommonArea { get; init; } = new()
    {
        CrowdPeople = 10,
        CrowdSeconds = 60,
        ObjectLeftSeconds = 600,
        Alarms = [AlarmKind.Crowding, AlarmKind.CameraCovered, AlarmKind.CameraTurned, AlarmKind.CameraFrozen],
        Hears = ["staff"],
        ReAlertSeconds = 300,
    };

    [Description("The doors of the units: whoever stays before one without going in is an alarm.")]
    public RingOptions UnitDoor { get; init; } = new()
    {
        LoiterSeconds = 180,
        Alarms = [AlarmKind.Loitering, AlarmKind.CameraCovered, AlarmKind.CameraTurned, AlarmKind.CameraFrozen],
        ReAlertSeconds = 120,
    };

    [Description("The perimeter, where nobody has any business: all is an alarm, a camera that goes dark too.")]
    public RingOptions Perimeter { get; init; } = new()
    {
        Intrusion = true,
        LoiterSeconds = 15,
        Alarms = [.. Enum.GetValues<AlarmKind>()],
        Hears = ["guards", "staff"],
        ReAlertSeconds = 30,
    };

    public RingOptions For(Ring ring) => ring switch
    {
        Ring.Entrance => Entrance,
        Ring.CommonArea => CommonArea,
        Ring.UnitDoor => UnitDoor,
        _ => Perimeter,
    };
}
