using System.Text.RegularExpressions;
using Zhuhui.Edge.CloudBridge.Settings;
using Zhuhui.Edge.Gateway.People.Notices;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Site.Edits;
using Zhuhui.Edge.Vision.Models;

namespace Zhuhui.Edge.Gateway.Admin.SiteEdits;

/// <summary>The whole check of a site file: its own rules, its secrets, and the files that it names.</summary>
internal static partial class SiteChecks
{
    [GeneratedRegex(@", line (\d+), column \d+: ")]
    private static partial Regex Place { get; }

    /// <summary>What keeps a site that is right in itself from running here.</summary>
    public static IReadOnlyList<string> Around(SiteFile site, TimeProvider time) =>
    [
        .. Secrets.Missing(site),
        .. Secrets.MissingOutside(site),
        .. LinkRules.MissingFiles(site.Link).ToArray() is { Length: > 0 } absent ? absent.Select(p => $"Site.Link.{p}")
            : site.Link.Enabled ? LinkFiles.Problems(site.Link, time.GetUtcNow()).Select(p => $"Site.Link.{p}") : [],
        .. Notice.Problems(site),
    ];

    /// <returns>The site, or everything that is wrong with it, with its lines.</returns>
    public static (SiteFile? Site, IReadOnlyList<SiteProblem> Problems) Check(SiteSource source, TimeProvider time)
    {
        var (site, problems) = SiteFiles.Read(source);
        if (site is not null)
        {
            problems = [.. Around(site, time), .. Models(site)];
        }

        if (problems.Count == 0)
        {
            return (site, []);
        }

        var text = JsoncText.Read(source.Text);
        return (null, [.. problems.Select(problem => ProblemOf(problem, text)).OrderBy(problem => problem.Line)]);
    }

    private static SiteProblem ProblemOf(string problem, JsoncText? text)
    {
        var line = 0;
        if (text is null && Place.Match(problem) is { Success: true } place)
        {
            line = int.Parse(place.Groups[1].ValueSpan, System.Globalization.CultureInfo.InvariantCulture);
            problem = problem[(place.Index + place.Length)..];
        }
        else if (text is not null && problem.StartsWith("Site", StringComparison.Ordinal))
        {
            var end = problem.AsSpan().IndexOfAny(' ', ':');
            line = text.LineOf(end < 0 ? problem : problem[..end]);
        }

        var parts = problem.Split("; ", 2);
        return new SiteProblem(line, parts[0], parts.Length > 1 ? parts[1] : "");
    }

    private static IEnumerable<string> Models(SiteFile site)
    {
        try
        {
            if (site.Cameras.Count > 0)
            {
                ModelPack.Open(site.Vision.ModelFolder);
            }

            return [];
        }
        catch (ModelPackException missing)
        {
            return [$"Site.Vision.ModelFolder: {missing.Message}"];
        }
    }
}
