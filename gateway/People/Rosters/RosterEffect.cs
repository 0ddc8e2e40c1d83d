using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Site;

namespace Zhuhui.Edge.Gateway.People.Rosters;

/// <summary>What a roster is applied to.</summary>
internal sealed record RosterGround(SiteFile Site, IReadOnlyList<Resident> People, Roster InForce);

/// <summary>What a roster makes of the people and groups there are. Pure.</summary>
internal static class RosterEffect
{
    /// <summary>What the gateway goes by after a change.</summary>
    public static (IReadOnlyList<Resident> People, Roster Roster) After(RosterChange change, RosterGround ground) => (
        [.. After(ground.People.Where(p => !change.IsWhole || !p.IsFromHub), p => p.Id.Value, change.People, [.. change.PeopleGone.Select(p => p.Value)])],
        new Roster(change.Version, [.. After(change.IsWhole ? [] : ground.InForce.Groups, g => g.Id, change.Groups, [.. change.GroupsGone])],
            [.. After(change.IsWhole ? [] : ground.InForce.Schedules, s => s.Id, change.Schedules, [.. change.SchedulesGone])], change.Calendar ?? ground.InForce.Calendar));

    /// <summary>Everybody as they may be before the change is on the disk: nothing more than before and nothing more than after.</summary>
    public static IReadOnlyList<Resident> Narrowed(IReadOnlyList<Resident> before, IReadOnlyList<Resident> after)
    {
        var then = after.ToDictionary(p => p.Id);
        return [.. before.Where(p => then.ContainsKey(p.Id)).Select(p => Narrowed(p, then[p.Id]))];
    }

    private static Resident Narrowed(Resident before, Resident after) => before with
    {
        Blocked = before.Blocked || after.Blocked,
        Cards = [.. before.Cards.Where(c => after.Cards.Any(a => IsSame(a, c))).Select(c => c with { Lost = c.Lost || after.Cards.First(a => IsSame(a, c)).Lost })],
        ValidFrom = before.ValidFrom > after.ValidFrom || after.ValidFrom is null ? before.ValidFrom : after.ValidFrom,
        ValidTo = before.ValidTo < after.ValidTo || after.ValidTo is null ? before.ValidTo : after.ValidTo,
        Groups = before.Groups.Count == 0 ? after.Groups : [.. before.Groups.Intersect(after.Groups, StringComparer.Ordinal).DefaultIfEmpty(GroupPolicy.NoGroup)],
    };
    /// <summary>One list after a change: what is named instead of what has its id, and without what is gone.</summary>
    public static List<T> After<T>(IEnumerable<T> before, Func<T, string> id, IReadOnlyList<T> named, HashSet<string> gone)
    {
        var replaced = named.Select(id).ToHashSet(StringComparer.Ordinal);
        return [.. before.Where(b => !replaced.Contains(id(b)) && !gone.Contains(id(b))), .. named];
    }

    private static bool IsSame(HeldCard one, HeldCard other) => one.Number == other.Number && one.Format == other.Format;
}
