using Zhuhui.Edge.Gateway.Storage;

namespace Zhuhui.Edge.Gateway.People.Faces;

/// <summary>The enrolment photos of those who agreed in writing that they are kept: one sealed file a person in <c>photos</c>, under a key
/// of its own. They are there to make templates anew for another model pack, and for nothing else: they leave this class for the model
/// alone. Safe for any number of threads.</summary>
internal sealed class KeptPhotos(string dataFolder) : IDisposable
{
    private const string Ending = ".sealed";

    private readonly string _folder = FolderIn(dataFolder);
    private readonly Lock _lock = new();
    private BoundCipher? _cipher;

    /// <summary>Of whom there are some, half-made ones that a kill left included.</summary>
    /// <exception cref="StorageException">The system refuses the folder.</exception>
    public IReadOnlyList<PersonId> People
    {
        get
        {
            try
            {
                return Directory.Exists(_folder) ? [.. Directory.EnumerateFiles(_folder, "*" + Ending + "*")
                    .Select(file => new PersonId(Path.GetFileName(file)[..Path.GetFileName(file).LastIndexOf(Ending,
                        StringComparison.Ordinal)])).Distinct()] : [];
            }
            catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
            {
                throw StorageException.Refused($"the photos {_folder}", refusal);
            }
        }
    }

    public bool Holds(PersonId person) => File.Exists(FileOf(person));

    /// <summary>The photos that the key opens. Those that it does not open are as good as not there.</summary>
    /// <exception cref="StorageException">The system refuses the file or the key.</exception>
    public IReadOnlyList<byte[]> PhotosOf(PersonId person)
    {
        lock (_lock)
        {
            try
            {
                return Holds(person) && Cipher.Open(person.Value, File.ReadAllBytes(FileOf(person))) is { } plain ? Split(plain) : [];
            }
            catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
            {
                throw StorageException.Refused($"the photos {FileOf(person)}", refusal);
            }
        }
    }

    /// <summary>The file of a person's photos as it lies, sealed.</summary>
    /// <exception cref="IOException">The system refuses it.</exception>
    public byte[] SealedOf(PersonId person)
    {
        lock (_lock)
        {
            return File.ReadAllBytes(FileOf(person));
        }
    }

    /// <summary>Puts photos in place of those there were; on the disk when this returns.</summary>
    /// <exception cref="StorageException">The disk refuses them; those there were are there still.</exception>
    public void Keep(PersonId person, IReadOnlyList<byte[]> photos)
    {
        lock (_lock)
        {
            try
            {
                FolderSync.Make(_folder);
                AtomicFile.Write(FileOf(person), Cipher.Seal(person.Value, Join(photos)));
            }
            catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
            {
                throw StorageException.Refused($"the photos {FileOf(person)}", refusal);
            }
        }
    }

    /// <summary>Off the disk when this returns.</summary>
    /// <returns>How many there were, by what the key opens.</returns>
    /// <exception cref="StorageException">The system refuses it.</exception>
    public int Erase(PersonId person)
    {
        lock (_lock)
        {
            // A kill may have left a half-made one beside it, or alone.
            if (!Holds(person) && !File.Exists(MadeOf(person)))
            {
                return 0;
            }

            var count = PhotosOf(person).Count;
            try
            {
                File.Delete(MadeOf(person));
                File.Delete(FileOf(person));
                FolderSync.Sync(_folder);
            }
            catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
            {
                throw StorageException.Refused($"the photos {FileOf(person)}", refusal);
            }

            return count;
        }
    }

    public void Dispose() => _cipher?.Dispose();

    /// <summary>Opened when the first photo is: a key that can't be read keeps no door shut.</summary>
    private BoundCipher Cipher => _cipher ??= BoundCipher.Open(DataKey.Photo, dataFolder);

    /// <summary>Where a person's photos lie in a data folder.</summary>
    public static string FileIn(string dataFolder, PersonId person) => Path.Combine(FolderIn(dataFolder), person.Value + Ending);

    public static string FolderIn(string dataFolder) => Path.Combine(dataFolder, "photos");

    private string FileOf(PersonId person) => FileIn(dataFolder, person);

    private string MadeOf(PersonId person) => AtomicFile.Unfinished(FileOf(person));

    private static byte[] Join(IReadOnlyList<byte[]> photos)
    {
        using var joined = new MemoryStream();
        using var writer = new BinaryWriter(joined);
        writer.Write(photos.Count);
        foreach (var photo in photos)
        {
            writer.Write(photo.Length);
            writer.Write(photo);
        }

        return joined.ToArray();
    }

    private static byte[][] Split(byte[] joined)
    {
        using var reader = new BinaryReader(new MemoryStream(joined));
        return [.. Enumerable.Range(0, reader.ReadInt32()).Select(_ => reader.ReadBytes(reader.ReadInt32()))];
    }
}
