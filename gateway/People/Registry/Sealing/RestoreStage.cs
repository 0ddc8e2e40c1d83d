using Zhuhui.Edge.Gateway.People.Faces;
using Zhuhui.Edge.Gateway.Storage;

namespace Zhuhui.Edge.Gateway.People.Registry.Sealing;

/// <summary>
/// Keys and photos of a sealed backup, laid ready beside those in use: <c>restore-ID</c> in the data folder. The registry's own change,
/// which names the same ID, is the one moment at which the restore is made. A kill before it leaves everything as it was, and what was
/// laid ready goes at the next start; a kill after it is finished at the next start, before any key is read.
/// </summary>
internal sealed class RestoreStage
{
    private const string Prefix = "restore-";

    private readonly string _folder;

    private RestoreStage(Guid id, string folder) => (Id, _folder) = (id, folder);

    public Guid Id { get; }

    /// <exception cref="StorageException">The system refuses it.</exception>
    public static RestoreStage Begin(string dataFolder)
    {
        var id = Guid.NewGuid();
        var stage = new RestoreStage(id, Path.Combine(dataFolder, Prefix + id.ToString("N")));
        Attempt(stage._folder, () =>
        {
            FolderSync.Make(DataKey.FolderIn(stage._folder));
            FolderSync.Make(KeptPhotos.FolderIn(stage._folder));
            File.SetUnixFileMode(stage._folder, FolderSync.OwnerOnly);
        });
        return stage;
    }

    /// <exception cref="StorageException">The system refuses it.</exception>
    public void Lay(IReadOnlyDictionary<string, byte[]> keys) => Attempt(_folder, () =>
    {
        foreach (var name in DataKey.All.Select(key => key.Name).Append(RecoveryLock.Name).Where(keys.ContainsKey))
        {
            AtomicFile.Write(Path.Combine(DataKey.FolderIn(_folder), name), keys[name]);
        }
    });

    /// <exception cref="StorageException">The system refuses it.</exception>
    public void Lay(PersonId person, byte[] photos) => Attempt(_folder, () => AtomicFile.Write(KeptPhotos.FileIn(_folder, person), photos));

    /// <summary>Finishes a restore that was made, and clears away what was laid ready for one that was not. To be called before a key is
    /// read.</summary>
    /// <param name="restored">The restore that the registry says it comes from.</param>
    /// <exception cref="StorageException">The system refuses it; the next start tries again.</exception>
    public static void Settle(string dataFolder, Guid? restored)
    {
        foreach (var folder in Directory.GetDirectories(dataFolder, Prefix + "*"))
        {
            Attempt(folder, () =>
            {
                if (restored is { } id && Path.GetFileName(folder) == Prefix + id.ToString("N"))
                {
                    PutInPlace(dataFolder, folder);
                }

                Directory.Delete(folder, recursive: true);
                FolderSync.Sync(dataFolder);
            });
        }
    }

    /// <summary>Each step can be done again after a kill in the middle of it.</summary>
    private static void PutInPlace(string dataFolder, string folder)
    {
        FolderSync.Make(DataKey.FolderIn(dataFolder));
        foreach (var key in Directory.GetFiles(DataKey.FolderIn(folder)))
        {
            File.Move(key, Path.Combine(DataKey.FolderIn(dataFolder), Path.GetFileName(key)), overwrite: true);
        }

        FolderSync.Sync(DataKey.FolderIn(dataFolder));
        var (photos, inUse) = (KeptPhotos.FolderIn(folder), KeptPhotos.FolderIn(dataFolder));
        if (Directory.Exists(photos))
        {
            if (Directory.Exists(inUse))
            {
                Directory.Delete(inUse, recursive: true);
            }

            Directory.Move(photos, inUse);
            FolderSync.Sync(dataFolder);
        }
    }

    private static void Attempt(string folder, Action work)
    {
        try
        {
            work();
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            throw StorageException.Refused($"what a restore laid ready in {folder}", refusal);
        }
    }
}
