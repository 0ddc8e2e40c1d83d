using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Zhuhui.Edge.Gateway.Ledger;

/// <summary>Seals face templates with AES-256-GCM, bound to the person they belong to. The key lies apart from the data it opens: as a systemd credential
/// where there is one, else in a file of its own that only the service may read. Without the key the templates are noise, in backups too.</summary>
internal sealed class TemplateCipher : IDisposable
{
    private const int KeyBytes = 32;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;
    private const string CredentialName = "template-key";

    private readonly AesGcm _aes;

    private TemplateCipher(byte[] key) => _aes = new AesGcm(key, TagBytes);

    /// <summary>Takes the key from <c>$CREDENTIALS_DIRECTORY/template-key</c>, else from <paramref name="keyFile"/>, which is made on first use.</summary>
    /// <exception cref="LedgerException">The key is not whole, or the system refuses its file.</exception>
    public static TemplateCipher Open(string keyFile) => new(KeyFile.ReadOrMake(keyFile, CredentialName, KeyBytes, "the template key"));

    /// <returns>Nonce, tag and sealed floats, in that order.</returns>
    public byte[] Seal(string person, ReadOnlySpan<float> template)
    {
        var plain = MemoryMarshal.AsBytes(template);
        var box = new byte[NonceBytes + TagBytes + plain.Length];
        RandomNumberGenerator.Fill(box.AsSpan(0, NonceBytes));
        _aes.Encrypt(box.AsSpan(0, NonceBytes), plain, box.AsSpan(NonceBytes + TagBytes), box.AsSpan(NonceBytes, TagBytes), System.Text.Encoding.UTF8.GetBytes(person));
        return box;
    }

    /// <returns>Null where the key is another one, the box was altered, or it belongs to somebody else.</returns>
    public float[]? Open(string person, ReadOnlySpan<byte> box)
    {
        if (box.Length < NonceBytes + TagBytes || (box.Length - NonceBytes - TagBytes) % sizeof(float) != 0)
        {
            return null;
        }

        var template = new float[(box.Length - NonceBytes - TagBytes) / sizeof(float)];
        var plain = MemoryMarshal.AsBytes(template.AsSpan());
        try
        {
            _aes.Decrypt(box[..NonceBytes], box[(NonceBytes + TagBytes)..], box.Slice(NonceBytes, TagBytes), plain,
                System.Text.Encoding.UTF8.GetBytes(person));
            return template;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }

    public void Dispose() => _aes.Dispose();
}
