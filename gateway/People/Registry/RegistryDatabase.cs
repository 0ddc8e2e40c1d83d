using LiteDB;
using Zhuhui.Edge.Gateway.Storage;

namespace Zhuhui.Edge.Gateway.People.Registry;

/// <summary>The LiteDB file of the registry. Owns the database and, in it, a fingerprint of its own contents: a file is believed only where
/// they agree. Not thread safe.</summary>
internal sealed class RegistryDatabase : IDisposable
{
    /// <summary>Stands at byte 32 of every LiteDB file; a file without it LiteDB would begin anew, without a word.</summary>
    private static readonly byte[] _mark = "** This is a LiteDB file **"u8.ToArray();

    private const int MarkAt = 32;
    private const string Contents = "contents";
    private const string ContentsId = "all";

    private readonly LiteDatabase _database;

    private RegistryDatabase(LiteDatabase database) => _database = database;

    /// <summary>Opens a file that is known to be sound.</summary>
    /// <exception cref="IOException">The system refuses it.</exception>
    public static RegistryDatabase Open(string path) => new(LiteDbOpening.Open(For(path)));

    /// <summary>All documents of a file, where they are what its fingerprint says.</summary>
    /// <returns>The documents and which state they are; none where the file has no fingerprint, for versions before it kept none.</returns>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    /// <exception cref="IOException">The system refuses it.</exception>
    public static (Dictionary<RegistryKey, byte[]> Documents, RegistryMark Mark) Read(string path)
    {
        if (!BearsMark(path))
        {
            throw new InvalidDataException("it is no LiteDB file any more");
        }

        var connection = For(path);
        connection.ReadOnly = !File.Exists(LiteDbOpening.LogOf(path));
        LiteDatabase? database = null;
        try
        {
            database = LiteDbOpening.Open(connection);
            var contents = database.GetCollection(Contents).FindById(ContentsId);
            var most = contents?["count"].AsInt32 ?? int.MaxValue;
            Dictionary<RegistryKey, byte[]> documents = [];
            foreach (var collection in RegistryChange.Collections)
            {
                foreach (var document in database.GetCollection(collection).FindAll())
                {
                    if (documents.Count == most || !documents.TryAdd(new RegistryKey(collection, document["_id"].AsString),
                        BsonSerializer.Serialize(document)))
                    {
                        throw new InvalidDataException("it holds more than was put into it");
                    }
                }
            }

            if (contents is null)
            {
                return (documents, RegistryMark.None);
            }

            var mark = RegistryMark.FromDocument(contents["mark"].AsDocument);
            return documents.Count == most && new RegistryDigest(documents).Compute(mark).AsSpan()
                .SequenceEqual(contents["digest"].AsBinary)
                ? (documents, mark)
                : throw new InvalidDataException($"{documents.Count} of {most} documents are left in it, or some are altered");
        }
        catch (Exception damage) when (!LiteDbDamage.IsRefusal(damage) && LiteDbDamage.IsShownBy(damage))
        {
            throw new InvalidDataException(damage.Message, damage);
        }
        finally
        {
            Drop(database);
        }
    }

    /// <summary>Writes a file with these documents and puts it in the place of whatever stands there; whole or not at all. Nobody may have
    /// the old one open.</summary>
    /// <exception cref="IOException">The system refuses it; the old file is as it was.</exception>
    public static void Write(string path, IReadOnlyDictionary<RegistryKey, byte[]> documents, RegistryMark mark)
    {
        var next = AtomicFile.Unfinished(path);
        Delete(next);
        try
        {
            using (File.Create(next, 1, FileOptions.None))
            {
                File.SetUnixFileMode(next, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            }

            var database = Open(next);
            try
            {
                database.Change(documents.Select(d => KeyValuePair.Create(d.Key, (BsonDocument?)BsonSerializer.Deserialize(d.Value))), mark,
                    new RegistryDigest(documents));
            }
            finally
            {
                database.Dispose();
            }

            Sync(next);
            File.Delete(LiteDbOpening.LogOf(path));
            AtomicFile.PutInPlace(path);
        }
        catch (Exception refusal) when (LiteDbDamage.IsRefusal(refusal) || LiteDbDamage.IsShownBy(refusal))
        {
            TryDelete(next);
            throw refusal as IOException ?? new IOException(refusal.Message, refusal);
        }
    }

    public List<BsonDocument> All(string collection) => _database.GetCollection(collection).FindAll().ToList();

    public BsonDocument? Find(string collection, string id) => _database.GetCollection(collection).FindById(id);

    /// <summary>All steps and the fingerprint in one transaction, moved from the log into the file.</summary>
    public void Change(IEnumerable<KeyValuePair<RegistryKey, BsonDocument?>> steps, RegistryMark mark, RegistryDigest digest)
    {
        _database.BeginTrans();
        foreach (var (key, document) in steps)
        {
            if (document is null)
            {
                _database.GetCollection(key.Collection).Delete(key.Id);
            }
            else
            {
                _database.GetCollection(key.Collection).Upsert(document);
            }
        }

        _database.GetCollection(Contents).Upsert(new BsonDocument
        {
            ["_id"] = ContentsId,
            ["mark"] = mark.ToBson(),
            ["count"] = digest.Count,
            ["digest"] = digest.Compute(mark),
        });
        _database.Commit();
        _database.Checkpoint();
    }

    public static void Sync(string path)
    {
        using var data = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        FileSync.Sync(data);
    }

    public void Dispose() => Drop(_database);

    private static ConnectionString For(string path) => new()
    {
        Filename = path,
        Connection = ConnectionType.Direct,
        Collation = Collation.Binary
    };

    private static bool BearsMark(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var mark = new byte[_mark.Length];
        file.Position = MarkAt;
        return file.ReadAtLeast(mark, mark.Length, throwOnEndOfStream: false) == mark.Length && mark.AsSpan().SequenceEqual(_mark);
    }

    private static void Delete(string path)
    {
        File.Delete(path);
        File.Delete(LiteDbOpening.LogOf(path));
    }

    private static void TryDelete(string path)
    {
        try
        {
            Delete(path);
        }
        catch (Exception again) when (again is IOException or UnauthorizedAccessException)
        {
            // The next attempt begins with the same.
        }
    }

    private static void Drop(LiteDatabase? database)
    {
        try
        {
            database?.Dispose();
        }
        catch (Exception again) when (LiteDbDamage.IsRefusal(again) || LiteDbDamage.IsShownBy(again))
        {
            // It failed before, and that was told; what counts is in the copy.
        }
    }
}
