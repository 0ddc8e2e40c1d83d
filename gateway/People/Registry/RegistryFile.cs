using System.Security.Cryptography;
using LiteDB;
using Zhuhui.Edge.Gateway.Storage;

namespace Zhuhui.Edge.Gateway.People.Registry;

/// <summary>
/// The registry on the disk: <c>registry.db</c>, a LiteDB file, and <c>registry.copy</c>, the same in checked frames. A change is made when
/// its mark is in the copy; the LiteDB file is believed only where it is byte for byte what that mark says, and is made anew from the copy
/// where it is not. Whatever happens to one of the two leaves nobody outside. While the disk refuses to have the LiteDB file made anew, the
/// copy is read. Not thread safe.
/// </summary>
internal sealed class RegistryFile : IDisposable
{
    private readonly string _path;
    private readonly Func<IEnumerable<RegistryCandidate>> _backups;
    private readonly TimeProvider _time;
    private RegistryDatabase? _database;
    private RegistryCopy? _copy;
    private RegistryDigest? _digest;

    /// <param name="backups">The dated backups, newest first; read only where nothing else is left.</param>
    /// <exception cref="StorageException">The file is damaged and nothing can take its place, or the system refuses it.</exception>
    public RegistryFile(string path, Func<IEnumerable<RegistryCandidate>> backups, TimeProvider time)
    {
        (_path, _backups, _time) = (path, backups, time);
        _ = Database();
    }

    public RegistryMark Mark { get; private set; } = RegistryMark.None;

    /// <summary>What was amiss with the files and what was done about it, where it is not yet in the journal.</summary>
    public RegistryReturn? Return => Mark.Return;

    /// <exception cref="StorageException">The files are damaged, or the system refuses them.</exception>
    public List<BsonDocument> All(string collection)
    {
        if (Database() is { } database)
        {
            return database.All(collection);
        }

        return [.. Documents().Where(d => d.Key.Collection == collection).Select(d => BsonSerializer.Deserialize(d.Value))];
    }

    /// <exception cref="StorageException">The files are damaged, or the system refuses them.</exception>
    public BsonDocument? Find(string collection, string id) => Database() is { } database
        ? database.Find(collection, id)
        : Documents().TryGetValue(new RegistryKey(collection, id), out var bson) ? BsonSerializer.Deserialize(bson) : null;

    /// <summary>All documents as they are on the disk.</summary>
    /// <exception cref="StorageException">The system refuses it.</exception>
    public Dictionary<RegistryKey, byte[]> Documents()
    {
        try
        {
            return RegistryCopy.Read(CopyPath)?.Documents ?? [];
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            throw StorageException.Refused($"the registry {CopyPath}", refusal);
        }
    }

    /// <summary>Makes a change: all of it is on the disk when this returns, or none of it where it throws.</summary>
    /// <param name="draft">Makes the change for the state it leads to.</param>
    /// <param name="place">Where the registry's journal stands; null where nobody knows.</param>
    /// <exception cref="StorageException">The disk refuses it; the registry can be used again once it does not.</exception>
    public void Change(Func<RegistryMark, RegistryChange> draft, JournalPlace? place, Func<RegistryReturn?, RegistryReturn?>? mark =
        null) => Attempt(database =>
    {
        var next = Next(place) with { Return = mark is null ? Mark.Return : mark(Mark.Return) };
        var change = draft(next);
        if (change.IsErasing || change.RemovesResidents)
        {
            WriteAnew(change.On(Documents()), next);
            foreach (var aside in Directory.EnumerateFiles(Path.GetDirectoryName(_path)!, "registry*" + RegistryRecovery.Aside))
            {
                File.Delete(aside);
            }

            return;
        }

        foreach (var (key, document) in change.Steps)
        {
            if (document is null)
            {
                _digest!.Remove(key);
            }
            else
            {
                _digest!.Put(key, BsonSerializer.Serialize(document));
            }
        }

        database.Change(change.Steps, next, _digest!);
        RegistryDatabase.Sync(_path);
        _copy!.Append(change, next, Hash(_path));
        Mark = next;
    });

    /// <summary>Puts the whole registry to another state in one step.</summary>
    /// <exception cref="StorageException">The disk refuses it; the registry is as it was.</exception>
    public void Replace(Func<RegistryMark, IReadOnlyDictionary<RegistryKey, byte[]>> draft, JournalPlace? place) => Attempt(_ =>
    {
        var next = Next(place);
        WriteAnew(draft(next), next);
    });

    public void Dispose() => Close();

    private string CopyPath => Path.ChangeExtension(_path, ".copy");

    /// <summary>Stands while a change is under way: what is found half done then is no damage.</summary>
    private string ChangingPath => Path.ChangeExtension(_path, ".changing");

    private RegistryMark Next(JournalPlace? place) => Mark with
    {
        Generation = Mark.Generation + 1,
        Place = place ?? Mark.Place,
        At = _time.GetUtcNow()
    };

    private void Attempt(Action<RegistryDatabase> work)
    {
        try
        {
            var database = Database(isToChange: true)!;
            Begin();
            work(database);
            File.Delete(ChangingPath);
        }
        catch (Exception refusal) when (LiteDbDamage.IsRefusal(refusal) || LiteDbDamage.IsShownBy(refusal))
        {
            // After a failed write LiteDB's engine stays dead until it is opened again; what it may have stored is not in the copy and is
            // undone then.
            Close();
            throw new StorageException($"the registry {_path} takes no change ({refusal.Message}); see that its disk is writable and "
                + "not full, then try again", refusal);
        }
    }

    private void Begin()
    {
        File.Create(ChangingPath).Dispose();
        FolderSync.Sync(Path.GetDirectoryName(_path)!);
    }

    private void WriteAnew(IReadOnlyDictionary<RegistryKey, byte[]> documents, RegistryMark mark)
    {
        Close();
        RegistryDatabase.Write(_path, documents, mark);
        _copy = RegistryCopy.Write(CopyPath, documents, mark, Hash(_path));
        _digest = new RegistryDigest(documents);
        _database = RegistryDatabase.Open(_path);
        Mark = mark;
    }

    /// <param name="isToChange">Throws what the disk says instead of going on with the copy.</param>
    /// <returns>Null while the disk lets nothing be made anew and the copy is read.</returns>
    private RegistryDatabase? Database(bool isToChange = false)
    {
        if (_database is not null)
        {
            return _database;
        }

        try
        {
            Open();
        }
        catch (IOException) when (!isToChange && IsReadableFromCopy())
        {
            return null;
        }
        catch (Exception refusal) when (!isToChange && refusal is IOException or UnauthorizedAccessException)
        {
            throw StorageException.Refused($"the registry {_path}", refusal);
        }

        return _database!;
    }

    private bool IsReadableFromCopy()
    {
        if (RegistryCopy.Read(CopyPath) is not { } state)
        {
            return false;
        }

        Mark = state.Mark;
        return true;
    }

    private void Open()
    {
        var wasChanging = File.Exists(ChangingPath);
        var state = RegistryCopy.Read(CopyPath);
        // What a change that was cut off or refused has left is written anew: an fsync that failed is not mended by one that does not.
        if (!wasChanging && state is { IsWhole: true } && File.Exists(_path) && Hash(_path).AsSpan().SequenceEqual(state.Database))
        {
            // What the log holds beside a file that is as its mark says was never acknowledged.
            File.Delete(LiteDbOpening.LogOf(_path));
            _database = RegistryDatabase.Open(_path);
            _copy = RegistryCopy.GoOn(CopyPath, state);
            _digest = new RegistryDigest(state.Documents);
            Mark = state.Mark;
            return;
        }

        var (best, finding, isFileDamaged) = RegistryRecovery.Choose(_path, state, wasChanging, _backups);
        // The state of a change that was made before it was cut off is that state: what it owes the journal is still to be told.
        var mark = wasChanging && finding is null ? best.Mark
            : best.Mark with { Generation = Math.Max(best.Mark.Generation, state?.Mark.Generation ?? 0) + 1, At = _time.GetUtcNow() };
        if (finding is not null)
        {
            mark = mark with
            {
                Return = new RegistryReturn(mark.Return is { } before ? $"{before.Finding}; then {finding}" : finding, mark.Return?.Since
                    ?? best.Mark.Place)
            };
            RegistryRecovery.KeepAside(_path, CopyPath, isFileDamaged);
        }
        else
        {
            Begin();
        }

        WriteAnew(best.Documents, mark);
        File.Delete(RegistryRecovery.OldCopyOf(_path));
        File.Delete(ChangingPath);
    }

    private static byte[] Hash(string path)
    {
        using var data = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        return SHA256.HashData(data);
    }

    private void Close()
    {
        _database?.Dispose();
        _database = null;
        _copy = null;
    }
}
