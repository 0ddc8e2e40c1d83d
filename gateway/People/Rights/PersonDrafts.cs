using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.People.Finding;
using Zhuhui.Edge.Gateway.People.Profiles;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.People.Rights;

/// <summary>Somebody new, and changes of several kinds of one person: one step, out of the drafts of each.</summary>
/// <param name="rights">Drafts a change of rights.</param>
internal sealed class PersonDrafts(SiteFile site, ResidentDirectory residents, HouseholdChanges households,
    Func<Resident, RightsRequest.RightsChange, (PeopleChange? Change, RightsAnswer Answer)> rights) : RightsDrafts(site)
{
    public (PeopleChange? Change, RightsAnswer Answer) Add(RightsRequest.PersonAddition asked)
    {
        List<string> reasons = [.. Problems(asked).Select(Say)];
        var (person, wrong) = DetailsChanges.After(new Resident(PersonId.Create(), asked.Name.Trim()), asked.Details with { Name = null });
        reasons.AddRange(wrong.Select(Say));
        person = person with { Cards = [.. asked.Cards.Distinct()] };
        IReadOnlyList<Household> homes = [];
        if (asked.Home is { } home)
        {
            var (moved, answer) = households.Move(person, new RightsRequest.PersonMove(person.Id.Value, home));
            reasons.AddRange(answer.Reasons);
            (person, homes) = (moved?.People[0] ?? person, moved?.Households ?? []);
        }

        if (asked.Rights is { } special)
        {
            var (changed, answer) = rights(person, special);
            reasons.AddRange(answer.Reasons);
            person = changed?.People[0] ?? person;
        }

        return reasons.Count > 0 ? (null, new RightsAnswer(null, reasons))
            : (PeopleChange.Of(person, new ResidentEnrolled(person.Id.Value, person.Cards.Count, 0, null, IsNew: true)) with
            {
                Households = homes,
            }, Done(person.Id, person.Name, PeopleTexts.Added) with
            {
                Subject = person.Id.Value,
            });
    }

    public (PeopleChange? Change, RightsAnswer Answer) Edit(Resident person, RightsRequest.PersonEdit asked)
    {
        var (after, wrong) = asked.Details is { } known ? DetailsChanges.After(person, known) : (person, []);
        var (change, answer) = asked.Rights is { } special ? rights(after, special) : (PeopleChange.Of(after), new RightsAnswer("", []));
        return wrong.Count + answer.Reasons.Count > 0 ? (null, new RightsAnswer(null, [.. wrong.Select(Say), .. answer.Reasons]))
            : asked.Rights is null && (after.Name, after.Details) == (person.Name, person.Details) ? Refused(PeopleTexts.NothingToChange)
            : (change, Done(person.Id, after.Name, PeopleTexts.DetailsChanged));
    }

    private IEnumerable<Wording> Problems(RightsRequest.PersonAddition asked)
    {
        if (ProfileRules.NameProblem(asked.Name) is { } wrong)
        {
            yield return wrong;
        }

        // Two people of one name are two, by the clerk's word alone.
        Resident[] named = asked.Another ? [] : [.. residents.All.Where(one => one.Name == asked.Name.Trim())];
        if (named.Length > 0)
        {
            yield return PeopleTexts.NameKnown(asked.Name.Trim(), Wording.Join(ListTexts.Comma, named.Select(one =>
                PersonDescription.Of(one, residents.HouseholdOf(one)))));
        }

        if (asked.Home is null && asked.Details.As != PersonKind.Staff)
        {
            yield return ImportTexts.HomeMissing;
        }

        foreach (var card in asked.Cards)
        {
            if (residents.CardsOf(card.Number).FirstOrDefault(held => held.Card.MayBeTakenFor(card)).Resident is { } owner)
            {
                yield return PeopleTexts.CardHeld($"{card.Number}", PersonDescription.Of(owner, residents.HouseholdOf(owner)));
            }
        }
    }
}
