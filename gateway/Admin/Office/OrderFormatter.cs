using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Texts;
using Zhuhui.Edge.Gateway.Texts.Messages;

namespace Zhuhui.Edge.Gateway.Admin.Office;

/// <summary>What the office ordered, in words.</summary>
internal static class OrderFormatter
{
    /// <param name="clock">Says when.</param>
    /// <param name="card">Says which card, or that it is one.</param>
    /// <param name="subject">Says whom or what an order is about.</param>
    public static Wording Format(RegistryEvent happened, Func<DateTimeOffset, string> clock, Func<string, string> card,
        Func<string, string> subject) => happened switch
        {
            PeopleOrdered e => PeopleTexts.Ordered(e.Operator, Of(e.Order), e.Subject is { } about ? $" {subject(about)}" : ""),
            PeopleImported { TakenBack: true } e => ImportTexts.ImportTakenBack(e.Operator, e.Added, e.Changed),
            PeopleImported e => ImportTexts.PeopleImported(e.Operator, e.Added, e.Changed, e.Households, e.Ended),
            CardAwaited { Card: { } read } e => PeopleTexts.CardTapped(card(read), e.Reader, e.Operator),
            CardAwaited e => PeopleTexts.CardAwaited(e.Operator, e.Reader, clock(e.Until)),
            _ => throw new InvalidOperationException(happened.GetType().Name),
        };

    /// <returns>The record's own word where this version does not know it.</returns>
    private static Wording Of(string order) => order switch
    {
        "add" => OrderTexts.Add,
        "edit" => OrderTexts.Edit,
        "move" => OrderTexts.Move,
        "end" => OrderTexts.End,
        "block" => OrderTexts.Block,
        "unblock" => OrderTexts.Unblock,
        "remove" => OrderTexts.Remove,
        "card-give" => OrderTexts.CardGive,
        "card-take" => OrderTexts.CardTake,
        "card-lost" => OrderTexts.CardLost,
        "card-found" => OrderTexts.CardFound,
        "pin" => OrderTexts.Pin,
        "pin-clear" => OrderTexts.PinClear,
        "face" => OrderTexts.Face,
        "face-clear" => OrderTexts.FaceClear,
        "photos-clear" => OrderTexts.PhotosClear,
        "household-edit" => OrderTexts.HouseholdEdit,
        "household-move" => OrderTexts.HouseholdMove,
        "household-end" => OrderTexts.HouseholdEnd,
        "care-agree" => OrderTexts.CareAgree,
        "care-change" => OrderTexts.CareChange,
        "care-away" => OrderTexts.CareAway,
        "care-back" => OrderTexts.CareBack,
        "care-withdraw" => OrderTexts.CareWithdraw,
        "pass" => OrderTexts.Pass,
        "pass-cancel" => OrderTexts.PassCancel,
        "import" => OrderTexts.Import,
        "import-undo" => OrderTexts.ImportUndo,
        "import-face" => OrderTexts.ImportFace,
        "erasure-ask" => OrderTexts.ErasureAsk,
        "holidays-confirm" => OrderTexts.HolidaysConfirm,
        _ => Wording.Same(order),
    };
}
