using System.Net;
using System.Text;
using Zhuhui.Edge.CloudBridge.Settings;
using Zhuhui.Edge.Drivers.Boards;

namespace Zhuhui.Edge.Gateway.Site.Rules;

/// <summary>What must hold between the parts of a site file. Every problem is one line with its path; all are found in one pass.</summary>
internal static class SiteRules
{
    /// <summary>One gateway tells so many doors apart.</summary>
    public const int MostDoors = 64;

    /// <summary>What Linux allows a Unix socket's path.</summary>
    private const int LongestSocketPath = 107;

    public static IReadOnlyList<string> Problems(SiteFile site)
    {
        List<string> problems = [];
        Unique(problems, "Schedules", site.Schedules.Select(a => a.Id));
        Unique(problems, "Areas", site.Areas.Select(a => a.Id));
        Unique(problems, "Interlocks", site.Interlocks.Select(a => a.Id));
        Unique(problems, "Buses", site.Buses.Select(b => b.Id));
        Unique(problems, "CardFormats", site.CardFormats.Select(f => f.Name), "Name");
        Unique(problems, "Boards", site.Boards.Select(b => b.Id));
        Unique(problems, "Readers", site.Readers.Select(r => r.Id));
        Unique(problems, "Cameras", site.Cameras.Select(c => c.Id));
        Unique(problems, "Doors", site.Doors.Select(d => d.Id));
        if (site.Doors.Count == 0 && !site.Cameras.Any(c => c.Lines.Count > 0 || c.Zones.Count > 0))
        {
            problems.Add("Site.Doors is empty and no camera watches a line or zone: there is nothing to do; describe at least one door");
        }

        if (site.Doors.Count > MostDoors)
        {
            problems.Add($"Site.Doors has {site.Doors.Count} doors; one gateway serves {MostDoors} at most, add a second gateway");
        }

        if (site.DataFolder.Length > 0)
        {
            DataFolderOf(problems, site);
        }

        problems.AddRange(DeviceRules.Problems(site));
        problems.AddRange(DoorSiteRules.Problems(site));
        problems.AddRange(TimeRules.Problems(site));
        problems.AddRange(CameraRules.Problems(site));
        if (site.Cameras.Count > 0 && site.Vision.ModelFolder.Length == 0)
        {
            problems.Add("Site.Vision.ModelFolder is required where there are cameras; deploy/models.sh brings the "
                + "models and says where they are");
        }

        if (!IPAddress.TryParse(site.Console.Host, out var address) || !IPAddress.IsLoopback(address))
        {
            problems.Add($"Site.Console.Host '{site.Console.Host}' is not this machine's own address; the page has no "
                + "login, use 127.0.0.1 or ::1");
        }

        problems.AddRange(WebRules.Problems(site));
        problems.AddRange(OutsideRules.Problems(site));
        problems.AddRange(LinkRules.Problems(site.Link).Select(p => $"Site.Link.{p}"));
        problems.AddRange(AuthorityRules.Problems(site.Link));
        return problems;
    }

    internal static void Unique(List<string> problems, string list, IEnumerable<string> ids, string key = "Id")
    {
        var first = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (id, i) in ids.Select((id, i) => (id, i)))
        {
            if (id.Length > 0 && !first.TryAdd(id, i))
            {
                problems.Add($"Site.{list}[{i}].{key} '{id}' is already the name of Site.{list}[{first[id]}]");
            }
        }
    }

    private static void DataFolderOf(List<string> problems, SiteFile site)
    {
        var folder = site.DataFolder;
        var sockets = site.Boards.Where(b => b.Kind == BoardKind.Simulated).Select(b => $"/boards/{b.Id}.sock").Append("/admin.sock");
        var longest = LongestSocketPath - sockets.Max(s => s.Length);
        if (folder.Any(char.IsControl))
        {
            problems.Add("Site.DataFolder holds a control character");
        }
        else if (File.Exists(folder))
        {
            problems.Add($"Site.DataFolder {folder} is a file, not a folder");
        }
        else if (Encoding.UTF8.GetByteCount(Path.GetFullPath(folder)) > longest)
        {
            problems.Add($"Site.DataFolder {folder} is too long a path: sockets are kept in it, so it may have {longest} bytes");
        }
    }

    internal static string Listed(IReadOnlyCollection<string> names) => names.Count == 0 ? "none" : string.Join(", ", names);
}
