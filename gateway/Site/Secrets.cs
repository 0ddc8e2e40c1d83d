using Zhuhui.Edge.Gateway.Site.Binding;
using Zhuhui.Edge.Gateway.Texts.Rules;

namespace Zhuhui.Edge.Gateway.Site;

/// <summary>Where passwords and keys come from: never from the site file. A systemd credential of that name, else one of the folder that
/// the unit loads as a whole, else an environment variable.</summary>
internal static class Secrets
{
    /// <summary>What systemd puts before the name of each file of the unit's folder: <c>LoadCredential=secret:FOLDER</c>.</summary>
    private const string OfFolder = "secret_";

    /// <returns>The secret without a trailing line break; null where nobody gave one, or it is not UTF-8.</returns>
    public static string? Find(string name)
    {
        if (FileOf(name) is { } file)
        {
            return StrictText.Read(File.ReadAllBytes(file))?.TrimEnd('\r', '\n');
        }

        return Environment.GetEnvironmentVariable(VariableFor(name));
    }

    /// <returns>The file of a credential; null where there is none.</returns>
    public static string? FileOf(string name) => Environment.GetEnvironmentVariable("CREDENTIALS_DIRECTORY") is { } folder
        ? Array.Find([Path.Combine(folder, name), Path.Combine(folder, OfFolder + name)], File.Exists) : null;

    /// <summary>The environment variable of a secret: <c>gate-camera</c> is <c>ZHUHUI_SECRET_GATE_CAMERA</c>.</summary>
    public static string VariableFor(string name) => "ZHUHUI_SECRET_" + name.Replace('-', '_').ToUpperInvariant();

    /// <summary>One line for every secret the site file names and nobody gave.</summary>
    public static IEnumerable<FileProblem> Missing(SiteFile site) =>
        from named in site.Cameras.Select((c, i) => (Path: $"Site.Cameras[{i}].Credential", Name: c.Credential))
            .Append((Path: "Site.Link.Credential", Name: site.Link.Credential))
            .Concat(site.Readers.Select((r, i) => (Path: $"Site.Readers[{i}].Key", Name: r.Key)))
        where named.Name.Length > 0 && Find(named.Name) is null
        select MissingLine(named.Path, named.Name);

    /// <summary>The same of what goes outside, and its files: without them no notice is sent there, and no door waits for that.</summary>
    public static IEnumerable<FileProblem> MissingOutside(SiteFile site) =>
        (from named in site.Outside.Targets.SelectMany((target, i) => new (string Path, string Name)[]
        {
            ($"Site.Outside.Targets[{i}].Credential", target.Credential),
            ($"Site.Outside.Targets[{i}].SignCredential", target.SignCredential),
        })
         where named.Name.Length > 0 && Find(named.Name) is null
         select MissingLine(named.Path, named.Name))
        .Concat(site.Outside.Targets.Select((target, i) => (target.CaFile, Path: $"Site.Outside.Targets[{i}].CaFile"))
            .Where(one => one.CaFile.Length > 0 && !File.Exists(one.CaFile))
            .Select(one => new FileProblem(one.Path, FileRuleTexts.NoCaFile(one.CaFile))));

    private static FileProblem MissingLine(string path, string name) => new(path, FileOf(name) is not null
        ? FileRuleTexts.SecretNotUtf8(name) : FileRuleTexts.NoSecret(name, VariableFor(name)));
}
