using System.CommandLine;
using System.Text;
using System.Text.Json;
using Zhuhui.Edge.Gateway.Admin.Office;
using Zhuhui.Edge.Gateway.Cli.Commands;
using Zhuhui.Edge.Gateway.Cli.Input;
using Zhuhui.Edge.Gateway.Cli.Offline;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Cli.Privacy;

/// <summary>What the office files or keeps for the law: facts for the impact assessment, and the register of cameras. Nobody is named in
/// either.</summary>
internal static class PrivacyReports
{
    public static Command Create() => new("privacy", "what the office files or keeps for the law on personal data")
    {
        Impact(), Cameras(),
    };

    private static Command Impact() => Create("impact", "the facts for an impact assessment, in numbers: what is kept of how many people, "
        + "how long, who receives it; works while the gateway runs", async site =>
    {
        var facts = ImpactFacts.Of(site, await PrivacyEndpoint.TryAskAsync(site.DataFolder, CancellationToken.None) ?? CountHere(site));
        return (facts, () => new PrivacyPages(site).Impact(facts));
    });

    private static Command Cameras() => Create("cameras", "the register of cameras with place, purpose and the words for signs", site =>
    {
        var cameras = ImpactFacts.CamerasOf(site);
        return Task.FromResult<(object, Func<byte[]>)>((cameras, () => new PrivacyPages(site).Cameras(cameras)));
    });

    private static Command Create(string name, string description, Func<SiteFile, Task<(object Facts, Func<byte[]> Page)>> collect)
    {
        var site = new SiteOption(isForRunning: true);
        var file = new FileOption("--file", "where to: .json, or .html for a page to print; without it, JSON is printed");
        var command = new Command(name, description) { site, file };
        file.AddWordTo(command);
        command.SetAction(async parsed =>
        {
            var path = file.Of(parsed);
            OutputFile.Check(file, path);
            var isPage = path?.EndsWith(".html", StringComparison.OrdinalIgnoreCase) == true;
            if (path is not null && !isPage && !path.EndsWith(".json", StringComparison.OrdinalIgnoreCase))
            {
                throw new UsageException(CommandTexts.JsonOrHtml(path));
            }

            var (facts, page) = await collect(await site.FindAsync(parsed));
            var json = JsonSerializer.Serialize(facts, facts.GetType(), EventJson.Options);
            if (path is null)
            {
                return parsed.Answer(json);
            }

            OutputFile.Write(path, isPage ? page() : Encoding.UTF8.GetBytes(json));
            return parsed.Answer(CommandTexts.PrivacyWritten(Path.GetFullPath(path)));
        });
        return command;
    }

    private static PrivacyCounts CountHere(SiteFile site)
    {
        using var gateway = OfflineGateway.Open(site);
        return PrivacyEndpoint.Count(site, gateway.People.Residents, gateway.People.Registry, gateway.Ledger.Time.GetUtcNow());
    }
}
