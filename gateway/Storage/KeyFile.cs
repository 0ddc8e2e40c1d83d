using System.Security.Cryptography;
using Zhuhui.Edge.Gateway.Site;

namespace Zhuhui.Edge.Gateway.Storage;

/// <summary>A secret key apart from the data it protects: a systemd credential where there is one, else a file of its own that only the
/// service may read, made of random bytes on first use. That it was a credential is noted
/// beside, so that no command makes another: one typed while no gateway runs is given no credential, and what it hashed or sealed with a
/// key of its own the gateway could never read.</summary>
internal static class KeyFile
{
    /// <param name="file">The file, for example <c>keys/pin.key</c> in the data folder.</param>
    /// <param name="credential">The name of the systemd credential that outranks it.</param>
    /// <param name="bytes">How many bytes the key has.</param>
    /// <param name="what">What it is, for messages: "the PIN key".</param>
    /// <exception cref="StorageException">The key is not whole, or the system refuses its file.</exception>
    public static byte[] ReadOrMake(string file, string credential, int bytes, string what) =>
        Read(file, credential, bytes, what, () => Make(file, bytes))!;

    /// <returns>Null where there is none yet.</returns>
    /// <inheritdoc cref="ReadOrMake"/>
    public static byte[]? Read(string file, string credential, int bytes, string what) => Read(file, credential, bytes, what, () => null);

    /// <summary>Whether the gateway has the key as a credential, and whoever asks has it not at all.</summary>
    public static bool IsElsewhere(string file, string credential) => File.Exists(NoteOf(file)) && !File.Exists(file)
        && Secrets.FileOf(credential) is null;

    /// <summary>Whether whoever asks has it, as a file or as a credential.</summary>
    public static bool IsThere(string file, string credential) => File.Exists(file) || Secrets.FileOf(credential) is not null;

    private static string NoteOf(string file) => file + ".credential";

    private static byte[]? Read(string file, string credential, int bytes, string what, Func<byte[]?> otherwise)
    {
        var given = Secrets.FileOf(credential);
        var source = given ?? file;
        byte[]? key;
        try
        {
            key = source == file && !File.Exists(file) ? otherwise() : File.ReadAllBytes(source);
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            throw StorageException.Refused($"{what} {source}", refusal);
        }

        if (source == given && !File.Exists(NoteOf(file)))
        {
            NoteCredential(file);
        }

        return key is null || key.Length == bytes ? key
            : throw new StorageException($"{what} {source} has {key.Length} bytes instead of {bytes}; restore it from where it was kept");
    }

    private static void NoteCredential(string file)
    {
        try
        {
            MakeFolderOf(file);
            AtomicFile.Write(NoteOf(file), []);
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            // The key is there all the same, and the doors go on; the next start notes it.
        }
    }

    /// <summary>The file is there whole or not at all, whenever the power fails.</summary>
    private static byte[] Make(string file, int bytes)
    {
        MakeFolderOf(file);
        var key = RandomNumberGenerator.GetBytes(bytes);
        AtomicFile.Write(file, key, overwrite: false);
        return key;
    }

    private static void MakeFolderOf(string file) => FolderSync.Make(Path.GetDirectoryName(file)!);
}
