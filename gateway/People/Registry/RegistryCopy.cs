using LiteDB;
using Zhuhui.Edge.Gateway.Storage;

namespace Zhuhui.Edge.Gateway.People.Registry;

/// <summary>
/// The registry as a file of checked frames: each change is added at the end and closed by a mark, and with that mark's fsync it is made.
/// What stands after the last whole mark was never acknowledged. Dated backups are files of the same kind. Holds no file open.
/// </summary>
internal sealed class RegistryCopy
{
    private const int RoomForGarbage = 1 << 20;

    private readonly string _path;
    private readonly Dictionary<RegistryKey, int> _live;
    private readonly Action<FileStream> _sync;
    private long _bytes;

    private RegistryCopy(string path, IReadOnlyDictionary<RegistryKey, byte[]> documents, long bytes, Action<FileStream>? sync = null)
    {
        (_path, _sync) = (path, sync ?? FileSync.Sync);
        _live = documents.ToDictionary(d => d.Key, d => d.Value.Length + RegistryFrame.Overhead);
        _bytes = bytes;
    }

    /// <summary>What a file held.</summary>
    /// <param name="Database">SHA-256 of the LiteDB file that goes with it; empty in a backup.</param>
    /// <param name="IsWhole">false: what stood behind the last whole mark could not be read.</param>
    internal sealed record State(Dictionary<RegistryKey, byte[]> Documents, RegistryMark Mark, byte[] Database, bool IsWhole);

    /// <returns>Null where there is no file, or none that holds one whole mark.</returns>
    /// <exception cref="IOException">The system refuses it.</exception>
    public static State? Read(string path)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 1 << 16);
        return Read(file);
    }

    /// <returns>Null where there is none that holds one whole mark.</returns>
    public static State? Read(Stream file)
    {
        State? last = null;
        Dictionary<RegistryKey, byte[]?> open = [];
        Dictionary<RegistryKey, byte[]> documents = [];
        var isWhole = RegistryFrame.ReadHead(file);
        while (isWhole && file.Position < file.Length)
        {
            switch (RegistryFrame.Read(file))
            {
                case RegistryFrame.Document(var key, var bson):
                    open[key] = bson;
                    break;
                case RegistryFrame.Erased:
                    break;
                case RegistryFrame.Closing(var mark, var database):
                    foreach (var (key, bson) in open)
                    {
                        if (bson is null)
                        {
                            documents.Remove(key);
                        }
                        else
                        {
                            documents[key] = bson;
                        }
                    }

                    open.Clear();
                    last = new State(documents, mark, database, IsWhole: true);
                    break;
                default:
                    isWhole = false;
                    break;
            }
        }

        return last is null ? null : last with { IsWhole = isWhole && open.Count == 0 };
    }

    /// <summary>Writes a file that holds these documents alone and puts it in the place of whatever stands there; whole or not at
    /// all.</summary>
    /// <exception cref="IOException">The system refuses it; the old file is as it was.</exception>
    public static RegistryCopy Write(string path, IReadOnlyDictionary<RegistryKey, byte[]> documents, RegistryMark mark, byte[] database)
    {
        long bytes = 0;
        AtomicFile.Write(path, file =>
        {
            Write(file, documents, mark, database);
            bytes = file.Position;
        });
        return new RegistryCopy(path, documents, bytes);
    }

    /// <summary>A state as a file of it would hold it.</summary>
    public static byte[] ToBytes(State state)
    {
        using var file = new MemoryStream();
        Write(file, state.Documents, state.Mark, state.Database);
        return file.ToArray();
    }

    private static void Write(Stream file, IReadOnlyDictionary<RegistryKey, byte[]> documents, RegistryMark mark, byte[] database)
    {
        RegistryFrame.WriteHead(file);
        foreach (var (key, bson) in documents)
        {
            RegistryFrame.Write(file, key, bson);
        }

        RegistryFrame.Write(file, mark, database);
    }

    /// <summary>Erases from a file, so that nothing of what is meant is left in its bytes.</summary>
    /// <exception cref="IOException">The system refuses it.</exception>
    public static void Erase(string path, Erasure erasure)
    {
        if (RegistryCopy.Read(path) is not { IsWhole: true } state)
        {
            // Nothing can be restored from it, and nobody can say who is in it.
            File.Delete(path);
            return;
        }

        var stay = new RegistryChange();
        foreach (var (key, bson) in state.Documents)
        {
            if (!erasure.IsWhole(key) && erasure.Left(key, bson) is { } left)
            {
                stay.Put(key.Collection, left);
            }
        }

        if (stay.Steps.Count > 0)
        {
            RegistryCopy.GoOn(path, state).Append(stay, state.Mark, []);
        }

        using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.Read, 1 << 16);
        RegistryFrame.Erase(file, (key, bson) => erasure.IsWhole(key) || erasure.Left(key, bson) is not null);
    }

    /// <summary>What is to go from a file.</summary>
    /// <param name="People">They go altogether.</param>
    /// <param name="Faces">Their templates and consent go, the rest stays.</param>
    /// <param name="Visits">By their passes; they go altogether.</param>
    /// <param name="Households">Their vehicles and notes go. The home stays: it says nothing of anybody, and whoever an older backup has
    /// in it must not be without one, for all doors admit somebody who lives nowhere.</param>
    internal sealed record Erasure(IReadOnlySet<string> People, IReadOnlySet<string> Faces, IReadOnlySet<string> Visits,
        IReadOnlySet<string> Households)
    {
        public bool IsEmpty => People.Count + Faces.Count + Visits.Count + Households.Count == 0;

        public bool IsWhole(RegistryKey key) => key.Collection switch
        {
            RegistryChange.Residents => People.Contains(key.Id),
            RegistryChange.Visits => Visits.Contains(key.Id),
            _ => false,
        };

        /// <summary>What stays of a document; null where nothing of it is to go, or all.</summary>
        public BsonDocument? Left(RegistryKey key, byte[] bson) => key.Collection switch
        {
            RegistryChange.Residents when Faces.Contains(key.Id) && BsonSerializer.Deserialize(bson) is var document
                && RegistryDocuments.TemplatesOf(document).Count > 0 => RegistryDocuments.WithoutFaces(document),
            RegistryChange.Households when Households.Contains(key.Id) && BsonSerializer.Deserialize(bson) is var document
                && ProfileDocuments.HasMoreThanHome(document) => ProfileDocuments.HomeAlone(document),
            _ => null,
        };
    }

    /// <summary>Goes on with a file that <see cref="Read(string)"/> found whole.</summary>
    /// <param name="sync">fsync; by default the system's.</param>
    public static RegistryCopy GoOn(string path, State state, Action<FileStream>? sync = null) =>
        new(path, state.Documents, new FileInfo(path).Length, sync);

    /// <summary>Adds a change; on the disk when this returns. Where it throws, the change is not made.</summary>
    /// <exception cref="IOException">The system refuses it.</exception>
    public void Append(RegistryChange change, RegistryMark mark, byte[] database)
    {
        using (var file = new FileStream(_path, FileMode.Open, FileAccess.Write, FileShare.Read, 1 << 16))
        {
            file.Position = _bytes;
            foreach (var (key, document) in change.Steps)
            {
                var bson = document is null ? null : BsonSerializer.Serialize(document);
                RegistryFrame.Write(file, key, bson);
                _live.Remove(key);
                if (bson is not null)
                {
                    _live[key] = bson.Length + RegistryFrame.Overhead;
                }
            }

            RegistryFrame.Write(file, mark, database);
            try
            {
                _sync(file);
            }
            catch (IOException)
            {
                // Its mark would make the change, and nobody could say whether the disk has it.
                file.SetLength(_bytes);
                throw;
            }

            _bytes = file.Position;
        }

        if (_bytes > (2 * _live.Values.Sum(bytes => (long)bytes)) + RoomForGarbage)
        {
            Compact(mark, database);
        }
    }

    /// <summary>The same documents without what they replaced.</summary>
    private void Compact(RegistryMark mark, byte[] database)
    {
        try
        {
            if (Read(_path) is { IsWhole: true } state)
            {
                _bytes = Write(_path, state.Documents, mark, database)._bytes;
            }
        }
        catch (IOException)
        {
            // No room: the long one is as good, and the next change tries again.
        }
    }
}
