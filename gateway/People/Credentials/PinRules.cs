using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.People.Credentials;

/// <summary>Which PINs may be set.</summary>
internal static class PinRules
{
    /// <summary>A PIN that repeats a piece as short as this, for example 121212 or 520520, is among the first that anybody tries.</summary>
    private const int ShortestPiece = 3;

    /// <returns>What is wrong with it, in words that do not quote it; null where it may be set.</returns>
    public static Wording? Problem(string pin, int leastDigits)
    {
        if (pin.Length < leastDigits || pin.Length > PinDigests.MostDigits || pin.Any(c => c is < '0' or > '9'))
        {
            return PeopleTexts.PinDigits(leastDigits, PinDigests.MostDigits);
        }

        return IsStair(pin) || Enumerable.Range(1, ShortestPiece).Any(length => length * 2 <= pin.Length && Repeats(pin, length))
            ? PeopleTexts.PinGuessed
            : null;
    }

    /// <summary>Every digit is the one before it plus the same step: 000000, 123456, 987654, 135791.</summary>
    private static bool IsStair(string pin) => Enumerable.Range(1, pin.Length - 1).Select(i => (pin[i] - pin[i - 1] + 10) % 10).Distinct()
        .Count() == 1;

    private static bool Repeats(string pin, int length) => Enumerable.Range(length, pin.Length - length)
        .All(i => pin[i] == pin[i - length]);
}
