using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Admin.Office;

/// <summary>What the office ordered, in words.</summary>
internal static class OrderFormatter
{
    /// <param name="clock">Says when.</param>
    /// <param name="card">Says which card, or that it is one.</param>
    public static Wording Format(RegistryEvent happened, Func<DateTimeOffset, string> clock, Func<string, string> card) => happened switch
    {
        PeopleOrdered e => PeopleTexts.Ordered(e.Operator, e.Order, e.Subject is null ? "" : $" {e.Subject}"),
        PeopleImported { TakenBack: true } e => ImportTexts.ImportTakenBack(e.Operator, e.Added, e.Changed),
        PeopleImported e => ImportTexts.PeopleImported(e.Operator, e.Added, e.Changed, e.Households, e.Ended),
        CardAwaited { Card: { } read } e => PeopleTexts.CardTapped(card(read), e.Reader, e.Operator),
        CardAwaited e => PeopleTexts.CardAwaited(e.Operator, e.Reader, clock(e.Until)),
        _ => throw new InvalidOperationException(happened.GetType().Name),
    };
}
