using Zhuhui.Edge.Gateway.Admin;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.People.Profiles;
using Zhuhui.Edge.Gateway.People.Registry;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Texts;
using Zhuhui.Edge.Gateway.Texts.Pages;

namespace Zhuhui.Edge.Gateway.Console.Upkeep;

/// <summary>What the pages ask of the backups, and how they show it.</summary>
internal sealed class BackupDesk(SiteFile site, RegistryDesk desk, RegistryStore registry, ResidentDirectory residents,
    EventLedger ledger)
{
    /// <summary>How the looks go on record.</summary>
    private const string RestoreLook = "restore";

    private const string SealedLook = "sealed";

    public BackupAnswer Ask(BackupRequest request) => desk.Handle(request);

    public BackupsModel Model(Language language)
    {
        var answer = Ask(new BackupRequest(BackupAction.List, null, null));
        var recovery = Ask(new BackupRequest(BackupAction.MadeFor, null, null)).Recovery;
        return new BackupsModel([.. answer.Backups.Select(one => RowOf(one, language))], recovery,
            (answer.Refused ?? registry.Sealed.Problem) is { } problem ? Wording.Same(problem) : null);
    }

    /// <returns>Null where there is no such backup, or it is damaged.</returns>
    public RestoreModel? Plan(string name, string by, Language language)
    {
        if (Ask(new BackupRequest(BackupAction.WouldRestore, name, by)).Restore is not { } plan)
        {
            return null;
        }

        ledger.Append(new PeopleLookedUp(by, RestoreLook, plan.Lost.Concat(plan.Returned).Concat(plan.Changed).Distinct(
            StringComparer.Ordinal).Count()));
        return new RestoreModel(plan.Backup, site.Written(plan.MadeAt), plan.People,
        [
            .. new (Wording What, IReadOnlyList<string> Ids)[]
            {
                (CommandTexts.RestoreLost, plan.Lost), (CommandTexts.RestoreReturned, plan.Returned),
                (CommandTexts.RestoreChanged, plan.Changed), (CommandTexts.RestoreCheck, plan.Check),
            }.Where(group => group.Ids.Count > 0).Select(group => new RestoreGroup(group.What.In(language),
                [.. group.Ids.Select(residents.NameOf).OrderBy(Pinyin.Key, StringComparer.Ordinal)])),
        ]);
    }

    /// <summary>A sealed backup, to be kept elsewhere. All people are in it, for whoever has the recovery key: who takes it away is on
    /// record.</summary>
    /// <returns>Null where there is none of that name.</returns>
    public Stream? SealedFile(string name, string by)
    {
        if (registry.Sealed.List().FirstOrDefault(one => one.Name == name) is not { } backup)
        {
            return null;
        }

        try
        {
            var file = File.OpenRead(Path.Combine(RegistryBackups.FolderOf(site.DataFolder, site.Registry), backup.Name));
            ledger.Append(new PeopleLookedUp(by, SealedLook, backup.People));
            return file;
        }
        catch (IOException)
        {
            // Replaced by a newer one this moment.
            return null;
        }
    }

    private BackupRow RowOf(RegistryBackup backup, Language language)
    {
        var isSealed = backup.Name.EndsWith(People.Registry.Sealing.SealedFile.Extension, StringComparison.Ordinal);
        return new BackupRow(backup.Name, site.Written(backup.At), Why(backup.Reason).In(language), backup.People, isSealed, backup.IsWhole,
            backup.IsWhole && !isSealed);
    }

    private static Wording Why(BackupReason reason) => reason switch
    {
        BackupReason.Daily => BackupTexts.Daily,
        BackupReason.Asked => BackupTexts.Asked,
        _ => BackupTexts.BeforeChange,
    };
}
