using Zhuhui.Edge.Gateway.Site.Binding;
using Zhuhui.Edge.Gateway.Site.Calendars;
using Zhuhui.Edge.Gateway.Site.Edits;
using Zhuhui.Edge.Gateway.Site.Rules;

namespace Zhuhui.Edge.Gateway.Site;

/// <summary>Reads and checks a site file.</summary>
internal static class SiteFiles
{
    /// <returns>The site, or every problem of the file, each in one line with its path.</returns>
    public static (SiteFile? Site, IReadOnlyList<FileProblem> Problems) Read(string file) => SiteSource.Read(file) is { } source
        ? Read(source)
        : Check(SiteReader.Read<SiteFile>(file, "Site"), new SiteSource(file, []));

    /// <summary>As <see cref="Read(string)"/>, of what the file held when it was read.</summary>
    public static (SiteFile? Site, IReadOnlyList<FileProblem> Problems) Read(SiteSource source) =>
        Check(SiteReader.ReadText<SiteFile>(source.Text, source.File, "Site"), source);

    /// <summary>The site of a gateway that runs: it was checked when that started, and files beside it may be others by now.</summary>
    /// <returns>Null where a newer or older gateway took up what this program does not know.</returns>
    public static SiteFile? InForce(SiteSource source) =>
        SiteReader.ReadText<SiteFile>(source.Text, source.File, "Site").Value is { } site ? AtHome(site, source) : null;

    private static (SiteFile? Site, IReadOnlyList<FileProblem> Problems) Check(SiteReading<SiteFile> reading, SiteSource source)
    {
        if (reading.Value is not { } site)
        {
            var named = reading.Errors.Select(problem => problem.Path).ToHashSet(StringComparer.Ordinal);
            return (null, [.. reading.Errors, .. reading.Sketch is { } sketch ? SiteRules.Problems(sketch)
                .Where(p => !named.Contains(p.Path)) : []]);
        }

        site = AtHome(site, source);
        IReadOnlyList<FileProblem> problems = [.. SiteRules.Problems(site), .. CalendarFile.Read(site.CalendarFile).Problems];
        return problems.Count == 0 ? (site, []) : (null, problems);
    }

    /// <summary>A relative folder is meant from the site file's place, wherever the gateway was started.</summary>
    private static SiteFile AtHome(SiteFile site, SiteSource source)
    {
        var home = Path.GetDirectoryName(Path.GetFullPath(source.File))!;
        return site with
        {
            Source = source,
            DataFolder = Path.GetFullPath(site.DataFolder, home),
            CalendarFile = site.CalendarFile.Length == 0 ? "" : Path.GetFullPath(site.CalendarFile, home),
            Privacy = site.Privacy with
            {
                NoticeFolder = site.Privacy.NoticeFolder.Length == 0 ? "" : Path.GetFullPath(site.Privacy.NoticeFolder, home)
            },
            Registry = site.Registry with
            {
                BackupFolder = site.Registry.BackupFolder.Length == 0 ? ""
                : Path.GetFullPath(site.Registry.BackupFolder, home)
            },
            Vision = site.Vision with
            {
                ModelFolder = site.Vision.ModelFolder.Length == 0 ? ""
                : Path.GetFullPath(site.Vision.ModelFolder, home)
            },
            Outside = site.Outside with
            {
                Targets = [.. site.Outside.Targets.Select(target => target.CaFile.Length == 0 ? target : target with
                {
                    CaFile = Path.GetFullPath(target.CaFile, home),
                })],
            },
            Web = site.Web is not { } web ? null : web with
            {
                CertFile = web.CertFile.Length == 0 ? "" : Path.GetFullPath(web.CertFile, home),
                KeyFile = web.KeyFile.Length == 0 ? "" : Path.GetFullPath(web.KeyFile, home),
            },
        };
    }
}

/// <summary>What reading a site file gave: the value, or every error at once, one line each.</summary>
/// <param name="Value">Null where there is an error.</param>
/// <param name="Sketch">What could be read in spite of errors, with defaults for the rest: good for finding more of them, not for
/// running.</param>
internal sealed record SiteReading<T>(T? Value, IReadOnlyList<FileProblem> Errors, T? Sketch = null)
    where T : class;
