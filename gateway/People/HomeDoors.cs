using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.People.Profiles;
using Zhuhui.Edge.Gateway.Site;

namespace Zhuhui.Edge.Gateway.People;

/// <summary>Which doors admit somebody because of where they live: those of the whole compound, and their own unit's. Made from the site
/// file; safe to use from any thread.</summary>
internal sealed class HomeDoors(SiteFile site)
{
    private static readonly string[] _nowhere = [GroupPolicy.Nowhere];

    private readonly string[] _all = [.. site.Doors.Select(door => door.Id)];
    private readonly string[] _common = [.. site.Doors.Where(door => door.Homes.Count == 0).Select(door => door.Id)];
    private readonly (string Door, HomeGroup[] Homes)[] _unitDoors = [.. site.Doors.Where(door => door.Homes.Count > 0)
        .Select(door => (door.Id, door.Homes.Select(HomeGroup.Parse).OfType<HomeGroup>().ToArray()))];

    /// <summary>Of a gateway whose doors nobody knows.</summary>
    public static HomeDoors None { get; } = new(new SiteFile());

    /// <returns>Empty for all of the gateway's doors, as a <see cref="Holder"/> has it.</returns>
    /// <param name="household">The person's; null for none.</param>
    public IReadOnlyList<string> Of(Resident person, Household? household)
    {
        if (person.Doors.Count > 0)
        {
            return person.Doors;
        }

        var given = household is not null ? Of(household) : person.Details.LivesHere ? Listed(_common) : [];
        return person.MoreDoors.Count + person.NotDoors.Count == 0 ? given
            : Listed([.. (given.Count == 0 ? _all : given).Where(door => door != GroupPolicy.Nowhere)
                .Union(person.MoreDoors, StringComparer.Ordinal).Except(person.NotDoors, StringComparer.Ordinal)]);
    }

    /// <summary>What admits a household's members who have no doors of their own. Where nobody knows its home, the whole compound's doors
    /// do.</summary>
    /// <inheritdoc cref="Of(Resident, Household?)" path="/returns"/>
    public IReadOnlyList<string> Of(Household household) => household.Doors ?? Listed(household.Home is { } home
        ? [.. _common, .. _unitDoors.Where(door => door.Homes.Any(homes => homes.Has(home.Building, home.Unit))).Select(door => door.Door)]
        : _common);

    private string[] Listed(string[] doors) => _all.All(door => doors.Contains(door, StringComparer.Ordinal)) ? []
        : doors.Length == 0 ? _nowhere
        : doors;
}
