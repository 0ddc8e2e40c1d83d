using System.Buffers.Text;
using System.Text;
using NSec.Cryptography;
using Zhuhui.Edge.Gateway.Storage;

namespace Zhuhui.Edge.Gateway.People.Credentials;

/// <summary>Signs visitor passes and tells the site's own from others: Ed25519 (RFC 8032) through libsodium. The text is <c>ZH1.</c> and
/// base64url of the pass and its signature, about 150 letters: a QR code of version 9 with medium error correction. No network is
/// asked.</summary>
internal sealed class PassSigner : IDisposable
{
    public const string Prefix = "ZH1.";

    /// <summary>Longer texts are not looked at.</summary>
    private const int MostLetters = 1200;

    private static readonly SignatureAlgorithm _algorithm = SignatureAlgorithm.Ed25519;

    private readonly Key _key;

    private PassSigner(Key key) => _key = key;

    /// <summary>Takes the private key from <c>keys/pass.key</c> in the data folder, made on first use, or from the systemd credential
    /// <c>pass-key</c>.</summary>
    /// <exception cref="StorageException">The key is not whole, or the system refuses its file.</exception>
    public static PassSigner Open(string dataFolder) => FromSeed(DataKey.Pass.ReadOrMake(dataFolder));

    /// <param name="seed">The private key's 32 bytes.</param>
    internal static PassSigner FromSeed(ReadOnlySpan<byte> seed) => new(Key.Import(_algorithm, seed, KeyBlobFormat.RawPrivateKey));

    /// <summary>Whether a text claims to be a pass.</summary>
    public static bool IsPass(string text) => text.StartsWith(Prefix, StringComparison.Ordinal);

    public string Sign(VisitorPass pass)
    {
        var content = pass.ToBytes();
        return Prefix + Base64Url.EncodeToString([.. content, .. _algorithm.Sign(_key, Signed(content))]);
    }

    /// <returns>The pass; null where the text is none, or this site's key did not sign it.</returns>
    public VisitorPass? Read(string text)
    {
        if (!IsPass(text) || text.Length > MostLetters || !Base64Url.IsValid(text.AsSpan(Prefix.Length), out _))
        {
            return null;
        }

        var bytes = Base64Url.DecodeFromChars(text.AsSpan(Prefix.Length));
        if (bytes.Length <= _algorithm.SignatureSize || Base64Url.EncodeToString(bytes) != text[Prefix.Length..])
        {
            // The same bytes have one text: code that counts or compares texts must not be fooled by another spelling.
            return null;
        }

        var content = bytes.AsSpan(0, bytes.Length - _algorithm.SignatureSize);
        return _algorithm.Verify(_key.PublicKey, Signed(content), bytes.AsSpan(content.Length)) ? VisitorPass.Read(content) : null;
    }

    public void Dispose() => _key.Dispose();

    /// <summary>The prefix is signed too, so that no signature of another format of this key can ever be taken for a pass's.</summary>
    private static byte[] Signed(ReadOnlySpan<byte> content) => [.. Encoding.ASCII.GetBytes(Prefix), .. content];
}
