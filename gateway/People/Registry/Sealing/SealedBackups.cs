using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.People.Faces;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Storage;

namespace Zhuhui.Edge.Gateway.People.Registry.Sealing;

/// <summary>
/// The sealed files in the folder of the backups: each has everything that a new box needs, and opens with the recovery key alone, which
/// is not here. So nobody can be erased from one: whoever is erased has all of them replaced by a new one. The two newest are kept.
/// <see cref="PeopleWriter"/> alone changes them.
/// </summary>
/// <param name="registry">The registry as it is on the disk.</param>
internal sealed class SealedBackups(string dataFolder, string folder, string site, KeptPhotos photos,
    Func<SealedBackups.Registry> registry, TimeProvider time)
{
    private const int Kept = 2;
    private const int Page = 500;

    /// <param name="Place">Where the registry's journal stands.</param>
    internal sealed record Registry(IReadOnlyDictionary<RegistryKey, byte[]> Documents, RegistryMark Mark, JournalPlace Place);

    /// <summary>Why one could not be made or the older ones not be deleted; null since they could.</summary>
    public string? Problem { get; private set; }

    /// <summary>What seals; null where no recovery key was made.</summary>
    /// <exception cref="StorageException">The system refuses its file.</exception>
    public RecoveryLock? Lock => RecoveryLock.Read(dataFolder);

    /// <summary>Whether one was made within so long, for the recovery key in force.</summary>
    public bool IsRecent(TimeSpan within) => Lock is { Id: var id }
        && Names().Any(name => (time.GetUtcNow() - name.At).Duration() < within && SealedFile.ReadHead(PathOf(name.Name))?.Recovery == id);

    /// <summary>Makes one, and takes away the oldest beyond those that are kept.</summary>
    /// <returns>Null where no recovery key was made.</returns>
    /// <exception cref="StorageException">The system refuses it, or the keys here are not those of the registry.</exception>
    public RegistryBackup? Make(BackupReason reason, SealedBeside beside)
    {
        if (Lock is not { } recovery)
        {
            return null;
        }

        var contents = Gather(beside, recovery);
        var place = contents.Head.Place;
        var name = BackupName.Of(contents.Head.MadeAt, reason, place, 1);
        try
        {
            FolderSync.Make(folder);
            for (var more = 2; File.Exists(PathOf(name.Name)); more++)
            {
                name = BackupName.Of(name.At, reason, place, more);
            }

            AtomicFile.Write(PathOf(name.Name), file => SealedContents.Write(file, recovery, contents, photos.SealedOf));
            Delete(Names(place.Ledger).Where(other => other.Name != name.Name).Skip(Kept - 1));
            Problem = null;
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            throw new StorageException($"no sealed backup could be made in {folder} ({refusal.Message}); see that its disk is mounted, "
                + "writable and not full", refusal);
        }

        return new RegistryBackup(name.Name, name.At, reason, contents.Head.Counts.People, IsWhole: true);
    }

    /// <exception cref="StorageException">The system refuses it.</exception>
    public void MakeFor(RecoveryLock recovery) => recovery.Write(dataFolder);

    /// <summary>Those there are, newest first, by what they say of themselves: without the key nobody can look into them.</summary>
    /// <exception cref="StorageException">The system refuses a file.</exception>
    public IReadOnlyList<RegistryBackup> List() =>
    [
        .. Names().Select(name => (Name: name, Head: SealedFile.ReadHead(PathOf(name.Name)))).Select(one => new RegistryBackup(
            one.Name.Name + SealedFile.Extension, one.Name.At, one.Name.Reason, one.Head?.Counts.People ?? 0, one.Head is not null)),
    ];

    /// <summary>Somebody was erased: a new one takes the place of all there are. Where it can't be made they go all the same.</summary>
    /// <param name="isFirst">One is made though there is none yet.</param>
    public void TryReplace(SealedBeside beside, bool isFirst = false)
    {
        try
        {
            if (Names() is var before && (isFirst || before.Count > 0))
            {
                Replace(before, beside);
            }

            Problem = null;
        }
        catch (StorageException refused)
        {
            Problem = refused.Message;
        }
    }

    /// <summary>As <see cref="TryReplace"/> for those that hold somebody whom the journal tells to have been erased since: their disk may
    /// have been away then.</summary>
    /// <exception cref="StorageException">The system refuses it.</exception>
    public void ReplaceTold(Journal journal, SealedBeside beside)
    {
        DeleteUnfinished();
        var before = Names();
        if (before.Exists(name => SealedFile.ReadHead(PathOf(name.Name)) is not { } head || IsErasedSince(journal, head.Place)))
        {
            Replace(before, beside);
        }

        Problem = null;
    }

    private void Replace(List<BackupName> before, SealedBeside beside)
    {
        StorageException? unmade = null;
        try
        {
            Make(BackupReason.Daily, beside);
        }
        catch (StorageException refused)
        {
            // Whoever is erased goes all the same.
            unmade = refused;
        }

        try
        {
            DeleteUnfinished();
            Delete(before);
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            throw new StorageException($"the sealed backups in {folder} still hold somebody who was erased ({refusal.Message}); see "
                + "that their disk is writable, or delete them", refusal);
        }

        if (unmade is not null)
        {
            throw new StorageException(unmade.Message, unmade);
        }
    }

    private SealedContents Gather(SealedBeside beside, RecoveryLock recovery)
    {
        var (all, mark, place) = registry();
        var documents = all.Where(document => RegistryDocuments.IsLasting(document.Key)).ToDictionary();
        var keys = DataKey.All.Select(key => (key.Name, Bytes: key.Read(dataFolder))).Where(key => key.Bytes is not null)
            .ToDictionary(key => key.Name, key => key.Bytes!, StringComparer.Ordinal);
        keys[RecoveryLock.Name] = recovery.Bytes.ToArray();
        PersonId[] ofWhom = [.. photos.People.Where(photos.Holds)];
        var counts = SealedTally.Count(documents, keys, ofWhom.Length);
        SealedTally.Hold(counts, documents, keys);
        var carried = CarriedUses.UsesIn(CarriedUses.In(documents));
        return new SealedContents(
            new SealedHead(recovery.Id, site, time.GetUtcNow(), ThisProgram.Version, place.Ledger, place.Seq, counts),
            new RegistryCopy.State(documents, mark with { Return = null }, [], IsWhole: true), keys,
            CarriedUses.Sum(beside.Uses?.Count() ?? new Dictionary<string, int>(), carried), beside.SiteText, ofWhom);
    }

    private static bool IsErasedSince(Journal journal, JournalPlace place)
    {
        for (var after = place.Ledger == journal.Ledger ? place.Seq : 0; journal.ReadAfter(after, Page) is { Count: > 0 } records;
            after = records[^1].Seq)
        {
            if (records.Any(record => record.Type is EventTypes.PersonRemoved or EventTypes.ConsentWithdrawn or EventTypes.PhotosErased))
            {
                return true;
            }
        }

        return false;
    }

    private void Delete(IEnumerable<BackupName> names)
    {
        foreach (var name in names.ToArray())
        {
            File.Delete(PathOf(name.Name));
        }
    }

    /// <summary>A kill in the middle of one leaves a file that nobody reads and nobody is erased from.</summary>
    private void DeleteUnfinished()
    {
        if (Directory.Exists(folder))
        {
            foreach (var file in Directory.GetFiles(folder, AtomicFile.Unfinished("*" + SealedFile.Extension)))
            {
                File.Delete(file);
            }
        }
    }

    /// <summary>Newest first. A folder that is not there, or is on a disk that is away, has none.</summary>
    private List<BackupName> Names(Guid? ledger = null)
    {
        try
        {
            return Directory.Exists(folder)
                ? [.. BackupName.NewestFirst(Directory.EnumerateFiles(folder, "*" + SealedFile.Extension)
                    .Select(file => BackupName.TryParse(Path.GetFileNameWithoutExtension(file))).OfType<BackupName>(), _ => null, ledger)]
                : [];
        }
        catch (Exception away) when (away is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private string PathOf(string name) => Path.Combine(folder, name + SealedFile.Extension);
}
