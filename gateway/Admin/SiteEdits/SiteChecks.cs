using Zhuhui.Edge.CloudBridge.Settings;
using Zhuhui.Edge.Gateway.People.Notices;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Site.Edits;
using Zhuhui.Edge.Gateway.Site.Rules;
using Zhuhui.Edge.Gateway.Texts;
using Zhuhui.Edge.Vision.Models;

namespace Zhuhui.Edge.Gateway.Admin.SiteEdits;

/// <summary>The whole check of a site file: its own rules, its secrets, and the files that it names.</summary>
internal static class SiteChecks
{
    private const string Root = "Site";

    /// <summary>What keeps a site that is right in itself from running here.</summary>
    public static IReadOnlyList<FileProblem> Around(SiteFile site, TimeProvider time) =>
    [
        .. Secrets.Missing(site),
        .. Secrets.MissingOutside(site),
        .. LinkRules.MissingFiles(site.Link).ToArray() is { Length: > 0 } absent ? absent.Select(LinkWords.Of)
            : site.Link.Enabled ? LinkFiles.Problems(site.Link, time.GetUtcNow()).Select(LinkWords.Of) : [],
        .. Notice.Problems(site),
    ];

    /// <returns>The site, or everything that is wrong with it, with its lines.</returns>
    public static (SiteFile? Site, IReadOnlyList<SiteFinding> Problems) Check(SiteSource source, TimeProvider time)
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
        return (null, [.. problems.Select(problem => FindingOf(problem, text)).OrderBy(problem => problem.Line)]);
    }

    private static SiteFinding FindingOf(FileProblem problem, JsoncText? text)
    {
        var (line, words) = text is null && problem.Slip is { } slip ? (slip.Line, problem.Words)
            : (text is not null && problem.Path.StartsWith(Root, StringComparison.Ordinal) ? text.LineOf(problem.Path) : 0, problem.Line);
        var (english, chinese) = (Halves(words.En, ListTexts.Semicolon.En), Halves(words.Zh, ListTexts.Semicolon.Zh));
        return new SiteFinding(line, new Wording(english.What, chinese.What), new Wording(english.Remedy, chinese.Remedy));
    }

    /// <summary>What helps stands behind the first semicolon.</summary>
    private static (string What, string Remedy) Halves(string words, string semicolon) =>
        words.Split(semicolon, 2) is [var what, var remedy] ? (what, remedy) : (words, "");

    private static IEnumerable<FileProblem> Models(SiteFile site)
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
            return [new("Site.Vision.ModelFolder", ListTexts.Colon + ModelWords.Of(missing))];
        }
    }
}
