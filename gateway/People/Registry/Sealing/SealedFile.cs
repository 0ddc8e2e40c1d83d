using Zhuhui.Edge.Gateway.Storage;

namespace Zhuhui.Edge.Gateway.People.Registry.Sealing;

/// <summary>A sealed backup somewhere on a disk.</summary>
internal static class SealedFile
{
    public const string Extension = ".sealed";

    /// <summary>What it says of itself to whoever has no key.</summary>
    /// <returns>Null where it is no sealed backup, or its beginning is damaged.</returns>
    /// <exception cref="StorageException">The system refuses it.</exception>
    public static SealedHead? ReadHead(string path) => Open(path, file => SealedHead.Read(file)?.Head);

    /// <summary>All of it but the photos, once its last byte was found untouched.</summary>
    /// <exception cref="StorageException">It is no sealed backup, it is damaged, or the key is another.</exception>
    public static SealedContents Read(string path, RecoveryKey recovery, Action<PersonId, byte[]>? photo = null) => Open(path, file =>
    {
        try
        {
            return SealedContents.Read(file, recovery, photo);
        }
        catch (InvalidDataException damage)
        {
            throw new StorageException(ReadHead(path) is { Recovery: var other } && other != recovery.Lock.Id
                ? $"the sealed backup {path} was made for the recovery key {other}, and this is the recovery key {recovery.Lock.Id}"
                : $"the sealed backup {path} is damaged ({damage.Message}); nothing was read of it, take another", damage);
        }
    });

    private static T Open<T>(string path, Func<FileStream, T> read)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);
            return read(file);
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            throw StorageException.Refused($"the sealed backup {path}", refusal);
        }
    }
}
