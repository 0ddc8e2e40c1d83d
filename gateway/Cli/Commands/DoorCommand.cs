using System.CommandLine;
using Zhuhui.Edge.Gateway.Admin;
using Zhuhui.Edge.Gateway.Cli.Input;
using Zhuhui.Edge.Gateway.Doors.Commands;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Cli.Commands;

/// <summary>Gives the running gateway an operator's order. Without a running gateway there is nobody to carry it out.</summary>
internal static class DoorCommand
{
    private const int MostMinutes = 1440;

    /// <summary>An order that got no answer by then is given up, before it grows old.</summary>
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(8);

    public static Command Create() => new("door", "order something of the running gateway's doors")
    {
        Order(CommandKind.Unlock, "release the lock once"),
        Order(CommandKind.HoldOpen, "hold open for so many minutes"),
        Order(CommandKind.Lockdown, "let nobody in for so many minutes"),
        Order(CommandKind.Normal, "end what was ordered before"),
        Order(CommandKind.Forgive, "begin anti-passback anew, for one person or for everybody"),
    };

    private static Command Order(CommandKind kind, string description)
    {
        var isForgiving = kind == CommandKind.Forgive;
        var site = new SiteOption(isForRunning: true);
        var whom = isForgiving ? CliOptions.Text("--person", "ID", "whom to forgive") : CliOptions.Text("--door", "ID", "which door");
        var all = CliOptions.Switch("--all", isForgiving ? "everybody" : "all doors");
        var minutes = CliOptions.NeededNumber("--minutes", $"for how long, {MostMinutes} at most", most: MostMinutes);
        var by = CliOptions.Operator();
        var reason = CliOptions.Text("--reason", "TEXT", "why; it goes on record, so no names of people");
        var command = new Command(Spoken(kind), description) { site, whom, all, by, reason };
        if (kind is CommandKind.HoldOpen or CommandKind.Lockdown)
        {
            command.Add(minutes);
        }

        command.NeedsOneOf(whom, all);
        command.Validators.Add(result =>
        {
            if (!OrderRequest.IsReason(result.GetValue(reason)))
            {
                result.AddError(ApiTexts.BadReason(OrderRequest.LongestReason).Say());
            }
        });
        command.SetAction(async parsed => await RunAsync(parsed, await site.FindAsync(parsed), new OrderRequest(
            kind,
            isForgiving ? null : parsed.GetValue(whom),
            parsed.GetRequiredValue(by),
            command.Options.Contains(minutes) ? parsed.GetValue(minutes) : null,
            isForgiving ? parsed.GetValue(whom) : null,
            parsed.GetValue(reason))));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, SiteFile site, OrderRequest request)
    {
        using var patience = new CancellationTokenSource(_patience);
        OrderAnswer? answer;
        try
        {
            answer = await CommandsEndpoint.TryAskAsync(site.DataFolder, request, patience.Token);
        }
        catch (OperationCanceledException)
        {
            throw new GatewayAwayException(Answers.NoAnswer(_patience));
        }

        if (answer is null)
        {
            throw new GatewayAwayException(Answers.NotRunning(site, CommandTexts.OnlyRunningOrders));
        }

        if (answer.Refused is { } reason)
        {
            return parsed.Refuse(reason.Because);
        }

        parsed.Answer(Answers.Ordered(request));
        foreach (var word in answer.Doors)
        {
            parsed.InvocationConfiguration.Output.WriteLine(Answers.Said(word).Say());
        }

        return answer.Doors.Any(word => word.Outcome == DoorOutcome.NotReleased) ? Exit.Refused
            : answer.Doors.Any(word => word.Outcome == DoorOutcome.NoAnswer) ? Exit.Failed : Exit.Done;
    }

    private static string Spoken(CommandKind kind) => kind switch
    {
        CommandKind.Unlock => "unlock",
        CommandKind.HoldOpen => "hold-open",
        CommandKind.Lockdown => "lockdown",
        CommandKind.Normal => "normal",
        _ => "forgive",
    };
}
