using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Site.Binding;
using Zhuhui.Edge.Gateway.Texts;
using Zhuhui.Edge.Gateway.Texts.Rules;

namespace Zhuhui.Edge.Gateway.People.Notices;

/// <summary>What somebody agrees to; each has notices of its own.</summary>
internal enum NoticeOn
{
    Face,
    Care,
}

/// <summary>A notice that people are shown before they agree (Personal Information Protection Law, art. 17): the program's own with the
/// site's words in it, or the newest of the site's.</summary>
/// <param name="Version">By which a consent names it.</param>
/// <param name="Text">In the site's language.</param>
internal sealed record Notice(string Version, string Text)
{
    /// <summary>The program's own.</summary>
    public const string BuiltInVersion = "2026-11";

    /// <summary>First 16 hexadecimal digits of the text's SHA-256: which words somebody agreed to can be told later.</summary>
    public string Digest { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Text)))[..16];

    public static Notice InForce(SiteFile site, NoticeOn on = NoticeOn.Face) => site.Privacy.NoticeFolder.Length == 0 ? BuiltIn(site, on)
        : Files(site, on).LastOrDefault(IsText) is { } newest ? new Notice(VersionOf(newest), StrictText.Read(File.ReadAllBytes(newest))!)
        : BuiltIn(site, on);

    /// <summary>Why the site's own notices can't be used; nothing where they can.</summary>
    public static IEnumerable<FileProblem> Problems(SiteFile site)
    {
        const string path = "Site.Privacy.NoticeFolder";
        if (site.Privacy.NoticeFolder is not { Length: > 0 } folder)
        {
            yield break;
        }

        if (!Directory.Exists(folder))
        {
            yield return new(path, FileRuleTexts.NoNoticeFolder(folder, Suffix(site)));
        }
        else if (!Files(site, NoticeOn.Face).Any())
        {
            yield return new(path, FileRuleTexts.NoNotice(folder, Suffix(site)));
        }
        else
        {
            foreach (var file in new[] { NoticeOn.Face, NoticeOn.Care }.SelectMany(on => Files(site, on)).Where(file => !IsText(file)))
            {
                yield return new(path, FileRuleTexts.NoticeNotUtf8(file, StrictText.LineOfFault(File.ReadAllBytes(file))));
            }
        }
    }

    private static Notice BuiltIn(SiteFile site, NoticeOn on)
    {
        var name = on == NoticeOn.Care ? "care" : "face";
        using var stream = typeof(Notice).Assembly.GetManifestResourceStream($"People/{name}.{Suffix(site)}")!;
        using var text = new StreamReader(stream, Encoding.UTF8);
        return new Notice(BuiltInVersion, text.ReadToEnd()
            .Replace("{version}", BuiltInVersion, StringComparison.Ordinal)
            .Replace("{handler}", Said(site.Privacy.Handler), StringComparison.Ordinal)
            .Replace("{contact}", Said(site.Privacy.Contact), StringComparison.Ordinal)
            .Replace("{days}", site.Privacy.EraseAfterDays.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal));

        string Said(string words) => words.Length > 0 ? words : PeopleTexts.NotSaid.In(site.OwnLanguage);
    }

    /// <summary>A notice on care is called <c>VERSION.care.zh.txt</c>, one on face recognition <c>VERSION.zh.txt</c>.</summary>
    private static IEnumerable<string> Files(SiteFile site, NoticeOn on) =>
        Directory.EnumerateFiles(site.Privacy.NoticeFolder, $"*.{Suffix(site)}")
            .Where(file => file.EndsWith($".care.{Suffix(site)}", StringComparison.Ordinal) == (on == NoticeOn.Care))
            .OrderBy(VersionOf, StringComparer.Ordinal);

    /// <summary>One that was put there meanwhile and is none is passed over, and the one before it holds.</summary>
    private static bool IsText(string file) => StrictText.Read(File.ReadAllBytes(file)) is not null;

    private static string VersionOf(string file) => Path.GetFileName(file).Split('.')[0];

    private static string Suffix(SiteFile site) => site.OwnLanguage == Language.Zh ? "zh.txt" : "en.txt";
}
