using System.Text;

namespace Zhuhui.Edge.Gateway.People.Registry.Sealing;

/// <summary>Secret bytes as somebody writes them down and types them off again: eight groups of five, the fifth of each a check of the
/// other four and of the group's place. A letter that was misread, two that changed places and two groups that did are found, and the
/// group is named. I and L are 1, O is 0, U is none of the letters (Crockford's base 32).</summary>
internal static class RecoveryText
{
    public const int Bytes = 20;
    public const int Groups = 8;
    public const int GroupLetters = 5;

    private const string Letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const int Bits = 5;

    public static string Format(ReadOnlySpan<byte> secret)
    {
        var text = new StringBuilder();
        for (var group = 0; group < Groups; group++)
        {
            var values = new int[GroupLetters - 1];
            for (var i = 0; i < values.Length; i++)
            {
                var first = ((group * values.Length) + i) * Bits;
                for (var bit = first; bit < first + Bits; bit++)
                {
                    values[i] = (values[i] << 1) | ((secret[bit / 8] >> (7 - (bit % 8))) & 1);
                }

                text.Append(Letters[values[i]]);
            }

            text.Append(Letters[Check(group, values)]).Append(group < Groups - 1 ? "-" : "");
        }

        return text.ToString();
    }

    /// <returns>The secret; else the first group that is not right, counted from 1, or 0 where letters are missing or too many.</returns>
    public static (byte[]? Secret, int Wrong) Parse(string text)
    {
        var letters = text.Where(letter => !char.IsWhiteSpace(letter) && letter != '-').Select(ValueOf).ToArray();
        if (letters.Length != Groups * GroupLetters)
        {
            return (null, 0);
        }

        var secret = new byte[Bytes];
        for (var group = 0; group < Groups; group++)
        {
            var values = letters.AsSpan(group * GroupLetters, GroupLetters);
            if (values.ContainsAnyExceptInRange(0, Letters.Length - 1) || Check(group, values[..^1]) != values[^1])
            {
                return (null, group + 1);
            }

            for (var bit = 0; bit < (GroupLetters - 1) * Bits; bit++)
            {
                var at = (group * (GroupLetters - 1) * Bits) + bit;
                secret[at / 8] |= (byte)(((values[bit / Bits] >> (Bits - 1 - (bit % Bits))) & 1) << (7 - (at % 8)));
            }
        }

        return (secret, 0);
    }

    /// <summary>A sum over the field of 32 elements in which every place has a weight of its own.</summary>
    private static int Check(int group, ReadOnlySpan<int> values)
    {
        var check = group + 1;
        foreach (var value in values)
        {
            check = Doubled(check) ^ value;
        }

        return Doubled(check);
    }

    /// <summary>Times the field's generator, modulo x^5 + x^2 + 1.</summary>
    private static int Doubled(int value) => (value << 1) ^ ((value >> (Bits - 1)) * 0b100101);

    /// <returns>-1 for what is no letter of it.</returns>
    private static int ValueOf(char letter) => char.ToUpperInvariant(letter) switch
    {
        'I' or 'L' => 1,
        'O' => 0,
        var other => Letters.IndexOf(other, StringComparison.Ordinal),
    };
}
