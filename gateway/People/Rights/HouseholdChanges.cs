using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.People.Profiles;
using Zhuhui.Edge.Gateway.People.Registry;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.People.Rights;

/// <summary>Who lives where: one act changes the doors of all whom it moves.</summary>
internal sealed class HouseholdChanges(SiteFile site, ResidentDirectory residents, RegistryStore registry, TimeProvider time)
    : RightsDrafts(site)
{
    private const int MostNamed = 8;

    /// <summary>One person moves into a home. A household that nobody is left in, and of which nothing else is known, is gone.</summary>
    public (PeopleChange? Change, RightsAnswer Answer) Move(Resident person, RightsRequest.PersonMove move)
    {
        if (Home.Parse(move.Home) is not { } home)
        {
            return Refused(PeopleTexts.NoHome(move.Home));
        }

        var before = residents.HouseholdOf(person);
        var household = residents.At(home) ?? new Household(HouseholdId.Create(), home);
        if (before?.Id == household.Id && (move.As ?? person.Details.Kind) == person.Details.Kind)
        {
            return Refused(PeopleTexts.LivesThere(person.Name, home.ToString()));
        }

        var isLeftEmpty = before is { Vehicles.Count: 0, Notes: null } && before.Id != household.Id
            && residents.MembersOf(before.Id) is [_];
        return (new PeopleChange
        {
            People = [person with { Household = household.Id, Details = person.Details with { Kind = move.As ?? person.Details.Kind } }],
            Households = residents.At(home) is null ? [household] : [],
            HouseholdsGone = isLeftEmpty ? [before!.Id] : [],
        }, Done(person.Id, person.Name, PeopleTexts.LivesNow(home.ToString(), Doors(residents.DoorsOf(person, household)))));
    }

    /// <summary>All who live together move to another home together.</summary>
    public (PeopleChange? Change, RightsAnswer Answer) Move(RightsRequest.HouseholdMove move)
    {
        if (residents.Named(move.Home) is not { } household)
        {
            return Refused(PeopleTexts.NobodyLives(move.Home));
        }

        if (Home.Parse(move.To) is not { } home)
        {
            return Refused(PeopleTexts.NoHome(move.To));
        }

        var there = residents.At(home);
        if (there is not null && (there.Id == household.Id || residents.MembersOf(there.Id).Count > 0))
        {
            return Refused(PeopleTexts.LivedIn(home.ToString(), Names(there)));
        }

        var moved = household with { Home = home, Doors = null };
        return (new PeopleChange { Households = [moved], HouseholdsGone = there is null ? [] : [there.Id] }, Say(PeopleTexts.Moved(
            Names(household), home.ToString(), Doors(residents.DoorsOf(moved)))));
    }

    /// <summary>What the office knows of a household.</summary>
    public (PeopleChange? Change, RightsAnswer Answer) Edit(RightsRequest.HouseholdEdit edit)
    {
        if (residents.Named(edit.Home) is not { } household)
        {
            return Refused(PeopleTexts.NobodyLives(edit.Home));
        }

        List<Wording> reasons = [];
        if (edit.Notes is { Length: > ProfileRules.MostNoteLetters })
        {
            reasons.Add(PeopleTexts.NotesTooLong(ProfileRules.MostNoteLetters));
        }

        var vehicles = Vehicles(edit.Plates, reasons);
        var changed = household with
        {
            Notes = edit.Notes is null ? household.Notes : edit.Notes.Length == 0 ? null : edit.Notes,
            Vehicles = edit.Plates is null ? household.Vehicles : vehicles,
        };
        return reasons.Count > 0 ? Refused(reasons)
            : changed.Notes == household.Notes && changed.Vehicles.SequenceEqual(household.Vehicles) ? Refused(PeopleTexts.NothingToChange)
            : (new PeopleChange { Households = [changed] }, Say(PeopleTexts.HouseholdChanged));
    }

    /// <summary>All who live together move out: they are erased, now or at that time, until which they may pass.</summary>
    public (PeopleChange? Change, RightsAnswer Answer) End(RightsRequest.HouseholdEnd end)
    {
        if (residents.Named(end.Home) is not { } household)
        {
            return Refused(PeopleTexts.NobodyLives(end.Home));
        }

        var members = residents.MembersOf(household.Id);
        if (end.At is { } at && at > time.GetUtcNow())
        {
            return (new PeopleChange
            {
                People = [.. members.Select(person => person with { ValidTo = person.ValidTo < at ? person.ValidTo : at })],
                Households = [household with { EndsAt = at }],
            }, Say(PeopleTexts.MovesOut(Names(household), Site.Written(at))));
        }

        var change = new PeopleChange { Gone = [.. members.Select(person => person.Id)], HouseholdsGone = [household.Id] };
        var faces = registry.Stored(change).Values.Sum(stored => stored.Templates);
        return (change, Say(PeopleTexts.MovedOut(household.Home?.ToString() ?? household.Id.Value, members.Count,
            members.Sum(person => person.Cards.Count), faces, members.Sum(person => registry.Photos.PhotosOf(person.Id).Count))));
    }

    private Wording Names(Household household)
    {
        var members = residents.MembersOf(household.Id);
        var named = members.OrderBy(person => Pinyin.Key(person.Name), StringComparer.Ordinal).Take(MostNamed)
            .Select(person => Wording.Same(person.Name));
        return members.Count == 0 ? ListTexts.None : Wording.Join(ListTexts.Comma, members.Count > MostNamed
            ? [.. named, PeopleTexts.AndMore(members.Count - MostNamed)] : named);
    }

    private Wording Doors(IReadOnlyList<string> doors) => doors.Count == 0 ? CommandTexts.AllDoors
        : Listed(doors.Where(id => id != GroupPolicy.Nowhere).Select(Site.DoorName));

    private new RightsAnswer Say(Wording words) => new(base.Say(words), []);
}
