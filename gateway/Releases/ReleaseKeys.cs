using NSec.Cryptography;

namespace Zhuhui.Edge.Gateway.Releases;

/// <summary>Whose releases this box takes: public Ed25519 keys, a PEM file each, in a folder that root alone may change. The private
/// halves lie with whoever makes releases, on no machine of an estate.</summary>
internal sealed class ReleaseKeys
{
    public const string UsualFolder = "/etc/zhuhui-edge/release-keys";

    /// <summary>Names another folder of them.</summary>
    public const string Variable = "ZHUHUI_RELEASE_KEYS";

    private const int LongestKey = 4096;

    private readonly IReadOnlyList<PublicKey> _keys;

    private ReleaseKeys(string folder, IReadOnlyList<PublicKey> keys) => (Folder, _keys) = (folder, keys);

    public string Folder { get; }

    public int Count => _keys.Count;

    /// <summary>What is no key there is passed over: it lets nobody in.</summary>
    public static ReleaseKeys Read(string folder) => new(folder, Directory.Exists(folder)
        ? [.. Directory.GetFiles(folder, "*.pem").Order(StringComparer.Ordinal).Select(KeyIn).OfType<PublicKey>()] : []);

    public bool HaveSigned(ReadOnlySpan<byte> text, ReadOnlySpan<byte> signature)
    {
        foreach (var key in _keys)
        {
            if (SignatureAlgorithm.Ed25519.Verify(key, text, signature))
            {
                return true;
            }
        }

        return false;
    }

    private static PublicKey? KeyIn(string file)
    {
        try
        {
            return new FileInfo(file).Length <= LongestKey && PublicKey.TryImport(SignatureAlgorithm.Ed25519, File.ReadAllBytes(file),
                KeyBlobFormat.PkixPublicKeyText, out var key) ? key : null;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
