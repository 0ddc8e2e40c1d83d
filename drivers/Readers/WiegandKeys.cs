namespace Zhuhui.Edge.Drivers.Readers;

/// <summary>What a keypad sends over a card's two lines: a key of 4 bits, or of 8 whose first half is the complement of the second, or
/// several of those in one frame where a keypad gives out a whole entry at once. 10 is <c>*</c> or ESC, 11 <c>#</c> or ENT.</summary>
internal static class WiegandKeys
{
    private const int Short = 4;
    private const int Long = 8;
    private const string Codes = "0123456789*#";

    /// <summary>So many bits are fewer than any card has: a key, or a piece of something.</summary>
    public const int FewerThanAnyCard = 24;

    /// <returns>The keys in their order; null where the frame is none of a keypad's.</returns>
    public static string? Decode(WiegandFrame frame)
    {
        if (frame.Length == Short)
        {
            return Key((int)frame.Bits) is { } key ? key.ToString() : null;
        }

        if (frame.Length == 0 || frame.Length % Long != 0)
        {
            return null;
        }

        var keys = new char[frame.Length / Long];
        for (var i = 0; i < keys.Length; i++)
        {
            var both = (int)frame.Slice(i * Long + 1, (i + 1) * Long);
            if ((both >> Short) != (~both & 0xF) || Key(both & 0xF) is not { } key)
            {
                return null;
            }

            keys[i] = key;
        }

        return new string(keys);
    }

    /// <summary>Why a frame of a keypad's length is no key; null for any other.</summary>
    public static string? Fault(WiegandFrame frame) => frame.Length switch
    {
        Short => $"4 bits came that are no key of a keypad ({(int)frame.Bits})",
        Long => "8 bits came that are no key of a keypad: its first half would be the complement of the second; set the keypad to 4 or 8 "
            + "bits a key",
        _ => null,
    };

    private static char? Key(int code) => code < Codes.Length ? Codes[code] : null;
}
