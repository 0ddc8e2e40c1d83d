using System.CommandLine;
using Zhuhui.Edge.Gateway.Admin;
using Zhuhui.Edge.Gateway.Cli.Input;
using Zhuhui.Edge.Gateway.Cli.Offline;
using Zhuhui.Edge.Gateway.People.Registry;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Cli.Commands;

/// <summary>The registry's backups: through the running gateway, whose doors go on, else on its files.</summary>
internal static class RegistryCommand
{
    public static Command Create()
    {
        var command = new Command("registry", "backups of the registry of people; works while the gateway runs")
        {
            Plain("backup", "make a backup", BackupAction.Make),
            Plain("list", "the backups there are", BackupAction.List),
            Restore(),
        };
        foreach (var one in SealedCommands.Create())
        {
            command.Add(one);
        }

        return command;
    }

    /// <summary>Asks the running gateway, else its files.</summary>
    public static async Task<BackupAnswer> AskAsync(SiteFile site, BackupRequest request) =>
        await RegistryEndpoint.TryAskAsync(site.DataFolder, request, CancellationToken.None) ?? HandleHere(site, request);

    public static void Say(ParseResult parsed, RegistryRestore restore, bool isDone)
    {
        parsed.Answer(Answers.Restore(restore, isDone));
        List(parsed, CommandTexts.RestoreLost, restore.Lost);
        List(parsed, CommandTexts.RestoreReturned, restore.Returned);
        List(parsed, CommandTexts.RestoreChanged, restore.Changed);
        List(parsed, CommandTexts.RestoreCheck, restore.Check);
    }

    public static void List(ParseResult parsed, Wording what, IReadOnlyList<string> ids)
    {
        if (ids.Count > 0)
        {
            parsed.Answer(CommandTexts.RestoreList(what, string.Join("; ", ids)));
        }
    }

    private static Command Plain(string word, string description, BackupAction action)
    {
        var site = new SiteOption(isForRunning: true);
        var command = new Command(word, description) { site };
        command.SetAction(async parsed => await RunAsync(parsed, await site.FindAsync(parsed), new BackupRequest(action, null, null)));
        return command;
    }

    private static Command Restore()
    {
        var site = new SiteOption(isForRunning: true);
        var backup = CliOptions.Text("--backup", "NAME", "the backup; registry list shows them");
        var file = new FileOption("--sealed",
            "a sealed backup, for a new box; the gateway is stopped, the recovery key asked for");
        var by = CliOptions.Operator();
        var yes = CliOptions.Switch("--yes", "do it, and not only say it");
        const string description = "say what putting the registry back to a backup would restore and lose; --yes does "
            + "it, and the doors go on. "
            + "Cards reported lost, blocks and removals since then hold all the same";
        var command = new Command("restore", description)
        {
            site, backup, file, by, yes,
        };
        file.AddWordTo(command);
        command.NeedsOneOf(backup, file);
        command.SetAction(async parsed => file.Of(parsed) is { } path
            ? await SealedRestoring.RunAsync(parsed, await site.FindAsync(parsed), path, parsed.GetRequiredValue(by), parsed.GetValue(yes))
            : await RunAsync(parsed, await site.FindAsync(parsed), new BackupRequest(
                parsed.GetValue(yes) ? BackupAction.Restore : BackupAction.WouldRestore,
                parsed.GetValue(backup),
                parsed.GetRequiredValue(by))));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, SiteFile site, BackupRequest request)
    {
        var answer = await AskAsync(site, request);
        if (answer.Refused is { } refused)
        {
            return parsed.Refuse(refused);
        }

        foreach (var backup in answer.Backups)
        {
            parsed.Answer(Answers.Backup(backup));
        }

        if (answer.Restore is not { } restore)
        {
            return Exit.Done;
        }

        var isDone = request.Errand == BackupAction.Restore;
        Say(parsed, restore, isDone);
        return isDone ? Exit.Done : parsed.Refuse(CommandTexts.NothingDone);
    }

    private static BackupAnswer HandleHere(SiteFile site, BackupRequest request)
    {
        using var gateway = OfflineGateway.OpenToChange(site);
        return gateway.Handle(request);
    }
}
