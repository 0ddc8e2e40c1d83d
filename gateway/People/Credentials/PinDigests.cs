using System.Security.Cryptography;
using System.Text;
using Zhuhui.Edge.Gateway.Storage;

namespace Zhuhui.Edge.Gateway.People.Credentials;

/// <summary>Makes digests of PINs: HMAC-SHA256 (RFC 2104) under a key that lies apart from the database. A PIN has few digits, so a digest
/// without a key would be as good as the PIN; with the database alone nobody can try any.</summary>
internal sealed class PinDigests(byte[] key)
{
    /// <summary>Longer than this no PIN is, and a keypad counts no further.</summary>
    public const int MostDigits = 12;

    /// <exception cref="StorageException">The key is not whole, or the system refuses its file.</exception>
    public static PinDigests Open(string dataFolder) => new(DataKey.Pin.ReadOrMake(dataFolder));

    /// <returns>64 hexadecimal digits.</returns>
    public string Compute(ReadOnlySpan<char> pin)
    {
        Span<byte> text = stackalloc byte[Encoding.UTF8.GetMaxByteCount(MostDigits)];
        var length = Encoding.UTF8.GetBytes(pin, text);
        var digest = Convert.ToHexStringLower(HMACSHA256.HashData(key, text[..length]));
        CryptographicOperations.ZeroMemory(text);
        return digest;
    }

    /// <summary>Takes as long whatever differs.</summary>
    public static bool Same(string? held, string entered) =>
        held is not null && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(held), Encoding.ASCII.GetBytes(entered));
}
