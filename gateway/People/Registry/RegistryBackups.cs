using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.People.Registry.Replay;
using Zhuhui.Edge.Gateway.People.Registry.Sealing;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Storage;

namespace Zhuhui.Edge.Gateway.People.Registry;

/// <summary>One backup on the disk.</summary>
/// <param name="People">How many people are in it.</param>
/// <param name="IsWhole">false: it is damaged, and nothing is restored from it.</param>
internal sealed record RegistryBackup(string Name, DateTimeOffset At, BackupReason Reason, int People, bool IsWhole);

/// <summary>
/// Dated copies of the registry in a folder of their own, which may be on another disk. Owns the files in it that are called as backups
/// are. Each is there whole or not at all; templates in them are sealed as in the registry; of each reason so many are kept. Whoever is
/// erased is erased from them.
/// </summary>
internal sealed class RegistryBackups(string dataFolder, string folder, int kept, TimeProvider time)
{
    private static readonly TimeSpan _betweenDeltas = TimeSpan.FromHours(1);

    private const string Extension = ".registry";

    private readonly Lock _one = new();

    /// <summary>Where the journal stood for files whose names don't say it.</summary>
    private readonly Dictionary<string, BackupPlace?> _places = [];
    private Guid? _ledger;

    /// <summary>Why one could not be made or nobody be erased from one; null since it could again.</summary>
    public string? Problem { get; private set; }

    public static string FolderOf(string dataFolder, RegistryOptions? options) =>
        options is { BackupFolder.Length: > 0 } ? options.BackupFolder : Path.Combine(dataFolder, "backups");

    /// <inheritdoc cref="ForeignKeys"/>
    public IReadOnlyList<string> Foreign(IReadOnlyDictionary<RegistryKey, byte[]> backup,
        IReadOnlyDictionary<RegistryKey, byte[]> documents) =>
        KeyMarks.Foreign(backup, documents, dataFolder);

    /// <summary>A roster that takes a right away must not wait for a backup disk; and one card after the other must not wear it
    /// out.</summary>
    public void TryMakeBeforeRoster(Func<IReadOnlyDictionary<RegistryKey, byte[]>> documents, RegistryMark mark, bool isWhole) => Try(() =>
    {
        if (isWhole || !IsRecent(BackupReason.Roster, _betweenDeltas))
        {
            Make(documents(), mark, BackupReason.Roster);
        }

        Problem = null;
    });

    /// <summary>Erases from every backup. Who goes from the doors must go from the registry: what is in the way is told, and
    /// <see cref="EraseTold"/> tries again.</summary>
    public void TryErase(RegistryCopy.Erasure erasure) => Try(() => Erase(erasure));

    /// <summary>Writes a backup and takes away the oldest of its reason beyond those that are kept.</summary>
    /// <exception cref="StorageException">The system refuses it.</exception>
    public RegistryBackup Make(IReadOnlyDictionary<RegistryKey, byte[]> documents, RegistryMark mark, BackupReason reason)
    {
        try
        {
            FolderSync.Make(folder);
            var now = time.GetUtcNow();
            var name = BackupName.Of(now, reason, mark.Place, 1);
            for (var more = 2; File.Exists(PathOf(name)); more++)
            {
                name = BackupName.Of(now, reason, mark.Place, more);
            }

            _ledger = mark.Place.Ledger;
            var lasting = documents.Where(document => RegistryDocuments.IsLasting(document.Key)).ToDictionary();
            RegistryCopy.Write(PathOf(name), KeyMarks.With(lasting, dataFolder), mark with { Return = null }, []);
            foreach (var old in Names().Where(other => other.Reason == reason).Skip(kept))
            {
                File.Delete(PathOf(old));
            }

            return new RegistryBackup(name.Name, now, reason, PeopleIn(documents), IsWhole: true);
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            throw new StorageException($"no backup of the registry could be made in {folder} ({refusal.Message}); see that its disk is "
                + "mounted, writable and not full", refusal);
        }
    }

    /// <summary>All backups, newest first, read through.</summary>
    /// <exception cref="StorageException">The system refuses a file.</exception>
    public IReadOnlyList<RegistryBackup> List() =>
    [
        .. Names().Select(name =>
        {
            var state = ReadState(name);
            return new RegistryBackup(name.Name, name.At, name.Reason, state is null ? 0 : PeopleIn(state.Documents),
                state is { IsWhole: true });
        }),
    ];

    /// <summary>Whether one was made for that reason within so long.</summary>
    public bool IsRecent(BackupReason reason, TimeSpan within) => Names()
        .Any(name => name.Reason == reason && (time.GetUtcNow() - name.At).Duration() < within);

    /// <returns>Null where there is none of that name, or it is damaged.</returns>
    /// <exception cref="StorageException">The system refuses the file.</exception>
    public RegistryCandidate? Read(string name) => Names().Find(known => known.Name == name) is { } known ? Read(known) : null;

    /// <summary>Those that are whole, newest first.</summary>
    public IEnumerable<RegistryCandidate> Sound() => Names().Select(Read).OfType<RegistryCandidate>();

    private RegistryCandidate? Read(BackupName name) => ReadState(name) is { IsWhole: true } state
        ? new RegistryCandidate($"the backup {name.Name}", state.Documents, state.Mark)
        : null;

    /// <exception cref="StorageException">The system refuses it.</exception>
    private void Erase(RegistryCopy.Erasure erasure)
    {
        DeleteUnfinished();
        foreach (var name in Names())
        {
            try
            {
                RegistryCopy.Erase(PathOf(name), erasure);
            }
            catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
            {
                throw new StorageException($"the backup {PathOf(name)} lets nobody be erased ({refusal.Message}); see that its disk is "
                    + "writable, or delete it, then try again", refusal);
            }
        }
    }

    /// <summary>Erases whom a journal tells to have been removed, or to have withdrawn consent, since each backup was made: its disk may
    /// have been away then.</summary>
    /// <param name="isOver">Whether a visit of a backup is over and erased, which no journal tells.</param>
    /// <exception cref="StorageException">The system refuses it.</exception>
    public void EraseTold(Journal journal, Func<RegistryKey, byte[], bool> isOver)
    {
        DeleteUnfinished();
        foreach (var name in Names())
        {
            if (Read(name) is not { } backup)
            {
                continue;
            }

            var replay = new RegistryReplay(backup.Documents);
            replay.Read(journal, backup.Mark.Place);
            var erasure = new RegistryCopy.Erasure(replay.Removed, replay.WithoutFaces, backup.Documents.Where(one =>
                one.Key.Collection == RegistryChange.Visits && isOver(one.Key, one.Value)).Select(one => one.Key.Id).ToHashSet(),
                replay.HouseholdsRemoved);
            if (!erasure.IsEmpty)
            {
                RegistryCopy.Erase(PathOf(name), erasure);
            }
        }

        Problem = null;
    }

    private void Try(Action work)
    {
        try
        {
            work();
        }
        catch (StorageException problem)
        {
            Problem = problem.Message;
        }
    }

    /// <summary>A kill in the middle of a backup leaves a file that nobody reads and nobody is erased from.</summary>
    private void DeleteUnfinished()
    {
        try
        {
            foreach (var file in Directory.Exists(folder) ? Directory.GetFiles(folder, AtomicFile.Unfinished("*" + Extension)) : [])
            {
                File.Delete(file);
            }
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            throw StorageException.Refused($"the backups in {folder}", refusal);
        }
    }

    private RegistryCopy.State? ReadState(BackupName name)
    {
        try
        {
            return RegistryCopy.Read(PathOf(name));
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            throw StorageException.Refused($"the backup {PathOf(name)}", refusal);
        }
    }

    /// <summary>Newest first. A folder that is not there, or is on a disk that is away, has none.</summary>
    private List<BackupName> Names()
    {
        try
        {
            return Directory.Exists(folder)
                ? [.. BackupName.NewestFirst(Directory.EnumerateFiles(folder, "*" + Extension)
                    .Select(file => BackupName.TryParse(Path.GetFileNameWithoutExtension(file))).OfType<BackupName>(), PlaceOf, _ledger)]
                : [];
        }
        catch (Exception away) when (away is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>Of a backup of an earlier version; null where it is damaged.</summary>
    private BackupPlace? PlaceOf(BackupName name)
    {
        lock (_one)
        {
            if (!_places.TryGetValue(name.Name, out var place))
            {
                place = RegistryCopy.Read(PathOf(name)) is { } state ? BackupPlace.Of(state.Mark.Place) : null;
                _places[name.Name] = place;
            }

            return place;
        }
    }

    private string PathOf(BackupName name) => Path.Combine(folder, name.Name + Extension);

    private static int PeopleIn(IReadOnlyDictionary<RegistryKey, byte[]> documents) =>
        documents.Count(d => d.Key.Collection == RegistryChange.Residents);
}
