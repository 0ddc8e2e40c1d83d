using LiteDB;

namespace Zhuhui.Edge.Gateway.Ledger;

/// <summary>
/// The LiteDB file of the registry: one document a person. Owns the database and <c>registry.db.bak</c>, the registry as it was after the last whole change. A
/// damaged, emptied or vanished file must leave nobody outside: it is kept aside and the copy takes its place. Not thread safe.
/// </summary>
internal sealed class RegistryFile : IDisposable
{
    /// <summary>Stands at byte 32 of every LiteDB file; a file without it LiteDB would begin anew, without a word.</summary>
    private static readonly byte[] Mark = "** This is a LiteDB file **"u8.ToArray();

    private const int MarkAt = 32;

    private readonly string _path;
    private LiteDatabase? _database;

    /// <exception cref="LedgerException">The file is damaged, or the system refuses it.</exception>
    public RegistryFile(string path)
    {
        _path = path;
        _ = Residents();
    }

    /// <summary>What was amiss with the file and what was done about it; null where it was sound.</summary>
    public string? Restored { get; private set; }

    /// <exception cref="LedgerException">The file is damaged, or the system refuses it.</exception>
    public List<BsonDocument> All() => Residents().FindAll().ToList();

    /// <exception cref="LedgerException">The file is damaged, or the system refuses it.</exception>
    public BsonDocument? Find(string id) => Residents().FindById(id);

    /// <summary>Adds or replaces a document; on the disk, and in the copy, when this returns.</summary>
    /// <param name="isErasing">What stood in the document before goes off the disk too: the file is written anew.</param>
    /// <exception cref="LedgerException">The disk refuses it; the registry can be used again once it does not.</exception>
    public void Put(BsonDocument document, bool isErasing = false) => Change(residents =>
    {
        residents.Upsert(document);
        if (isErasing)
        {
            WriteAnew();
        }
    });

    /// <summary>Takes a document out, and its bytes off the disk: the file is written anew without it, for LiteDB leaves what was deleted in free pages.</summary>
    /// <exception cref="LedgerException">The disk refuses it; the registry can be used again once it does not.</exception>
    public void Remove(string id) => Change(residents =>
    {
        if (residents.Delete(id))
        {
            WriteAnew();
        }
    });

    private void WriteAnew()
    {
        _database!.Rebuild(new LiteDB.Engine.RebuildOptions { Collation = Collation.Binary });
        LiteDbOpening.StartWriter(_database);
        File.Delete(Beside("-backup"));
    }

    private void Change(Action<ILiteCollection<BsonDocument>> change)
    {
        ILiteCollection<BsonDocument> residents = Residents();
        try
        {
            change(residents);
            _database!.Checkpoint();
            using (FileStream data = new(_path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite))
            {
                RandomAccess.FlushToDisk(data.SafeFileHandle);
            }

            KeepCopy();
        }
        catch (Exception refusal) when (LiteDbDamage.IsRefusal(refusal) || LiteDbDamage.IsShownBy(refusal))
        {
            // After a failed write LiteDB's engine stays dead until it is opened again.
            Close();
            throw new LedgerException($"the registry {_path} takes no change ({refusal.Message}); see that its disk is writable and not full, then try again", refusal);
        }
    }

    public void Dispose() => Close();

    private ILiteCollection<BsonDocument> Residents()
    {
        _database ??= OpenSound();
        return _database.GetCollection("residents");
    }

    private string Copy => _path + ".bak";

    /// <summary>A file that LiteDB keeps beside its own.</summary>
    private string Beside(string what) => Path.ChangeExtension(_path, null) + what + Path.GetExtension(_path);

    /// <summary>A database whose every document can be read: the file's, else the copy's.</summary>
    private LiteDatabase OpenSound()
    {
        try
        {
            return OpenAsItIs();
        }
        catch (InvalidDataException damage) when (File.Exists(Copy))
        {
            try
            {
                TakeCopy();
            }
            catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
            {
                throw LedgerException.Refused($"the registry {_path}", refusal);
            }

            LiteDatabase database = OpenCopy(damage);
            Restored = $"{damage.Message}; it was kept aside as {_path}.damaged and the copy of the last change took its place";
            return database;
        }
        catch (InvalidDataException damage)
        {
            throw new LedgerException($"{damage.Message}; restore it from a backup", damage);
        }
    }

    private LiteDatabase OpenCopy(InvalidDataException damage)
    {
        try
        {
            return OpenAsItIs();
        }
        catch (InvalidDataException again)
        {
            throw new LedgerException($"{damage.Message}, and so is its copy {Copy}; restore it from a backup", again);
        }
    }

    /// <summary>Neither a file without people where there is a copy with some, nor one that is not LiteDB's, is a registry.</summary>
    private bool IsOurs()
    {
        if (!File.Exists(_path))
        {
            return !File.Exists(Copy);
        }

        using FileStream file = new(_path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        if (file.Length == 0)
        {
            return !File.Exists(Copy);
        }

        byte[] mark = new byte[Mark.Length];
        file.Position = MarkAt;
        return file.ReadAtLeast(mark, mark.Length, throwOnEndOfStream: false) == mark.Length && mark.AsSpan().SequenceEqual(Mark);
    }

    private void TakeCopy()
    {
        string log = Beside("-log");
        foreach (string spoilt in new[] { _path, log }.Where(File.Exists))
        {
            File.Move(spoilt, spoilt + ".damaged", overwrite: true);
        }

        File.Copy(Copy, _path);
    }

    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    private LiteDatabase OpenAsItIs()
    {
        LiteDatabase? database = null;
        try
        {
            if (!IsOurs())
            {
                throw new InvalidDataException($"the registry {_path} is damaged (it is no LiteDB file any more)");
            }

            database = LiteDbOpening.Open(new ConnectionString { Filename = _path, Connection = ConnectionType.Direct, Collation = Collation.Binary });
            database.UtcDate = true;
            foreach (BsonDocument one in database.GetCollection("residents").FindAll())
            {
                _ = (one["name"].AsString, one["templates"].AsArray.Count);
            }

            return database;
        }
        catch (Exception refusal) when (LiteDbDamage.IsRefusal(refusal))
        {
            Drop(database);
            throw LedgerException.Refused($"the registry {_path}", refusal);
        }
        catch (Exception damage) when (LiteDbDamage.IsShownBy(damage))
        {
            Drop(database);
            throw new InvalidDataException($"the registry {_path} is damaged ({damage.Message})", damage);
        }
    }

    private void KeepCopy()
    {
        string next = Copy + ".new";
        using (FileStream from = new(_path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite))
        using (FileStream to = new(next, new FileStreamOptions
        {
            Mode = FileMode.Create,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        }))
        {
            from.CopyTo(to);
            to.Flush(flushToDisk: true);
        }

        File.Move(next, Copy, overwrite: true);
    }

    private void Close()
    {
        Drop(_database);
        _database = null;
    }

    private static void Drop(LiteDatabase? database)
    {
        try
        {
            database?.Dispose();
        }
        catch (Exception again) when (LiteDbDamage.IsRefusal(again) || LiteDbDamage.IsShownBy(again))
        {
            // It failed before, and that was told; what was committed is in the file or its log.
        }
    }
}
