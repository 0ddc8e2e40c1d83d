using Zhuhui.Edge.Gateway.Events;

namespace Zhuhui.Edge.Gateway.People;

/// <summary>What a person may while a change is on its way to the disk: nothing more than before, and nothing more than after. What is put
/// in the place of another, a PIN or a schedule, holds when it is on the disk. Pure.</summary>
internal static class Narrowing
{
    public static Resident Between(Resident before, Resident after) => before with
    {
        Blocked = before.Blocked || after.Blocked,
        Cards = [.. before.Cards.Where(c => Same(after, c) is not null).Select(c => c with { Lost = c.Lost || Same(after, c)!.Lost })],
        QrCodes = [.. before.QrCodes.Intersect(after.QrCodes, StringComparer.Ordinal)],
        Doors = Doors(before.Doors, after.Doors),
        Schedule = before.Schedule ?? after.Schedule,
        Groups = before.Groups.Count == 0
            ? after.Groups
            : [.. before.Groups.Intersect(after.Groups, StringComparer.Ordinal).DefaultIfEmpty(GroupPolicy.NoGroup)],
        ValidFrom = before.ValidFrom > after.ValidFrom || after.ValidFrom is null ? before.ValidFrom : after.ValidFrom,
        ValidTo = before.ValidTo < after.ValidTo || after.ValidTo is null ? before.ValidTo : after.ValidTo,
        NeedsLonger = before.NeedsLonger && after.NeedsLonger,
        MostUses = before.MostUses < after.MostUses || after.MostUses is null ? before.MostUses : after.MostUses,
        PinDigest = after.PinDigest is null ? null : before.PinDigest,
        DuressPinDigest = after.DuressPinDigest is null ? null : before.DuressPinDigest,
        Household = before.Household,
        MoreDoors = [.. before.MoreDoors.Intersect(after.MoreDoors, StringComparer.Ordinal)],
        NotDoors = [.. before.NotDoors.Union(after.NotDoors, StringComparer.Ordinal)],
        Consent = after.Consent is null ? null : before.Consent,
        Details = after.Details.Care is null ? before.Details with { Care = null } : before.Details,
        PhotoConsent = after.PhotoConsent is null ? null : before.PhotoConsent,
    };

    private static HeldCard? Same(Resident person, HeldCard card) => person.Cards.FirstOrDefault(held => held.Number == card.Number
        && held.Format == card.Format);

    /// <summary>The doors of both lists, of which an empty one names all.</summary>
    public static IReadOnlyList<string> Doors(IReadOnlyList<string> before, IReadOnlyList<string> after) => before.Count == 0 ? after
        : after.Count == 0 ? before
        : [.. before.Intersect(after, StringComparer.Ordinal).DefaultIfEmpty(GroupPolicy.Nowhere)];
}
