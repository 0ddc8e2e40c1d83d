using System.Security.Cryptography;
using System.Text;

namespace Zhuhui.Edge.Gateway.Storage;

/// <summary>Seals bytes with AES-256-GCM, bound to whom they belong to: nothing sealed for one person opens as another's. Without the key
/// it is noise, in backups too.</summary>
internal sealed class BoundCipher : IDisposable
{
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    private readonly AesGcm _aes;

    private BoundCipher(byte[] key) => _aes = new AesGcm(key, TagBytes);

    /// <summary>Takes the key, which is made on first use.</summary>
    /// <exception cref="StorageException">The key is not whole, or the system refuses its file.</exception>
    public static BoundCipher Open(DataKey key, string dataFolder) => new(key.ReadOrMake(dataFolder));

    public static BoundCipher With(byte[] key) => new(key);

    /// <returns>Nonce, tag and sealed bytes, in that order.</returns>
    public byte[] Seal(string owner, ReadOnlySpan<byte> plain)
    {
        var box = new byte[NonceBytes + TagBytes + plain.Length];
        RandomNumberGenerator.Fill(box.AsSpan(0, NonceBytes));
        _aes.Encrypt(box.AsSpan(0, NonceBytes), plain, box.AsSpan(NonceBytes + TagBytes), box.AsSpan(NonceBytes, TagBytes),
            Encoding.UTF8.GetBytes(owner));
        return box;
    }

    /// <returns>Null where the key is another one, the box was altered, or it belongs to somebody else.</returns>
    public byte[]? Open(string owner, ReadOnlySpan<byte> box)
    {
        if (box.Length < NonceBytes + TagBytes)
        {
            return null;
        }

        var plain = new byte[box.Length - NonceBytes - TagBytes];
        try
        {
            _aes.Decrypt(box[..NonceBytes], box[(NonceBytes + TagBytes)..], box.Slice(NonceBytes, TagBytes), plain,
                Encoding.UTF8.GetBytes(owner));
            return plain;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }

    public void Dispose() => _aes.Dispose();
}
