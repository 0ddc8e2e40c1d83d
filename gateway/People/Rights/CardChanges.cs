using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.People.Finding;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.People.Rights;

/// <summary>Who holds which card.</summary>
internal sealed class CardChanges(SiteFile site, ResidentDirectory residents) : RightsDrafts(site)
{
    private readonly CardFinder _cards = new(residents);

    public (PeopleChange? Change, RightsAnswer Answer) Report(RightsRequest.CardReport report)
    {
        var (held, refused) = _cards.Find(report.Number, report.Format, report.Or);
        return held is not var (owner, card) ? Refused(refused!)
            : Keep(owner with { Cards = [.. owner.Cards.Select(c => c == card ? c with { Lost = report.Lost } : c)] },
                new CardReported(owner.Id.Value, $"{card.Number}", report.Lost, card.Format),
                report.Lost ? PeopleTexts.CardClosed($"{card.Number}") : PeopleTexts.CardOpens($"{card.Number}"));
    }

    public (PeopleChange? Change, RightsAnswer Answer) Take(RightsRequest.CardWithdrawal taken)
    {
        var (held, refused) = _cards.Find(taken.Number, taken.Format, taken.Or);
        return held is not var (owner, card) ? Refused(refused!)
            : Keep(owner with { Cards = [.. owner.Cards.Where(c => c != card)] }, new CardWithdrawn(owner.Id.Value, $"{card.Number}",
                card.Format), PeopleTexts.CardTaken($"{card.Number}"));
    }

    public (PeopleChange? Change, RightsAnswer Answer) Give(Resident person, HeldCard card)
    {
        var held = residents.CardsOf(card.Number).Where(other => other.Card.MayBeTakenFor(card)).ToArray();
        return held is [var (owner, _), ..] ? Refused(PeopleTexts.CardHeld($"{card.Number}", PersonDescription.Of(owner,
                residents.HouseholdOf(owner))))
            : Keep(person with { Cards = [.. person.Cards, card] }, null, PeopleTexts.CardGiven($"{card.Number}"));
    }
}
