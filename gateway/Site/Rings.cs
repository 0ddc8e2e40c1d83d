using Zhuhui.Edge.Vision.Options;

namespace Zhuhui.Edge.Gateway.Site;

/// <summary>Which ring a camera watches, and what becomes of it by that.</summary>
internal static class Rings
{
    /// <summary>The ring the camera names, else its door's, else the perimeter.</summary>
    public static Ring RingOf(SiteFile site, SiteCamera camera) =>
        camera.Ring ?? site.Doors.FirstOrDefault(d => d.Cameras.Contains(camera.Id, StringComparer.Ordinal))?.Ring ?? Ring.Perimeter;

    /// <summary>The camera as vision is to run it: what its zones leave out is as its ring has it.</summary>
    public static CameraOptions Resolved(SiteFile site, SiteCamera camera)
    {
        var ring = site.Rings.For(RingOf(site, camera));
        return ((CameraOptions)camera) with { Zones = [.. camera.Zones.Select(zone => Resolved(zone, ring))] };
    }

    /// <summary>The zone with every key set.</summary>
    public static ZoneOptions Resolved(SiteZone zone, RingOptions ring) => zone with
    {
        Intrusion = zone.Intrusion ?? ring.Intrusion,
        LoiterSeconds = zone.LoiterSeconds ?? ring.LoiterSeconds,
        CrowdPeople = zone.CrowdPeople ?? ring.CrowdPeople,
        CrowdSeconds = zone.CrowdSeconds ?? ring.CrowdSeconds,
        ObjectLeftSeconds = zone.ObjectLeftSeconds ?? ring.ObjectLeftSeconds,
    };
}
