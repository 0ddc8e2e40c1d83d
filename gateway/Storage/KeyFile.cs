using System.Security.Cryptography;

namespace Zhuhui.Edge.Gateway.Storage;

/// <summary>A secret key apart from the data it protects: a systemd credential where there is one, else a file of its own that only the
/// service may read, made of random bytes on first use.</summary>
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

    private static byte[]? Read(string file, string credential, int bytes, string what, Func<byte[]?> otherwise)
    {
        var given = Environment.GetEnvironmentVariable("CREDENTIALS_DIRECTORY") is { } folder ? Path.Combine(folder, credential) : null;
        var source = given is not null && File.Exists(given) ? given : file;
        byte[]? key;
        try
        {
            key = source == file && !File.Exists(file) ? otherwise() : File.ReadAllBytes(source);
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            throw StorageException.Refused($"{what} {source}", refusal);
        }

        return key is null || key.Length == bytes ? key
            : throw new StorageException($"{what} {source} has {key.Length} bytes instead of {bytes}; restore it from where it was kept");
    }

    /// <summary>The file is there whole or not at all, whenever the power fails.</summary>
    private static byte[] Make(string file, int bytes)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var key = RandomNumberGenerator.GetBytes(bytes);
        AtomicFile.Write(file, key, overwrite: false);
        return key;
    }
}
