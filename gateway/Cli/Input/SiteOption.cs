using System.CommandLine;
using Zhuhui.Edge.Gateway.Admin;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Cli.Input;

/// <summary><c>--site FILE</c>, which nearly every command needs.</summary>
internal sealed class SiteOption : Option<string>
{
    /// <param name="isForRunning">The command asks a running gateway first.</param>
    public SiteOption(bool isForRunning = false)
        : base("--site")
    {
        HelpName = "FILE";
        Description = isForRunning ? "the site file, or the data folder of a gateway that runs" : "the site file";
        Arity = ArgumentArity.ExactlyOne;
        Required = true;
    }

    /// <exception cref="SiteException">The file has problems.</exception>
    public SiteFile Read(ParseResult parsed)
    {
        var (site, problems) = SiteFiles.Read(parsed.GetRequiredValue(this));
        return site ?? throw new SiteException(problems);
    }

    /// <summary>For what a running gateway does: the site file; where it has problems, or its data folder is named in its place, the site
    /// that the gateway took up at its start. No order waits for somebody to end an edit.</summary>
    /// <exception cref="SiteException">The file has problems, and no gateway is found by what can be read of it.</exception>
    /// <exception cref="GatewayAwayException">A folder is named, and no gateway runs on it.</exception>
    /// <exception cref="UsageException">A gateway runs by the file, on another data folder than it names by now.</exception>
    public async Task<SiteFile> FindAsync(ParseResult parsed)
    {
        var named = parsed.GetRequiredValue(this);
        if (Directory.Exists(named))
        {
            return await InForceAsync(named)
                ?? throw new GatewayAwayException(CommandTexts.NotRunning(Path.GetFullPath(named), CommandTexts.NameTheSiteFile));
        }

        var (site, problems) = SiteFiles.Read(named);
        if ((site?.DataFolder ?? TornSiteFile.DataFolder(named)) is { } folder)
        {
            await GatewayElsewhere.RefuseAsync(named, folder);
            if (site is not null)
            {
                return site;
            }

            if (await InForceAsync(folder) is { } inForce)
            {
                parsed.InvocationConfiguration.Error.WriteLine(CommandTexts.AskedAllTheSame(named, folder).Say());
                return inForce;
            }
        }

        throw new SiteException(File.Exists(named) ? [.. problems, new FileProblem("", CommandTexts.NameTheDataFolder)] : problems);
    }

    private static async Task<SiteFile?> InForceAsync(string folder) =>
        await SiteEndpoint.TryAskAsync(Path.GetFullPath(folder), CancellationToken.None) is { } source ? SiteFiles.InForce(source) : null;
}
