using System.CommandLine;
using Zhuhui.Edge.Gateway.Admin;
using Zhuhui.Edge.Gateway.Admin.Duty;
using Zhuhui.Edge.Gateway.Cli.Input;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Cli.Commands;

/// <summary>Silences a device whose alarms flood the guard post, at the running gateway, and lets it sound again.</summary>
internal static class DeviceCommand
{
    private const int MostMinutes = 24 * 60;

    public static Command Create() => new("device", "silence a device whose alarms flood the guard post, for a while and with a reason")
    {
        Silence(),
        Sound(),
    };

    private static Command Silence()
    {
        var site = new SiteOption(isForRunning: true);
        var device = CliOptions.Needed("--device", "ID", "a camera, CAMERA/ZONE, a door or a reader");
        var minutes = CliOptions.NeededNumber("--minutes", "for how long; the site file bounds it", most: MostMinutes);
        var reason = CliOptions.Needed("--reason", "TEXT", "why; it goes on record, so no names of people");
        var by = CliOptions.Operator();
        var command = new Command("silence", "its alarms are recorded and listed as ever, and do not sound")
        {
            site, device, minutes, reason, by,
        };
        command.SetAction(async parsed => await AskAsync(parsed, await site.FindAsync(parsed), new SilenceRequest(
            parsed.GetRequiredValue(device), parsed.GetValue(minutes), parsed.GetRequiredValue(reason), parsed.GetRequiredValue(by))));
        return command;
    }

    private static Command Sound()
    {
        var site = new SiteOption(isForRunning: true);
        var device = CliOptions.Needed("--device", "ID", "what was silenced");
        var by = CliOptions.Operator();
        var command = new Command("sound", "its alarms sound again") { site, device, by };
        command.SetAction(async parsed => await AskAsync(parsed, await site.FindAsync(parsed), new SilenceRequest(
            parsed.GetRequiredValue(device), null, null, parsed.GetRequiredValue(by))));
        return command;
    }

    private static async Task<int> AskAsync(ParseResult parsed, SiteFile site, SilenceRequest request)
    {
        var answer = await SilenceEndpoint.TryAskAsync(site.DataFolder, request, CancellationToken.None)
            ?? throw new GatewayAwayException(Answers.NotRunning(site, CommandTexts.OnlyRunningWatches));
        return answer.Refused is { } refused ? parsed.Refuse(refused) : parsed.Answer(request.Minutes is null
            ? WatchTexts.SoundsAgain(request.Device, request.Operator) : WatchTexts.SilencedAnswer(request.Device));
    }
}
