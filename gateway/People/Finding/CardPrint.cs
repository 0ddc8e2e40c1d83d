using Zhuhui.Edge.Gateway.People.Profiles;

namespace Zhuhui.Edge.Gateway.People.Finding;

/// <summary>A card as somebody types it: as it is printed, or its format and number, for example <c>wiegand-26:1234567</c>.</summary>
/// <param name="Card">What the print most likely says.</param>
/// <param name="Or">What it may say besides: for finding a card, never for giving one out.</param>
internal sealed record CardPrint(HeldCard Card, IReadOnlyList<ulong> Or)
{
    /// <returns>Null where it is no card.</returns>
    public static CardPrint? Read(string text)
    {
        var (format, print) = CardForms.Split(text);
        var readings = CardForms.Read(print);
        return readings.Count == 0 ? null : new CardPrint(new HeldCard(readings[0].Number, format),
            [.. readings.Skip(1).Select(reading => reading.Number)]);
    }
}
