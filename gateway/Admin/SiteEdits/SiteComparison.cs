using System.Text.Json;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Site.Binding;

namespace Zhuhui.Edge.Gateway.Admin.SiteEdits;

/// <summary>What differs between two sites, part by part, by what they say and not by how it is written.</summary>
internal static class SiteComparison
{
    /// <summary>These parts can become others while the gateway runs; any other needs a start.</summary>
    private static readonly HashSet<string> _live = new(StringComparer.Ordinal) { "cameras", "rings" };

    /// <param name="canChangeCameras">Whether cameras can be changed while the gateway runs.</param>
    /// <param name="seconds">About how long a start takes.</param>
    public static SitePlan Plan(SiteFile before, SiteFile after, bool canChangeCameras, int seconds)
    {
        string[] parts = [.. SiteProperty.PropertiesOf(typeof(SiteFile)).Where(part => Said(part.Get(before)) != Said(part.Get(after)))
            .Select(part => part.Key)];
        var cameras = Cameras(before, after);
        string[] restart = [.. parts.Where(part => !_live.Contains(part) || (part == "cameras" && !canChangeCameras))];
        return new SitePlan(parts, cameras, restart, restart.Length == 0 ? [] : [.. before.Doors.Select(door => door.Id)], seconds);
    }

    /// <summary>The cameras that are new, gone, or run otherwise: by their own options or by their ring's.</summary>
    public static IReadOnlyList<string> Cameras(SiteFile before, SiteFile after)
    {
        var (was, now) = (All(before), All(after));
        return [.. was.Keys.Union(now.Keys, StringComparer.Ordinal).Where(id => was.GetValueOrDefault(id) != now.GetValueOrDefault(id))];
    }

    private static Dictionary<string, string> All(SiteFile site) => site.Cameras.ToDictionary(camera => camera.Id, camera =>
        $"{Said(camera)} {Rings.RingOf(site, camera)} {Said(site.Rings.For(Rings.RingOf(site, camera)))}", StringComparer.Ordinal);

    private static string Said(object? part) => JsonSerializer.Serialize(part, part?.GetType() ?? typeof(object));
}
