using System.Globalization;
using System.Text.RegularExpressions;
using Zhuhui.Edge.Gateway.Site;

namespace Zhuhui.Edge.Gateway.People.Profiles;

/// <summary>How a card's number is printed on it, or kept in somebody's list.</summary>
internal enum CardForm
{
    /// <summary>The number as a reader gives it: <c>12348446</c>, <c>0012348446</c>.</summary>
    Decimal,

    /// <summary>A facility code and a number of 16 bits: <c>188,27678</c>, and the same written in eight digits, <c>18827678</c>.</summary>
    Facility,

    /// <summary>The bytes in hexadecimal, highest first: <c>BC6C1E</c>.</summary>
    Hexadecimal,

    /// <summary>The bytes in hexadecimal, lowest first, as many readers of 13.56 MHz cards have them.</summary>
    HexadecimalSwapped,

    /// <summary>The number with its four bytes the other way round.</summary>
    DecimalSwapped,
}

/// <summary>Reads the numbers that are printed on cards. One print can be read in several ways: the first is the likeliest.</summary>
internal static partial class CardForms
{
    private const int MostFacility = 255;
    private const int MostNumber = 65_535;

    /// <returns>What the print may say; empty where it is no card's number.</returns>
    public static IReadOnlyList<(ulong Number, CardForm Form)> Read(string text)
    {
        var bare = WrittenForms.Narrow(text).Trim();
        if (Pair().Match(bare) is { Success: true } pair)
        {
            var (facility, number) = (int.Parse(pair.Groups[1].ValueSpan, CultureInfo.InvariantCulture), int.Parse(pair.Groups[2].ValueSpan,
                CultureInfo.InvariantCulture));
            return facility <= MostFacility && number <= MostNumber ? [(Joined(facility, number), CardForm.Facility)] : [];
        }

        if (Digits().IsMatch(bare))
        {
            return ulong.TryParse(bare, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? ReadDigits(bare, number) : [];
        }

        var hex = Hex().Match(bare);
        return hex.Success && ulong.TryParse(hex.Groups[1].ValueSpan.ToString().Replace(":", "", StringComparison.Ordinal),
            NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var bytes)
            ? [(bytes, CardForm.Hexadecimal), (Swapped(bytes, Bytes(hex.Groups[1].Value)), CardForm.HexadecimalSwapped)]
            : [];
    }

    /// <summary>A format before the number, as it is typed: <c>wiegand-26:12348446</c>.</summary>
    /// <returns>The format, null where there is none, and the number's print.</returns>
    public static (string? Format, string Print) Split(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && text.Count(one => one == ':') == 1 && Regex.IsMatch(text[..colon], SiteFile.NamePattern)
            ? (text[..colon], text[(colon + 1)..]) : (null, text);
    }

    /// <summary>The number that a print says, read in that one way; null where it can't be.</summary>
    public static ulong? Read(string text, CardForm form) => Read(text).Where(reading => reading.Form == form)
        .Select(reading => (ulong?)reading.Number).FirstOrDefault();

    private static List<(ulong Number, CardForm Form)> ReadDigits(string digits, ulong number)
    {
        List<(ulong Number, CardForm Form)> readings = [(number, CardForm.Decimal)];
        if (digits.Length == 8 && number / 100_000 <= MostFacility && number % 100_000 <= MostNumber)
        {
            readings.Add((Joined((int)(number / 100_000), (int)(number % 100_000)), CardForm.Facility));
        }

        if (number is > 0 and <= uint.MaxValue)
        {
            readings.Add((Swapped(number, 4), CardForm.DecimalSwapped));
        }

        return readings;
    }

    private static ulong Joined(int facility, int number) => ((ulong)facility << 16) | (uint)number;

    private static int Bytes(string hex) => (hex.Count(char.IsAsciiHexDigit) + 1) / 2;

    private static ulong Swapped(ulong number, int bytes)
    {
        var swapped = 0UL;
        for (var i = 0; i < bytes; i++, number >>= 8)
        {
            swapped = (swapped << 8) | (number & 0xFF);
        }

        return swapped;
    }

    [GeneratedRegex(@"^(\d{1,3})\s*[,/]\s*(\d{1,5})$", RegexOptions.CultureInvariant)]
    private static partial Regex Pair();

    [GeneratedRegex(@"^\d{1,20}$", RegexOptions.CultureInvariant)]
    private static partial Regex Digits();

    [GeneratedRegex(@"^(?:0[xX])?((?:[0-9A-Fa-f]{2}:){2,7}[0-9A-Fa-f]{2}|[0-9A-Fa-f]{4,16})$", RegexOptions.CultureInvariant)]
    private static partial Regex Hex();
}
