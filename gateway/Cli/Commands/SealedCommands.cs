using System.CommandLine;
using Zhuhui.Edge.Gateway.Admin;
using Zhuhui.Edge.Gateway.Cli.Input;
using Zhuhui.Edge.Gateway.People.Registry;
using Zhuhui.Edge.Gateway.People.Registry.Sealing;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Storage;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Cli.Commands;

/// <summary>The recovery key and what is sealed for it. The key is made here, shown once and forgotten: the gateway hears its public half
/// alone.</summary>
internal static class SealedCommands
{
    public static IReadOnlyList<Command> Create() => [RecoveryKeyCommand(), Seal(), SiteFileCommand()];

    private static Command RecoveryKeyCommand()
    {
        var site = new SiteOption(isForRunning: true);
        var by = CliOptions.Text("--operator", "NAME", "who makes it; it goes on record");
        var check = CliOptions.Switch("--check", "read a key that was written down, and say whether it is the one");
        var replace = CliOptions.Switch("--replace", "make another in the place of the one there is");
        const string description = "make the key that opens sealed backups and show it, once, to be written down; works while the gateway "
            + "runs";
        var command = new Command("recovery-key", description) { site, by, check, replace };
        command.NeedsOneOf(by, check);
        command.KeepsApart(check, replace);
        command.SetAction(async parsed =>
        {
            var where = await site.FindAsync(parsed);
            return parsed.GetValue(check) ? await CheckAsync(parsed, where) : await MakeAsync(parsed, where, parsed.GetValue(by)!,
                parsed.GetValue(replace));
        });
        return command;
    }

    private static Command Seal()
    {
        var site = new SiteOption(isForRunning: true);
        var copy = CliOptions.Text("--out", "FILE", "copy it to this file too, on another disk for example");
        const string description = "make a sealed backup, from which a new box has everything; works while the gateway runs";
        var command = new Command("seal", description) { site, copy };
        command.SetAction(async parsed =>
        {
            var where = await site.FindAsync(parsed);
            var answer = await RegistryCommand.AskAsync(where, new BackupRequest(BackupAction.Seal, null, null));
            if (answer is not { Backups: [var made] })
            {
                return parsed.Refuse(answer.Refused ?? "");
            }

            parsed.Answer(Answers.Backup(made with { Name = made.Name + SealedFile.Extension }));
            if (parsed.GetValue(copy) is { } file)
            {
                Copy(Path.Combine(RegistryBackups.FolderOf(where.DataFolder, where.Registry), made.Name + SealedFile.Extension), file);
                parsed.Answer(SealedTexts.Copied(file));
            }

            return Exit.Done;
        });
        return command;
    }

    private static Command SiteFileCommand()
    {
        var backup = new FileOption("--sealed", "the sealed backup") { IsNeeded = true };
        var to = CliOptions.Needed("--out", "FILE", "where the site file is written; not over another");
        const string description = "write out the site file that is in a sealed backup, for a new box; the recovery key is asked for";
        var command = new Command("site-file", description) { backup, to };
        backup.AddWordTo(command);
        command.SetAction(parsed =>
        {
            using var recovery = RecoveryEntry.Read(parsed.InvocationConfiguration.Error);
            if (SealedFile.Read(backup.NeededOf(parsed), recovery).SiteText is not { } text)
            {
                return parsed.Refuse(SealedTexts.NoSiteFile);
            }

            Write(parsed.GetRequiredValue(to), file => file.Write(text), overwrite: false);
            return parsed.Answer(SealedTexts.SiteWritten(parsed.GetRequiredValue(to)));
        });
        return command;
    }

    private static async Task<int> MakeAsync(ParseResult parsed, SiteFile site, string by, bool replaces)
    {
        using var recovery = RecoveryKey.Make();
        var answer = await RegistryCommand.AskAsync(site, new BackupRequest(BackupAction.MakeFor, null, by, recovery.Lock.Bytes.ToArray(),
            replaces));
        if (answer.Recovery is not { } id)
        {
            return parsed.Refuse(answer.Refused ?? "");
        }

        parsed.Answer(SealedTexts.KeyShown(id));
        parsed.Answer($"\n    {recovery.Spell()}\n");
        parsed.Answer(SealedTexts.KeyInForce);
        return answer.Refused is { } problem ? parsed.Refuse(problem) : Exit.Done;
    }

    private static async Task<int> CheckAsync(ParseResult parsed, SiteFile site)
    {
        var answer = await RegistryCommand.AskAsync(site, new BackupRequest(BackupAction.MadeFor, null, null));
        if (answer.Recovery is not { } inForce)
        {
            return parsed.Refuse(answer.Refused ?? SealedTexts.NoKey.Say());
        }

        using var recovery = RecoveryEntry.Read(parsed.InvocationConfiguration.Error);
        return recovery.Lock.Id == inForce ? parsed.Answer(SealedTexts.KeyRight(inForce))
            : parsed.Refuse(SealedTexts.KeyOther(recovery.Lock.Id, inForce));
    }

    private static void Copy(string from, string to)
    {
        Write(to, file =>
        {
            using var made = File.OpenRead(from);
            made.CopyTo(file);
        }, overwrite: true);
    }

    private static void Write(string path, Action<FileStream> write, bool overwrite)
    {
        try
        {
            AtomicFile.Write(Path.GetFullPath(path), write, overwrite);
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            throw StorageException.Refused($"the file {path}", refusal);
        }
    }
}
