using System.CommandLine;
using Zhuhui.Edge.Gateway.Admin;
using Zhuhui.Edge.Gateway.Cli.Commands;
using Zhuhui.Edge.Gateway.Cli.Input;
using Zhuhui.Edge.Gateway.Outside;
using Zhuhui.Edge.Gateway.Site.Outside;
using Zhuhui.Edge.Gateway.Texts.Messages;

namespace Zhuhui.Edge.Gateway.Cli.Outside;

/// <summary>How those outside the console fare that are told of alarms, and whether they can be reached.</summary>
internal static class OutsideCommand
{
    public static Command Create() => new("outside", "webhooks, robots, mail and the siren that hear of alarms: how they fare, and a test")
    {
        List(),
        Test(),
    };

    private static Command List()
    {
        var site = new SiteOption(isForRunning: true);
        var command = new Command("list", "each target: when it took something last, what waits, why it does not arrive") { site };
        command.SetAction(async parsed =>
        {
            var checkedSite = await site.FindAsync(parsed);
            var status = await OutsideEndpoint.TryListAsync(checkedSite.DataFolder, CancellationToken.None)
                ?? throw new GatewayAwayException(Answers.NotRunning(checkedSite, OutsideTexts.OnlyRunning));
            var words = new OutsideWords(checkedSite);
            foreach (var line in status.Targets.Select(words.Line).Concat(status.Siren is { } siren ? [OutsideWords.Line(siren)] : []))
            {
                parsed.Answer(line);
            }

            return status is { Targets.Count: 0, Siren: null } ? parsed.Answer(OutsideTexts.None) : Exit.Done;
        });
        return command;
    }

    private static Command Test()
    {
        var site = new SiteOption(isForRunning: true);
        var target = new Argument<string>("TARGET") { Description = "a target of the site file, or siren: it sounds for a second" };
        var by = CliOptions.Operator();
        var command = new Command("test", "sends a message that says it is a test, and tells whether it was taken") { target, site, by };
        command.SetAction(async parsed =>
        {
            var checkedSite = await site.FindAsync(parsed);
            var (id, who) = (parsed.GetRequiredValue(target), parsed.GetRequiredValue(by));
            var answer = await OutsideEndpoint.TryTestAsync(checkedSite.DataFolder, new OutsideTestRequest(id, who), CancellationToken.None)
                ?? throw new GatewayAwayException(Answers.NotRunning(checkedSite, OutsideTexts.OnlyRunning));
            return answer switch
            {
                { Delivered: true } => parsed.Answer(id == SirenOptions.Id ? OutsideTexts.Sounded : OutsideTexts.Arrived(id)),
                { Code: not null } => parsed.Refuse(answer.Why!),
                _ => parsed.Refuse(OutsideTexts.Failed(id, answer.Why!)),
            };
        });
        return command;
    }
}
