using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Zhuhui.Edge.Vision.Options;

namespace Zhuhui.Edge.Gateway.Site;

/// <summary>A camera, the ring it watches, and when each of its lines and zones is armed. Vision gets it from <see cref="Rings"/>, with the
/// ring's defaults filled in.</summary>
internal sealed record SiteCamera : CameraOptions
{
    private readonly IReadOnlyList<SiteLine> _lines = [];
    private readonly IReadOnlyList<SiteZone> _zones = [];

    [Description("The ring it watches: entrance, commonArea, unitDoor or perimeter. Left out: its door's; without a door, perimeter.")]
    public Ring? Ring { get; init; }

    [Description("Lines that persons are watched for crossing.")]
    public new IReadOnlyList<SiteLine> Lines
    {
        get => _lines;
        init => base.Lines = _lines = value;
    }

    [Description("Areas of the picture that persons are watched in.")]
    public new IReadOnlyList<SiteZone> Zones
    {
        get => _zones;
        init => base.Zones = _zones = value;
    }
}

/// <summary>A line and when it is armed.</summary>
internal sealed record SiteLine : LineOptions
{
    [RegularExpression("^[a-z0-9-]*$")]
    [Description("The schedule during which the line is armed. Empty: as the ring has it.")]
    public string Schedule { get; init; } = "";

    [Description("false: crossings are not told until an operator arms the line.")]
    public bool Armed { get; init; } = true;
}

/// <summary>A zone and when it is armed.</summary>
internal sealed record SiteZone : ZoneOptions
{
    [RegularExpression("^[a-z0-9-]*$")]
    [Description("The schedule during which the zone is armed. Empty: as the ring has it.")]
    public string Schedule { get; init; } = "";

    [Description("false: nothing in the zone is told until an operator arms it.")]
    public bool Armed { get; init; } = true;
}
