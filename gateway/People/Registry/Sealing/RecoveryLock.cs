using System.Security.Cryptography;
using NSec.Cryptography;
using Zhuhui.Edge.Gateway.Storage;

namespace Zhuhui.Edge.Gateway.People.Registry.Sealing;

/// <summary>The half of a recovery key that lies on the box, in <c>keys/recovery.public</c>: it seals and opens nothing.</summary>
internal sealed record RecoveryLock
{
    public const string Name = "recovery.public";

    private readonly byte[] _public;

    private RecoveryLock(byte[] bytes) => _public = bytes;

    public ReadOnlySpan<byte> Bytes => _public;

    /// <summary>What is written beside the key on paper, and in the files that it opens: eight hexadecimal digits.</summary>
    public string Id => IdOf(_public);

    public PublicKey Key => PublicKey.Import(KeyAgreementAlgorithm.X25519, _public, KeyBlobFormat.RawPublicKey);

    /// <returns>Null where these bytes are none.</returns>
    public static RecoveryLock? From(byte[] bytes) => bytes.Length == KeyAgreementAlgorithm.X25519.PublicKeySize ? new(bytes) : null;

    /// <returns>Null where no recovery key was made.</returns>
    /// <exception cref="StorageException">The system refuses the file, or it is not whole.</exception>
    public static RecoveryLock? Read(string dataFolder)
    {
        var file = PathIn(dataFolder);
        try
        {
            return !File.Exists(file) ? null : From(File.ReadAllBytes(file)) ?? throw new StorageException(
                $"the recovery key's public half {file} is not whole; make a new recovery key with 'registry recovery-key --replace'");
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            throw StorageException.Refused($"the recovery key's public half {file}", refusal);
        }
    }

    /// <exception cref="StorageException">The system refuses it.</exception>
    public void Write(string dataFolder)
    {
        var file = PathIn(dataFolder);
        try
        {
            FolderSync.Make(DataKey.FolderIn(dataFolder));
            AtomicFile.Write(file, _public);
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            throw StorageException.Refused($"the recovery key's public half {file}", refusal);
        }
    }

    public static string PathIn(string dataFolder) => Path.Combine(DataKey.FolderIn(dataFolder), Name);

    public bool Equals(RecoveryLock? other) => other is not null && Bytes.SequenceEqual(other.Bytes);

    public override int GetHashCode() => Id.GetHashCode(StringComparison.Ordinal);

    private static string IdOf(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData([.. "zhuhui recovery id"u8, .. bytes])
        .AsSpan(0, 4));
}
