using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.People.Registry;
using Zhuhui.Edge.Gateway.People.Registry.Sealing;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Storage;

namespace Zhuhui.Edge.Gateway.Cli.Offline;

/// <summary>A sealed backup before a box that it may be restored on, while no gateway runs there.</summary>
internal sealed class NewBox(SiteFile site, string file, RecoveryKey recovery)
{
    /// <summary>What is in it; read to its end before anything else is done.</summary>
    public SealedContents Contents { get; } = SealedFile.Read(file, recovery);

    /// <summary>What it would bring; on a box without a registry and a journal nothing is written for the answer.</summary>
    /// <exception cref="StorageException">Another process has the files, or the system refuses one.</exception>
    public SealedRestore Plan()
    {
        if (IsEmpty)
        {
            return SealedRestore.From(Contents, Guid.Empty, site.DataFolder, new Dictionary<RegistryKey, byte[]>(), journal: null);
        }

        using var gateway = OfflineGateway.OpenToChange(site);
        return gateway.People.Registry.PlanRestore(Contents, Guid.Empty, site.DataFolder);
    }

    /// <summary>Keys and photos are laid ready, then the registry's change makes the restore, then they are put in place.</summary>
    /// <exception cref="StorageException">Nothing was restored; or it was and is finished at the next start.</exception>
    public SealedRestore Restore(string orderedBy)
    {
        SealedRestore done;
        using (var gateway = OfflineGateway.OpenToChange(site))
        {
            var people = gateway.People;
            var stage = RestoreStage.Begin(site.DataFolder);
            stage.Lay(Contents.Keys);
            done = people.Registry.PlanRestore(Contents, stage.Id, site.DataFolder);
            var agreed = done.WithPhotos;
            SealedFile.Read(file, recovery, (person, photos) =>
            {
                if (agreed.Contains(person))
                {
                    stage.Lay(person, photos);
                }
            });
            people.Writer.Write<object?>(() => (PeopleChange.Restoring(done.Plan, people.Residents.All, orderedBy), null));
        }

        RegistryStore.Open(site).Dispose();
        return done;
    }

    private bool IsEmpty => !File.Exists(Path.Combine(site.DataFolder, "registry.db"))
        && !File.Exists(Path.Combine(site.DataFolder, "registry.copy")) && !Directory.Exists(Path.Combine(site.DataFolder, "journal"));
}
