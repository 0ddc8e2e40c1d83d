using System.Globalization;
using Zhuhui.Edge.Gateway.Admin.Office;
using Zhuhui.Edge.Gateway.Cli.Input;
using Zhuhui.Edge.Gateway.People.Finding;
using Zhuhui.Edge.Gateway.People.Profiles;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Cli.Office;

/// <summary>People and households in lines for a terminal.</summary>
internal sealed class PeopleFormatter(SiteFile site)
{

    /// <summary>Id, home, name, and what there is to say.</summary>
    public string Line(PersonLine person) => Line(person.Id, person.Home, person.Name,
    [
        person.Kind is { } kind ? PersonDescription.Of(kind) : null,
        person.Phone is { } phone ? Wording.Same(phone) : null,
        person.Cards > 0 ? OfficeTexts.Cards(person.Cards) : null,
        person.Face ? OfficeTexts.Face : null,
        person.ValidFrom is { } from ? OfficeTexts.From(site.Written(from)) : null,
        person.ValidTo is { } to ? OfficeTexts.To(site.Written(to)) : null,
        person.Blocked ? PeopleTexts.Blocked : null,
        person.FromHub ? OfficeTexts.FromHub : null,
    ]);

    public string Line(HouseholdLine household) => Line(household.Id, household.Home, Joined(household.Names),
    [
        Doors(household.Doors),
        .. household.Vehicles.Select(vehicle => Wording.Same(vehicle.Plate)),
        household.EndsAt is { } at ? OfficeTexts.MovesOut(site.Written(at)) : null,
        household.Notes is { } notes ? Wording.Same(notes) : null,
    ]);

    public string Line(VisitLine visit) => Line($"v-{visit.Pass}", null, visit.Name ?? "-",
    [
        visit.Plate is { } plate ? Wording.Same(plate) : null,
        visit.Phone is { } phone ? Wording.Same(phone) : null,
        OfficeTexts.Visits(visit.Host),
        Wording.Join(ListTexts.Comma, visit.Doors),
        OfficeTexts.To(site.Written(visit.ValidTo)),
        visit.Used is { } used ? OfficeTexts.Used(used, visit.MostUses) : OfficeTexts.MayUse(visit.MostUses),
        visit.Cancelled ? OfficeTexts.Cancelled : null,
    ]);

    public static IEnumerable<string> Lines(CareLine care) => care.Said.Select(said => $"  {said}")
        .Prepend(Line(care.Id, care.Home, care.Name, []));

    public string Line(NoticeLine notice) => $"{notice.Notice}  {site.Written(notice.At)}  {notice.Text}"
        + (notice.Tell is { } tell ? $"  {tell}" : "");

    /// <summary>A person's whole file, a line a matter.</summary>
    public IEnumerable<string> Lines(PersonFile file)
    {
        yield return Line(file.Line);
        foreach (var (what, said) in Matters(file))
        {
            if (said is { Length: > 0 })
            {
                yield return $"  {OfficeTexts.Entry(what, said).Say()}";
            }
        }
    }

    private (Wording What, string? Said)[] Matters(PersonFile file) =>
    [
        (OfficeTexts.Admitted, Doors(file.Doors).Say()),
        (OfficeTexts.Phone, file.Phone),
        (OfficeTexts.Sex, file.Sex is { } sex ? (sex == Sex.Female ? OfficeTexts.Female : OfficeTexts.Male).Say() : null),
        (OfficeTexts.Born, file.BirthDate?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
        (OfficeTexts.CardsHeld, Joined(file.Cards.Select(card => (card.Format is { } format ? $"{format}:" : "") + card.Number
            + (card.Lost ? OfficeTexts.Lost.Say() : "")))),
        (OfficeTexts.Vehicles, Joined(file.Vehicles.Select(vehicle => vehicle.Plate))),
        (OfficeTexts.Schedule, file.Schedule),
        (OfficeTexts.Groups, Joined(file.Groups)),
        (OfficeTexts.Uses, file.MostUses?.ToString(CultureInfo.InvariantCulture)),
        (OfficeTexts.Faces, file.Notice is { } notice ? OfficeTexts.FacesSince(file.Templates, file.Photos, notice,
            site.Written(file.ConsentAt!.Value)).Say() : null),
        (OfficeTexts.Special, Joined(new[]
        {
            file.HasPin ? OfficeTexts.Pin : null,
            file.NeedsLonger ? OfficeTexts.NeedsLonger : null,
            file.LivesAlone ? OfficeTexts.LivesAlone : null,
        }.OfType<Wording>().Select(one => one.Say()))),
        (CareTexts.Care, file.Care is { } care ? Wording.Join(ListTexts.Semicolon, care).Say() : null),
        (OfficeTexts.Notes, file.Notes),
    ];

    private static string Line(string id, string? home, string name, IEnumerable<Wording?> said) =>
        $"{id}  {home ?? "-"}  {name}  {Wording.Join(ListTexts.Comma, said.OfType<Wording>()).Say()}".TrimEnd();

    private static Wording Doors(IReadOnlyList<string>? doors) => doors is null ? CommandTexts.AllDoors
        : doors.Count == 0 ? ListTexts.None
        : Wording.Join(ListTexts.Comma, doors);

    private static string Joined(IEnumerable<string> things) => Wording.Join(ListTexts.Comma, things).Say();
}
