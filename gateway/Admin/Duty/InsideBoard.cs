using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.Projections;
using Zhuhui.Edge.Gateway.Site;

namespace Zhuhui.Edge.Gateway.Admin.Duty;

/// <param name="Count">By the record of passages.</param>
/// <param name="Unsure">Of them: who may have left unseen, by an exit button or a door that stood open.</param>
internal sealed record AreaCount(string Area, int Count, int Unsure);

/// <summary>Somebody inside, as the gate's guards know them.</summary>
/// <param name="Since">When they went in; null where it is not known any more.</param>
/// <param name="Sure">Nobody can have left unseen since.</param>
internal sealed record InsideLine(string Name, string? Home, string Area, DateTimeOffset? Since, bool Sure);

/// <param name="Total">How many there are; the list may hold fewer.</param>
internal sealed record InsideList(IReadOnlyList<InsideLine> People, int Total);

/// <summary>Who is inside, of the areas that the site file describes. Numbers for everybody who works here; names for who asks by name, and
/// each such look is on record before the answer (Personal Information Protection Law, art. 51 and 54).</summary>
internal sealed class InsideBoard(SiteFile site, Occupancy occupancy, ResidentDirectory residents, EventLedger ledger)
{
    public const int MostPeople = 1000;

    /// <summary>Every area of the site file, in its order.</summary>
    public IReadOnlyList<AreaCount> Counts
    {
        get
        {
            var inside = occupancy.Inside().ToLookup(one => one.Area, StringComparer.Ordinal);
            return [.. site.Areas.Select(area => new AreaCount(area.Id, inside[area.Id].Count(),
                inside[area.Id].Count(one => !one.IsSure)))];
        }
    }

    public bool IsArea(string area) => site.Areas.Any(one => one.Id == area);

    /// <param name="area">Null for all.</param>
    /// <returns>Who came last first.</returns>
    public InsideList List(string who, string? area)
    {
        PersonInside[] inside = [.. occupancy.Inside().Where(one => area is null || one.Area == area)];
        PersonInside[] shown = [.. inside.Take(MostPeople)];
        ledger.Append(new PeopleLookedUp(who, "inside", shown.Length));
        return new InsideList([.. shown.Select(one => new InsideLine(residents.NameOf(one.Person),
            residents.WithId(new PersonId(one.Person)) is { } person ? residents.HouseholdOf(person)?.Home?.ToString() : null, one.Area,
            one.Since, one.IsSure))], inside.Length);
    }
}
