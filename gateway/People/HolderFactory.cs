using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.People.Credentials;

namespace Zhuhui.Edge.Gateway.People;

/// <summary>A person's rights as a decision's facts keep them.</summary>
internal static class HolderFactory
{
    /// <summary>Names no door: a list without any would mean all.</summary>
    private static readonly string[] _nowhere = [GroupPolicy.Nowhere];

    /// <param name="doors">Those that admit the person; empty for all.</param>
    /// <param name="card">The card presented; null where it is something else.</param>
    /// <param name="used">How often a visitor was let in already.</param>
    public static Holder? From(Resident? resident, IReadOnlyList<string> doors, HeldCard? card = null, int used = 0) =>
        resident is null ? null
        : new Holder(resident.Id.Value, resident.Blocked, resident.ValidFrom, resident.ValidTo, doors, resident.Schedule, card?.ValidFrom,
            card?.ValidTo, resident.MostUses - used, resident.NeedsLonger, Groups(resident));

    /// <summary>A visitor may what the pass says, as far as the host may: a host who is blocked, gone or moved brings no
    /// visitors.</summary>
    /// <param name="doors">Those that admit the host; empty for all.</param>
    public static Holder From(VisitorPass pass, Resident? host, IReadOnlyList<string> doors, int used)
    {
        string[] both = doors.Count == 0 ? [.. pass.Doors] : [.. pass.Doors.Intersect(doors, StringComparer.Ordinal)];
        return new Holder(pass.Visitor, host?.Blocked != false, host?.ValidFrom, host?.ValidTo, both.Length > 0 ? both : _nowhere,
            host?.Schedule, pass.ValidFrom, pass.ValidTo, pass.MostUses - used, NeedsLonger: false, host is null ? null : Groups(host));
    }

    private static IReadOnlyList<string>? Groups(Resident resident) => resident.Groups.Count == 0 ? null : resident.Groups;
}
