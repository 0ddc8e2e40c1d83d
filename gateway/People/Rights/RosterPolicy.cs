using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.People.Rosters;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Site.Calendars;

namespace Zhuhui.Edge.Gateway.People.Rights;

/// <summary>What a roster makes of the policy in force. It changes nothing.</summary>
/// <param name="calendar">The site file's own holidays, for as long as no roster brought others.</param>
internal sealed class RosterPolicy(SiteFile site, Calendar calendar, PolicyInForce inForce)
{
    public PolicyInForce InForce => inForce;

    /// <summary>The policy that goes by a roster; null where it is the one in force.</summary>
    public AccessPolicy? After(Roster roster)
    {
        var next = PolicyFactory.From(site, calendar, roster);
        return next.Version() == inForce.Now.Version ? null : next;
    }

    /// <summary>The policy before a roster is on the disk: no group admits where it will not; null where none does.</summary>
    public AccessPolicy? Narrowed(Roster roster)
    {
        var now = inForce.Now.Policy;
        var after = roster.Groups.ToDictionary(group => group.Id, StringComparer.Ordinal);
        GroupPolicy[] before = [.. now.Groups ?? []];
        GroupPolicy[] narrowed = [.. before.Select(group => after.TryGetValue(group.Id, out var next) ? group.Narrowed(next.Doors)
            : group)];
        return before.Zip(narrowed).Any(pair => !pair.First.Doors.SequenceEqual(pair.Second.Doors)) ? now with { Groups = narrowed } : null;
    }
}
