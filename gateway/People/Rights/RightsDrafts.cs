using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.People.Profiles;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.People.Rights;

/// <summary>What changes of rights have in common: a draft of what is to be with what is answered once it is, or why not.</summary>
internal abstract class RightsDrafts(SiteFile site)
{
    protected SiteFile Site => site;

    protected (PeopleChange? Change, RightsAnswer Answer) Keep(Resident person, RegistryEvent? happened, Wording done) =>
        (PeopleChange.Of(person, happened is null ? [] : [happened]), Done(person.Id, person.Name, done));

    protected IEnumerable<Wording> UnknownDoors(IReadOnlyList<string> doors) =>
        doors.Where(d => site.Doors.All(known => known.Id != d)).Select(d => PeopleTexts.NoDoor(d, Listed(site.Doors.Select(k => k.Id))));

    protected static IReadOnlyList<Vehicle> Vehicles(IReadOnlyList<string>? plates, List<Wording> problems)
    {
        List<Vehicle> vehicles = [];
        foreach (var plate in plates ?? [])
        {
            if (Vehicle.Parse(plate) is { } vehicle)
            {
                vehicles.Add(vehicle);
            }
            else
            {
                problems.Add(PeopleTexts.NoPlate(plate));
            }
        }

        return vehicles;
    }

    protected static Wording Listed(IEnumerable<string> names) => Wording.Join(ListTexts.Comma, names) is { En.Length: > 0 } listed ? listed
        : ListTexts.None;

    protected RightsAnswer Done(PersonId person, string name, Wording done) => new(Say(PeopleTexts.Done(name, person.Value, done)), []);

    protected (PeopleChange? Change, RightsAnswer Answer) Refused(params IEnumerable<Wording> reasons) =>
        (null, new RightsAnswer(null, [.. reasons.Select(Say)]));

    protected string Say(Wording words) => words.In(site.Language);
}
