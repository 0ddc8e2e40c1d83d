using System.Globalization;
using System.Security.Cryptography;

namespace Zhuhui.Edge.Drivers.Osdp;

/// <summary>A secure channel base key (SCBK), 16 bytes. Never shown: its text is a row of dots.</summary>
public sealed class OsdpKey
{
    internal const int Length = 16;

    /// <summary>SCBK-D, the key that everybody knows (SIA OSDP 2.2, annex D): 30 31 .. 3F. Good for nothing but handing a reader its first
    /// key.</summary>
    internal static readonly OsdpKey Default = new([.. Enumerable.Range(0x30, Length).Select(value => (byte)value)]);

    private readonly byte[] _bytes;

    private OsdpKey(byte[] bytes) => _bytes = bytes;

    internal ReadOnlySpan<byte> Bytes => _bytes;

    /// <summary>Reads 32 hexadecimal digits; blanks, colons and hyphens between them are skipped.</summary>
    /// <exception cref="FormatException">There are not 32 digits, or it is the default key, which everybody knows. The message never holds
    /// the text.</exception>
    public static OsdpKey Parse(string text)
    {
        var digits = string.Concat(text.Where(c => !char.IsWhiteSpace(c) && c is not (':' or '-')));
        if (digits.Length != 2 * Length || !digits.All(char.IsAsciiHexDigit))
        {
            throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"An OSDP key has {2 * Length} hexadecimal digits."));
        }

        var bytes = Convert.FromHexString(digits);
        return CryptographicOperations.FixedTimeEquals(bytes, Default._bytes)
            ? throw new FormatException("This is OSDP's default key (SCBK-D), which everybody knows; draw one: openssl rand -hex 16")
            : new OsdpKey(bytes);
    }

    public override string ToString() => "••••";
}
