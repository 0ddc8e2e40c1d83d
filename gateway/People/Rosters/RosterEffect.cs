using Zhuhui.Edge.Gateway.Site;

namespace Zhuhui.Edge.Gateway.People.Rosters;

/// <summary>What a roster is applied to.</summary>
internal sealed record RosterGround(SiteFile Site, IReadOnlyList<Resident> People, Roster InForce);

/// <summary>What a roster makes of the people and groups there are. Pure.</summary>
internal static class RosterEffect
{
    /// <summary>What the gateway goes by after a change, beside people.</summary>
    public static Roster After(RosterChange change, Roster inForce) => new(
        change.Version,
        After(change.IsWhole ? [] : inForce.Groups, g => g.Id, change.Groups, [.. change.GroupsGone]),
        After(change.IsWhole ? [] : inForce.Schedules, s => s.Id, change.Schedules, [.. change.SchedulesGone]),
        change.Calendar ?? inForce.Calendar);

    /// <summary>The change of people that a roster is. Agreements are a person's own and no roster's; home, details and
    /// exceptions of doors are the estate's.</summary>
    /// <param name="known">Everybody, on the disk or in memory; who is both, as in memory.</param>
    public static PeopleChange Draft(RosterChange change, IEnumerable<Resident> known)
    {
        var before = known.GroupBy(person => person.Id).ToDictionary(same => same.Key, same => same.Last());
        var named = change.People.Select(person => person.Id).ToHashSet();
        return new PeopleChange
        {
            Roster = change,
            People = [.. change.People.Select(person => person with
            {
                IsFromHub = true,
                Consent = before.GetValueOrDefault(person.Id)?.Consent,
                PhotoConsent = before.GetValueOrDefault(person.Id)?.PhotoConsent,
                PhotoMarks = before.GetValueOrDefault(person.Id)?.PhotoMarks ?? [],
                Household = before.GetValueOrDefault(person.Id)?.Household,
                Details = before.GetValueOrDefault(person.Id)?.Details ?? person.Details,
                MoreDoors = before.GetValueOrDefault(person.Id)?.MoreDoors ?? [],
                NotDoors = before.GetValueOrDefault(person.Id)?.NotDoors ?? [],
            })],
            Gone = [.. change.PeopleGone.Where(before.ContainsKey)
                .Concat(change.IsWhole ? before.Values.Where(person => person.IsFromHub).Select(person => person.Id) : [])
                .Where(id => !named.Contains(id)).Distinct()],
        };
    }

    /// <summary>One list after a change: what is named instead of what has its id, and without what is gone.</summary>
    public static List<T> After<T>(IEnumerable<T> before, Func<T, string> id, IReadOnlyList<T> named, HashSet<string> gone)
    {
        var replaced = named.Select(id).ToHashSet(StringComparer.Ordinal);
        return [.. before.Where(b => !replaced.Contains(id(b)) && !gone.Contains(id(b))), .. named];
    }
}
