using System.Globalization;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.People.Profiles;

namespace Zhuhui.Edge.Gateway.People;

/// <summary>Makes a change tell all that it changes on the disk. The caller says what a change is about; what holds at the doors
/// since the disk refused it, and comes to the disk only now, is told as well. Pure.</summary>
internal static class PeopleRecords
{
    /// <param name="stored">Those of the change who are on the disk.</param>
    /// <param name="photosOf">How many photos are kept of a person.</param>
    /// <param name="households">Those that are on the disk.</param>
    /// <param name="doorsOf">The doors that a household's home gives.</param>
    public static PeopleChange Complete(PeopleChange asked, IReadOnlyDictionary<PersonId, StoredResident> stored,
        Func<PersonId, int> photosOf, IReadOnlyList<Household> households, Func<Household, IReadOnlyList<string>> doorsOf)
    {
        List<RegistryEvent> untold = [];
        List<PersonId> withoutFaces = [.. asked.FacesErased];
        List<PersonId> withoutPhotos = [.. asked.PhotosErased];
        var told = asked.Records.ToLookup(PersonOf, StringComparer.Ordinal);
        foreach (var person in asked.People)
        {
            var before = stored.GetValueOrDefault(person.Id);
            var ofPerson = told[person.Id.Value].ToArray();
            untold.AddRange(ResidentChanges.Between(before?.Resident, person, asked.Faces.GetValueOrDefault(person.Id)?.Count
                ?? before?.Templates ?? 0)
                .Select(happened => Untold(happened, ofPerson)).OfType<RegistryEvent>());
            if (before?.Resident.Consent is not null && person.Consent is null && !withoutFaces.Contains(person.Id))
            {
                withoutFaces.Add(person.Id);
                untold.Add(new ConsentWithdrawn(person.Id.Value, before.Templates, photosOf(person.Id)));
            }
            else if (before?.Resident.PhotoConsent is not null && person.PhotoConsent is null && !withoutFaces.Contains(person.Id)
                && !withoutPhotos.Contains(person.Id))
            {
                withoutPhotos.Add(person.Id);
                untold.Add(new PhotosErased(person.Id.Value, photosOf(person.Id)));
            }
        }

        untold.AddRange(asked.Gone.Where(id => !told[id.Value].Any(one => one is PersonRemoved)).Select(id => new PersonRemoved(id.Value)));
        untold.AddRange(HouseholdRecords(asked, households.ToDictionary(one => one.Id), doorsOf));
        return asked with
        {
            Records = [.. untold.Concat(asked.Records).Select(one => one is PersonRemoved gone ? Receipt(gone) : one)],
            FacesErased = withoutFaces,
            PhotosErased = withoutPhotos,
        };

        PersonRemoved Receipt(PersonRemoved gone) => stored.GetValueOrDefault(new PersonId(gone.Person)) is { } before
            ? new PersonRemoved(gone.Person, before.Resident.Cards.Count, before.Templates, photosOf(before.Resident.Id))
            : gone;
    }

    /// <summary>What becomes of households: told where the home or the doors are others than before.</summary>
    private static IEnumerable<RegistryEvent> HouseholdRecords(PeopleChange asked, Dictionary<HouseholdId, Household> before,
        Func<Household, IReadOnlyList<string>> doorsOf) =>
    [
        .. asked.Households.Where(now => before.GetValueOrDefault(now.Id) is not { } then || then.Home != now.Home
                || !(then.Doors ?? []).SequenceEqual(now.Doors ?? []))
            .Select(now => new HouseholdChanged(now.Id.Value, doorsOf(now))),
        .. asked.HouseholdsGone.Select(gone => new HouseholdRemoved(gone.Value)),
    ];

    /// <summary>What is to be off the disk where these records are true.</summary>
    public static PeopleChange Erasures(IReadOnlyList<RegistryEvent> records) => new()
    {
        Gone = [.. records.OfType<PersonRemoved>().Select(one => new PersonId(one.Person))],
        FacesErased = [.. records.OfType<ConsentWithdrawn>().Select(one => new PersonId(one.Person))],
        PhotosErased = [.. records.OfType<PhotosErased>().Select(one => new PersonId(one.Person))],
    };

    /// <summary>What of it is so on the disk: a person may have come back, or agreed again, before the journal took any of it.</summary>
    public static PeopleChange StillDue(PeopleChange erasures, IReadOnlyDictionary<PersonId, StoredResident> stored) => erasures with
    {
        Gone = [.. erasures.Gone.Where(id => !stored.ContainsKey(id))],
        FacesErased = [.. erasures.FacesErased.Where(id => stored.GetValueOrDefault(id)?.Resident.Consent is null)],
        PhotosErased = [.. erasures.PhotosErased.Where(id => stored.GetValueOrDefault(id)?.Resident.PhotoConsent is null)],
    };

    /// <summary>Whether a record takes something away, and it is away.</summary>
    /// <param name="find">Gives a person as on the disk; null where there is none.</param>
    public static bool IsTakenAway(RegistryEvent record, Func<PersonId, Resident?> find)
    {
        return record switch
        {
            PersonRemoved one => find(new PersonId(one.Person)) is null,
            PersonBlocked { Blocked: true } one => find(new PersonId(one.Person))?.Blocked == true,
            CardReported { Lost: true } one => Card(one.Person, one.Card, one.Format)?.Lost == true,
            CardWithdrawn one => find(new PersonId(one.Person)) is not null && Card(one.Person, one.Card, one.Format) is null,
            ConsentWithdrawn one => find(new PersonId(one.Person)) is { Consent: null },
            PhotosErased one => find(new PersonId(one.Person))?.PhotoConsent is null,
            CommandDone or RosterApplied or RegistryPutBack => true,
            _ => false,
        };

        HeldCard? Card(string person, string number, string? format) => find(new PersonId(person))?.Cards
            .FirstOrDefault(card => card.Number.ToString(CultureInfo.InvariantCulture) == number && card.Format == format);
    }

    /// <summary>What of it is not told.</summary>
    private static RegistryEvent? Untold(RegistryEvent happened, RegistryEvent[] told)
    {
        switch (happened)
        {
            case ResidentEnrolled:
                return told.Any(one => one is ResidentEnrolled) ? null : happened;
            case RightsChanged rights:
                var parts = rights.Changed.Except(told.OfType<RightsChanged>().SelectMany(one => one.Changed), StringComparer.Ordinal)
                    .ToArray();
                return parts.Length == 0 ? null : rights with { Changed = parts };
            default:
                return told.Contains(happened) ? null : happened;
        }
    }

    private static string PersonOf(RegistryEvent happened) => happened switch
    {
        ResidentEnrolled one => one.Person,
        RightsChanged one => one.Person,
        CardReported one => one.Person,
        CardWithdrawn one => one.Person,
        PersonBlocked one => one.Person,
        PersonRemoved one => one.Person,
        _ => "",
    };
}
