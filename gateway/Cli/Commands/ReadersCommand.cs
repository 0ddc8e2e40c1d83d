using System.CommandLine;
using Zhuhui.Edge.Gateway.Admin;
using Zhuhui.Edge.Gateway.Cli.Input;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Cli.Commands;

/// <summary>Lets the running gateway give new OSDP readers their keys for a few minutes.</summary>
internal static class ReadersCommand
{
    public static Command Create() => new("readers", "the running gateway's card readers") { InstallKeys() };

    private static Command InstallKeys()
    {
        var site = new SiteOption(isForRunning: true);
        var minutes = CliOptions.NeededNumber(
            "--minutes", $"for how long, {ReadersEndpoint.MostMinutes} at most", most: ReadersEndpoint.MostMinutes);
        var by = CliOptions.Operator();
        const string description = "for some minutes, give OSDP readers fresh from their box their keys";
        var command = new Command("install-keys", description) { site, minutes, by };
        command.SetAction(async parsed => await RunAsync(
            parsed, await site.FindAsync(parsed),
            new InstallKeysRequest(parsed.GetRequiredValue(minutes) ?? 0, parsed.GetRequiredValue(by))));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, SiteFile site, InstallKeysRequest request)
    {
        var answer = await ReadersEndpoint.TryAskAsync(site.DataFolder, request, CancellationToken.None)
            ?? throw new GatewayAwayException(Answers.NotRunning(site, CommandTexts.OnlyRunningReaders));
        return parsed.Answer(Answers.KeysInstalled(request.Minutes, answer.Readers));
    }
}
