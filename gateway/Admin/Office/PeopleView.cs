using System.Globalization;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.People.Profiles;
using Zhuhui.Edge.Gateway.People.Registry;
using Zhuhui.Edge.Gateway.Projections;
using Zhuhui.Edge.Gateway.Site;

namespace Zhuhui.Edge.Gateway.Admin.Office;

/// <summary>People, households and visits as they are shown. It tells nobody who looks: whoever shows what this gives has that on record
/// (<see cref="PeopleLookup"/>).</summary>
internal sealed class PeopleView(SiteFile site, ResidentDirectory residents, RegistryStore registry, PassUses? uses = null)
{
    private readonly NoticeFormatter _notices = new(site, residents);

    public PersonFile File(Resident person)
    {
        var details = person.Details;
        return new PersonFile(Line(person), details.Sex, details.BirthDate, details.Phone, details.Notes,
            details.LivesAlone, details.Vehicles, [.. person.Cards.Select(Line)], Names(residents.DoorsOf(person)),
            person.Schedule, person.Groups, person.NeedsLonger, person.MostUses, person.PinDigest is not null,
            registry.TemplatesOf(person.Id).Count, registry.Photos.PhotosOf(person.Id).Count, person.Consent?.NoticeVersion,
            person.Consent?.GivenAt, details.Care is { } plan
                ? Said(plan, NumbersShown.Given) : null)
        {
            Household = person.Household?.Value,
            OwnDoors = person.Doors,
            MoreDoors = person.MoreDoors,
            NotDoors = person.NotDoors,
        };
    }

    public PersonLine Line(Resident person) => new(person.Id.Value, person.Name, HomeOf(person), person.Details.Kind,
        person.Details.Phone is { } phone ? PhoneNumber.Mask(phone) : null, person.Cards.Count,
        person.Consent is not null, person.ValidFrom, person.ValidTo, person.Blocked, person.IsFromHub);

    public DirectoryLine Entry(Resident person) => new(person.Name, HomeOf(person), person.Details.Kind, person.Blocked);

    public HouseholdLine Line(Household household)
    {
        var members = residents.MembersOf(household.Id);
        return new HouseholdLine(household.Id.Value, household.Home?.ToString(), members.Count,
            [.. members.Select(person => person.Name).OrderBy(Pinyin.Key, StringComparer.Ordinal)], Names(residents.DoorsOf(household)),
            household.Vehicles, household.EndsAt, household.Notes,
            [.. members.OrderBy(person => Pinyin.Key(person.Name), StringComparer.Ordinal).ThenBy(person => person.Id.Value,
                StringComparer.Ordinal).Select(person => new MemberLine(person.Id.Value, person.Name, person.Details.Kind))]);
    }

    public VisitLine Line(Visit visit) => new(visit.Pass, visit.Name, visit.Phone is { } phone ? PhoneNumber.Mask(phone) : null,
        visit.Vehicle?.Plate, residents.NameOf(visit.Host.Value), Names(visit.Doors) ?? [], visit.ValidFrom, visit.ValidTo,
        uses?.CountFor(visit.Pass), visit.MostUses, visit.CancelledAt is not null, visit.Host.Value,
        residents.WithId(visit.Host) is { } host ? HomeOf(host) : null);

    public VisitFile File(Visit visit) => new(Line(visit), visit.Phone);

    public CardFile File(Resident holder, HeldCard card) => new(Line(card), Line(holder));

    /// <returns>Null for somebody of whom nobody agreed to it.</returns>
    public CareFile? Care(Resident person, NumbersShown numbers) => person.Details.Care is not { } plan ? null
        : new CareFile(person.Id.Value, person.Name, HomeOf(person), plan.Alone?.Hours, plan.Alone?.InAll, Time(plan.Alone?.DayFrom),
            Time(plan.Alone?.DayTo), Time(plan.Evenings?.By), Time(plan.Evenings?.BeforeDayOff),
            [.. plan.Carers.Select(carer => (carer.Person, Told: _notices.TelephoneOf(carer, numbers))).Where(one => one.Told is not null)
                .Select(one => new CarerLine(one.Person?.Value, one.Told!.Name, one.Told.Phone))],
            plan.Away, plan.Consent.NoticeVersion, plan.Consent.NoticeDigest, plan.Consent.GivenAt, plan.Consent.Witness,
            plan.Consent.Guardian, Said(plan, numbers));

    public string[] Said(CarePlan plan, NumbersShown numbers) =>
        [.. _notices.Format(plan, numbers).Select(words => words.In(site.Language))];

    private static string? Time(TimeOnly? time) => time?.ToString("HH:mm", CultureInfo.InvariantCulture);

    private static CardLine Line(HeldCard card) => new($"{card.Number}", card.Format, card.Lost);

    private string? HomeOf(Resident person) => residents.HouseholdOf(person)?.Home?.ToString();

    private IReadOnlyList<string>? Names(IReadOnlyList<string> doors) => doors.Count == 0 ? null
        : [.. doors.Where(door => door != GroupPolicy.Nowhere).Select(site.DoorName)];
}
