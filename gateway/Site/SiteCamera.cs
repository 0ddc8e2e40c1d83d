using System.ComponentModel;
using Zhuhui.Edge.Vision;

namespace Zhuhui.Edge.Gateway.Site;

/// <summary>A camera and the ring it watches.</summary>
internal sealed record SiteCamera : CameraOptions
{
    [Description("The ring it watches: entrance, commonArea, unitDoor or perimeter. Left out: its door's; without a door, perimeter.")]
    public Ring? Ring { get; init; }
}
