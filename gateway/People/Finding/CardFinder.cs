using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.People.Finding;

/// <summary>Finds a card by what is printed on it.</summary>
internal sealed class CardFinder(ResidentDirectory residents)
{
    /// <summary>The one card that a print may mean, or why it is none.</summary>
    public ((Resident Owner, HeldCard Card)? Held, Wording? Refused) Find(ulong number, string? format, IReadOnlyList<ulong>? or)
    {
        (Resident Resident, HeldCard Card)[] held = [.. ((ulong[])[number, .. or ?? []]).Select(one => residents.CardsOf(one)
            .Where(h => format is null || h.Card.Format == format).ToArray()).FirstOrDefault(found => found.Length > 0) ?? []];
        return held switch
        {
            [] => (null, PeopleTexts.NobodyHasCard($"{number}")),
            [var one] => (one, null),
            _ => (null, PeopleTexts.SeveralCards($"{held[0].Card.Number}",
                Wording.Join(ListTexts.Comma, held.Select(h => $"{h.Card.Format}:{h.Card.Number}")))),
        };
    }
}
