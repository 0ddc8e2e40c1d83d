using System.Globalization;
using LiteDB;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Journals;
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
internal sealed class RegistryBackups(string folder, int kept, TimeProvider time)
{
    private static readonly TimeSpan _betweenDeltas = TimeSpan.FromHours(1);

    private const string Extension = ".registry";
    private const string Stamp = "yyyyMMdd'T'HHmmss'Z'";

    /// <summary>Why one could not be made or nobody be erased from one; null since it could again.</summary>
    public string? Problem { get; private set; }

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

    /// <summary>Erases people, or their face templates, from every backup. Who goes from the doors must go from the registry: what is in
    /// the way is told, and <see cref="EraseTold"/> tries again.</summary>
    public void TryErase(IReadOnlySet<string> whole, IReadOnlySet<string> faces) => Try(() => Erase(whole, faces));

    /// <summary>Writes a backup and takes away the oldest of its reason beyond those that are kept.</summary>
    /// <exception cref="StorageException">The system refuses it.</exception>
    public RegistryBackup Make(IReadOnlyDictionary<RegistryKey, byte[]> documents, RegistryMark mark, BackupReason reason)
    {
        try
        {
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            var now = time.GetUtcNow();
            var name = $"{now.ToString(Stamp, CultureInfo.InvariantCulture)}-{NameOf(reason)}";
            for (var more = 2; File.Exists(PathOf(name)); more++)
            {
                name = $"{now.ToString(Stamp, CultureInfo.InvariantCulture)}-{NameOf(reason)}-{more}";
            }

            var lasting = documents.Where(document => !OwedRecords.Is(document.Key)).ToDictionary();
            RegistryCopy.Write(PathOf(name), lasting, mark with { Return = null }, []);
            foreach (var old in Names().Where(other => ReasonOf(other) == reason).Skip(kept))
            {
                File.Delete(PathOf(old));
            }

            return new RegistryBackup(name, now, reason, PeopleIn(documents), IsWhole: true);
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
            return new RegistryBackup(name, AtOf(name), ReasonOf(name)!.Value, state is null ? 0 : PeopleIn(state.Documents),
                state is { IsWhole: true });
        }),
    ];

    /// <summary>Whether one was made for that reason within so long.</summary>
    public bool IsRecent(BackupReason reason, TimeSpan within) => Names().Where(name => ReasonOf(name) == reason).Select(AtOf)
        .Any(at => (time.GetUtcNow() - at).Duration() < within);

    /// <returns>Null where there is none of that name, or it is damaged.</returns>
    /// <exception cref="StorageException">The system refuses the file.</exception>
    public RegistryCandidate? Read(string name) => Names().Contains(name, StringComparer.Ordinal)
        && ReadState(name) is { IsWhole: true } state
        ? new RegistryCandidate($"the backup {name}", state.Documents, state.Mark)
        : null;

    /// <summary>Those that are whole, newest first.</summary>
    public IEnumerable<RegistryCandidate> Sound() => Names().Select(Read).OfType<RegistryCandidate>();

    /// <summary>Erases people, or their face templates, from every backup.</summary>
    /// <param name="whole">They go altogether.</param>
    /// <param name="faces">Their templates and consent go, the rest stays.</param>
    /// <exception cref="StorageException">The system refuses it.</exception>
    private void Erase(IReadOnlySet<string> whole, IReadOnlySet<string> faces)
    {
        DeleteUnfinished();
        foreach (var name in Names())
        {
            try
            {
                Erase(PathOf(name), whole, faces);
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
    /// <exception cref="StorageException">The system refuses it.</exception>
    public void EraseTold(Journal journal)
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
            if (replay.Removed.Count > 0 || replay.WithoutFaces.Count > 0)
            {
                Erase(PathOf(name), replay.Removed, replay.WithoutFaces);
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

    private static void Erase(string path, IReadOnlySet<string> whole, IReadOnlySet<string> faces)
    {
        if (RegistryCopy.Read(path) is not { IsWhole: true } state)
        {
            // Nothing can be restored from it, and nobody can say who is in it.
            File.Delete(path);
            return;
        }

        var stay = new RegistryChange();
        foreach (var (key, bson) in state.Documents.Where(d => d.Key.Collection == RegistryChange.Residents && faces.Contains(d.Key.Id)
            && !whole.Contains(d.Key.Id)))
        {
            var document = BsonSerializer.Deserialize(bson);
            if (RegistryDocuments.TemplatesOf(document).Count > 0)
            {
                stay.Put(key.Collection, RegistryDocuments.WithoutFaces(document));
            }
        }

        if (stay.Steps.Count > 0)
        {
            RegistryCopy.GoOn(path, state).Append(stay, state.Mark, []);
        }

        using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.Read, 1 << 16);
        RegistryFrame.Erase(file, (key, bson) => key.Collection == RegistryChange.Residents
            && (whole.Contains(key.Id) || (faces.Contains(key.Id)
                && RegistryDocuments.TemplatesOf(BsonSerializer.Deserialize(bson)).Count > 0)));
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

    private RegistryCopy.State? ReadState(string name)
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
    private List<string> Names()
    {
        try
        {
            return Directory.Exists(folder)
                ? [.. Directory.EnumerateFiles(folder, "*" + Extension).Select(file => Path.GetFileNameWithoutExtension(file)!)
                    .Where(name => ReasonOf(name) is not null).OrderByDescending(name => name, StringComparer.Ordinal)]
                : [];
        }
        catch (Exception away) when (away is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private string PathOf(string name) => Path.Combine(folder, name + Extension);

    private static int PeopleIn(IReadOnlyDictionary<RegistryKey, byte[]> documents) =>
        documents.Count(d => d.Key.Collection == RegistryChange.Residents);

    private static string NameOf(BackupReason reason) => reason.ToString().ToLowerInvariant();

    private static DateTimeOffset AtOf(string name) => DateTimeOffset.ParseExact(name[..16], Stamp, CultureInfo.InvariantCulture,
        DateTimeStyles.AssumeUniversal);

    private static BackupReason? ReasonOf(string name) =>
        name.Split('-') is [{ Length: 16 } stamp, var reason, ..] && DateTimeOffset.TryParseExact(stamp, Stamp,
            CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _)
            && Enum.TryParse(reason, ignoreCase: true, out BackupReason known)
            ? known
            : null;
}
