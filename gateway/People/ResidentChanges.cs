using System.Globalization;
using Zhuhui.Edge.Gateway.Events;

namespace Zhuhui.Edge.Gateway.People;

/// <summary>What a person's new description changes, as events: each right that is taken away has a record of its own, for after a restore
/// those are what closes it again.</summary>
internal static class ResidentChanges
{
    /// <param name="before">Null for somebody new.</param>
    /// <param name="templates">How many face templates the person has.</param>
    public static IEnumerable<RegistryEvent> Between(Resident? before, Resident after, int templates)
    {
        var id = after.Id.Value;
        var heldBefore = before?.Cards ?? [];
        if (before is null || after.Cards.Any(card => heldBefore.All(held => !IsSame(held, card)))
            || (before.Consent is null && after.Consent is not null))
        {
            yield return new ResidentEnrolled(id, after.Cards.Count, templates, after.Consent?.NoticeVersion);
        }

        foreach (var card in heldBefore.Where(held => after.Cards.All(card => !IsSame(held, card))))
        {
            yield return new CardWithdrawn(id, Number(card), card.Format);
        }

        foreach (var card in after.Cards)
        {
            if (card.Lost != (heldBefore.FirstOrDefault(held => IsSame(held, card))?.Lost ?? false))
            {
                yield return new CardReported(id, Number(card), card.Lost, card.Format);
            }
        }

        if (after.Blocked != (before?.Blocked ?? false))
        {
            yield return new PersonBlocked(id, after.Blocked);
        }

        if (after.Details.Care is { } care && (before?.Details.Care is not { } agreed || agreed.Consent != care.Consent))
        {
            yield return new CareAgreed(id, care.Alone is null ? CareKind.Evening : CareKind.Alone, care.Consent.NoticeVersion,
                care.Consent.Guardian is not null);
        }
        else if (after.Details.Care is null && before?.Details.Care is not null)
        {
            yield return new CareWithdrawn(id);
        }

        if (before is not null && Details(before, after) is { Length: > 0 } details)
        {
            yield return new DetailsChanged(id, details);
        }

        if (before is not null && Changed(before, after) is { Length: > 0 } changed)
        {
            yield return RightsChanged.Of(id, changed, after.Rights);
        }
    }

    private static RightsPart[] Changed(Resident before, Resident after) =>
    [
        .. new[]
        {
            (Is: before.Schedule != after.Schedule, Part: RightsPart.Schedule),
            (Is: !before.Doors.SequenceEqual(after.Doors), Part: RightsPart.Doors),
            (Is: !before.Groups.SequenceEqual(after.Groups), Part: RightsPart.Groups),
            (Is: before.NeedsLonger != after.NeedsLonger, Part: RightsPart.Longer),
            (Is: before.ValidFrom != after.ValidFrom, Part: RightsPart.From),
            (Is: before.ValidTo != after.ValidTo, Part: RightsPart.To),
            (Is: before.MostUses != after.MostUses, Part: RightsPart.Uses),
            (Is: before.Household != after.Household, Part: RightsPart.Household),
            (Is: !before.MoreDoors.SequenceEqual(after.MoreDoors), Part: RightsPart.MoreDoors),
            (Is: !before.NotDoors.SequenceEqual(after.NotDoors), Part: RightsPart.NotDoors),
            (Is: before.PinDigest != after.PinDigest, Part: RightsPart.Pin),
            (Is: before.DuressPinDigest != after.DuressPinDigest, Part: RightsPart.DuressPin),
        }.Where(change => change.Is).Select(change => change.Part),
    ];

    private static string[] Details(Resident before, Resident after)
    {
        var (one, other) = (before.Details, after.Details);
        return
        [
            .. new[]
            {
                (Is: before.Name != after.Name, Word: "name"),
                (Is: one.Kind != other.Kind, Word: "kind"),
                (Is: one.Sex != other.Sex, Word: "sex"),
                (Is: one.BirthDate != other.BirthDate, Word: "birth date"),
                (Is: one.Phone != other.Phone, Word: "phone"),
                (Is: one.Notes != other.Notes, Word: "notes"),
                (Is: one.LivesAlone != other.LivesAlone, Word: "lives alone"),
                (Is: other.Care is { } care && care != one.Care, Word: "care"),
                (Is: !one.Vehicles.SequenceEqual(other.Vehicles), Word: "vehicles"),
            }.Where(change => change.Is).Select(change => change.Word),
        ];
    }

    private static bool IsSame(HeldCard one, HeldCard other) => one.Number == other.Number && one.Format == other.Format;

    private static string Number(HeldCard card) => card.Number.ToString(CultureInfo.InvariantCulture);
}
