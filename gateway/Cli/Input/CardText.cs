using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.People.Profiles;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Cli.Input;

/// <summary>A card as it is typed: as it is printed, or its format and number, for example <c>wiegand-26:1234567</c>.</summary>
/// <param name="Card">What the print most likely says.</param>
/// <param name="Or">What it may say besides: for finding a card, never for giving one out.</param>
internal sealed record CardText(HeldCard Card, IReadOnlyList<ulong> Or)
{
    /// <exception cref="UsageException">It is no card.</exception>
    public static CardText Read(string text)
    {
        var (format, print) = CardForms.Split(text);
        var readings = CardForms.Read(print);
        return readings.Count == 0 ? throw new UsageException(CommandTexts.CardFormat(text))
            : new CardText(new HeldCard(readings[0].Number, format), [.. readings.Skip(1).Select(reading => reading.Number)]);
    }
}
