using System.CommandLine;
using System.Globalization;
using Zhuhui.Edge.Gateway.Admin;
using Zhuhui.Edge.Gateway.Cli.Input;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Cli.Commands;

/// <summary>Says whether the running gateway believes this machine's clock, and takes an operator's word that it is right.</summary>
internal static class ClockCommand
{
    public static Command Create() => new("clock", "whether the gateway believes this machine's clock; confirm that it is right")
    {
        Show(),
        Confirm(),
    };

    private static Command Show()
    {
        var site = new SiteOption(isForRunning: true);
        var command = new Command("show", "what the clock shows, what the gateway goes by, and why") { site };
        command.SetAction(async parsed => await AskAsync(parsed, await site.FindAsync(parsed), new ClockRequest(null)));
        return command;
    }

    private static Command Confirm()
    {
        var site = new SiteOption(isForRunning: true);
        var by = CliOptions.Operator();
        var command = new Command("confirm", "say that you have compared the clock with another, and it is right") { site, by };
        command.SetAction(async parsed => await AskAsync(parsed, await site.FindAsync(parsed),
            new ClockRequest(parsed.GetRequiredValue(by))));
        return command;
    }

    private static async Task<int> AskAsync(ParseResult parsed, SiteFile site, ClockRequest request)
    {
        var answer = await ClockEndpoint.TryAskAsync(site.DataFolder, request, CancellationToken.None)
            ?? throw new GatewayAwayException(Answers.NotRunning(site, CommandTexts.OnlyRunningKnowsTime));
        var zone = TimeZoneInfo.FindSystemTimeZoneById(site.TimeZone);
        return parsed.Answer(answer.Doubt is null ? CommandTexts.ClockBelieved(At(answer.Shown))
            : CommandTexts.ClockNotBelieved(At(answer.Shown), At(answer.Time)));

        string At(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, zone).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
    }
}
