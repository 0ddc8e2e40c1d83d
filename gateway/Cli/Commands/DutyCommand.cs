using System.CommandLine;
using System.Text.Json;
using Zhuhui.Edge.Gateway.Admin;
using Zhuhui.Edge.Gateway.Admin.Duty;
using Zhuhui.Edge.Gateway.Cli.Input;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Cli.Commands;

/// <summary>Begins and ends a shift at the running gateway, and prints what it hands over.</summary>
internal static class DutyCommand
{
    public static Command Create() => new("duty", "begin and end a shift of the guard post, and see what it hands over")
    {
        Change("start", "say that you are on duty", onDuty: true),
        Change("end", "say that you are no longer on duty", onDuty: false),
        Handover(),
    };

    private static Command Change(string word, string description, bool onDuty)
    {
        var site = new SiteOption(isForRunning: true);
        var by = CliOptions.Operator();
        var command = new Command(word, description) { site, by };
        command.SetAction(async parsed =>
        {
            var where = await site.FindAsync(parsed);
            var who = parsed.GetRequiredValue(by);
            _ = await DutyEndpoint.TryAskAsync(where.DataFolder, new DutyRequest(who, onDuty), CancellationToken.None)
                ?? throw NotRunning(where);
            return parsed.Answer(onDuty ? WatchTexts.DutyBegan(who) : WatchTexts.DutyEnded(who));
        });
        return command;
    }

    private static Command Handover()
    {
        var site = new SiteOption(isForRunning: true);
        var from = CliOptions.Text("--from", "TIME", "from a day, or a day and a time such as 2026-12-31T18:00; else since you are on "
            + "duty");
        var to = CliOptions.Text("--to", "TIME", "to a day's end, or a day and a time; else until now");
        var by = CliOptions.Operator();
        var json = CliOptions.Switch("--json", "all of it, as one line of JSON");
        var command = new Command("handover", "what happened in the shift and what stands; names nobody but operators")
        {
            site, from, to, by, json,
        };
        command.SetAction(async parsed =>
        {
            var where = await site.FindAsync(parsed);
            var answer = await DutyEndpoint.TryAskAsync(where.DataFolder, new HandoverRequest(parsed.GetRequiredValue(by),
                Moments.Parse(parsed, from, where, atItsEnd: false), Moments.Parse(parsed, to, where, atItsEnd: true)),
                CancellationToken.None) ?? throw NotRunning(where);
            return answer.Refused is { } refused ? parsed.Refuse(refused)
                : parsed.Answer(parsed.GetValue(json) ? JsonSerializer.Serialize(answer.List, EventJson.Options)
                    : string.Join('\n', HandoverFormatter.Parts(answer.List!, where.Language, where).SelectMany(part =>
                        part.Lines.Select(line => $"  {line}").Prepend(part.Title))));
        });
        return command;
    }

    private static GatewayAwayException NotRunning(SiteFile site) => new(Answers.NotRunning(site, CommandTexts.OnlyRunningWatches));
}
