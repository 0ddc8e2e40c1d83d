using System.Globalization;
using Zhuhui.Edge.Gateway.Admin;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.People.Registry;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Storage;

namespace Zhuhui.Edge.Gateway.Cli;

/// <summary>The registry's backups: through the running gateway, whose doors go on, else on its files.</summary>
internal static class RegistryCommand
{
    public static async Task<int> RunAsync(string[] words, TextWriter output, TextWriter errors)
    {
        var (site, request, isToDo) = Read(words);
        var answer = await AskAsync(site, isToDo ? request : request with { Errand = BackupAction.WouldRestore });
        if (answer.Refused is { } refused)
        {
            errors.WriteLine($"zhuhui-edge: {refused}");
            return Exit.Refused;
        }

        foreach (var backup in answer.Backups)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{backup.Name}  {backup.People} people{(backup.IsWhole ? "" : "  damaged, nothing is restored from it")}"));
        }

        if (answer.Restore is not { } restore)
        {
            return Exit.Done;
        }

        Tell(restore, isToDo, output);
        if (!isToDo)
        {
            errors.WriteLine("zhuhui-edge: nothing was changed; say --yes to do it");
        }

        return isToDo ? Exit.Done : Exit.Refused;
    }

    private static async Task<BackupAnswer> AskAsync(SiteFile site, BackupRequest request)
    {
        if (await RegistryEndpoint.TryAskAsync(site.DataFolder, request, CancellationToken.None) is { } answer)
        {
            return answer;
        }

        DataFolder.Make(site);
        using var ledger = EventLedger.OpenQuietly(site.DataFolder);
        using var people = OfflinePeople.Open(site, ledger);
        return RegistryEndpoint.Handle(people.Writer, people.Registry, people.Residents, request);
    }

    private static void Tell(RegistryRestore restore, bool isDone, TextWriter output)
    {
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"the backup {restore.Backup}, of {restore.MadeAt:yyyy-MM-dd HH:mm} UTC: {restore.People} people {(isDone ? "are" : "would be")} in the registry"));
        List("no longer in it, to be enrolled again", restore.Lost);
        List("in it again", restore.Returned);
        List("as they were then, but for what the journal took away since", restore.Changed);
        List("changed since, which the journal can't give back", restore.Check);

        void List(string what, IReadOnlyList<string> ids)
        {
            if (ids.Count > 0)
            {
                output.WriteLine($"  {what}: {string.Join("; ", ids)}");
            }
        }
    }

    private static (SiteFile Site, BackupRequest Request, bool IsToDo) Read(string[] words)
    {
        switch (words)
        {
            case ["backup", .. var rest]:
                return (CommandLine.Site(new Arguments(rest, ["--site"], [])), new BackupRequest(BackupAction.Make, null, null), true);
            case ["list", .. var rest]:
                return (CommandLine.Site(new Arguments(rest, ["--site"], [])), new BackupRequest(BackupAction.List, null, null), true);
            case ["restore", .. var rest]:
                var arguments = new Arguments(rest, ["--site", "--backup", "--operator"], ["--yes"]);
                return (CommandLine.Site(arguments), new BackupRequest(BackupAction.Restore, arguments.Needed("--backup"), arguments.Needed("--operator")), arguments.Has("--yes"));
            default:
                throw new UsageException("registry needs backup, list or restore");
        }
    }
}
