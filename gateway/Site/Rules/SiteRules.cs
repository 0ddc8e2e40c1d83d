using System.Net;
using System.Text;
using Zhuhui.Edge.CloudBridge.Settings;
using Zhuhui.Edge.Drivers.Boards;
using Zhuhui.Edge.Gateway.Texts;
using Zhuhui.Edge.Gateway.Texts.Rules;

namespace Zhuhui.Edge.Gateway.Site.Rules;

/// <summary>What must hold between the parts of a site file. Every problem is one line with its path; all are found in one pass.</summary>
internal static class SiteRules
{
    /// <summary>One gateway tells so many doors apart.</summary>
    public const int MostDoors = 64;

    /// <summary>What Linux allows a Unix socket's path.</summary>
    private const int LongestSocketPath = 107;

    public static IReadOnlyList<FileProblem> Problems(SiteFile site)
    {
        List<FileProblem> problems = [];
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
            problems.Add(new("Site.Doors", SiteRuleTexts.NothingToDo));
        }

        if (site.Doors.Count > MostDoors)
        {
            problems.Add(new("Site.Doors", SiteRuleTexts.TooManyDoors(site.Doors.Count, MostDoors)));
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
            problems.Add(new("Site.Vision.ModelFolder", SiteRuleTexts.NoModelFolder));
        }

        if (!IPAddress.TryParse(site.Console.Host, out var address) || !IPAddress.IsLoopback(address))
        {
            problems.Add(new("Site.Console.Host", SiteRuleTexts.NotOwnAddress(site.Console.Host)));
        }

        problems.AddRange(WebRules.Problems(site));
        problems.AddRange(OutsideRules.Problems(site));
        problems.AddRange(LinkRules.Problems(site.Link).Select(LinkWords.Of));
        problems.AddRange(AuthorityRules.Problems(site.Link));
        return problems;
    }

    internal static void Unique(List<FileProblem> problems, string list, IEnumerable<string> ids, string key = "Id")
    {
        var first = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (id, i) in ids.Select((id, i) => (id, i)))
        {
            if (id.Length > 0 && !first.TryAdd(id, i))
            {
                problems.Add(new($"Site.{list}[{i}].{key}", SiteRuleTexts.NameTaken(id, $"Site.{list}[{first[id]}]")));
            }
        }
    }

    private static void DataFolderOf(List<FileProblem> problems, SiteFile site)
    {
        var folder = site.DataFolder;
        var sockets = site.Boards.Where(b => b.Kind == BoardKind.Simulated).Select(b => $"/boards/{b.Id}.sock").Append("/admin.sock");
        var longest = LongestSocketPath - sockets.Max(s => s.Length);
        if (folder.Any(char.IsControl))
        {
            problems.Add(new("Site.DataFolder", SiteRuleTexts.ControlCharacter));
        }
        else if (File.Exists(folder))
        {
            problems.Add(new("Site.DataFolder", SiteRuleTexts.FileNotFolder(folder)));
        }
        else if (Encoding.UTF8.GetByteCount(Path.GetFullPath(folder)) > longest)
        {
            problems.Add(new("Site.DataFolder", SiteRuleTexts.PathTooLong(folder, longest)));
        }
    }

    internal static Wording Listed(IReadOnlyCollection<string> names) => names.Count == 0 ? ListTexts.None
        : Wording.Join(ListTexts.Comma, names);
}
