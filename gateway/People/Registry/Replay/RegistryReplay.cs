using System.Globalization;
using LiteDB;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.People.Profiles;

namespace Zhuhui.Edge.Gateway.People.Registry.Replay;

/// <summary>
/// Does again, on an earlier state of the registry, what the journal tells of later changes. What took a right away is done again without
/// fail: a lost card opens nothing, a removed person does not come back, a PIN that was changed opens no longer. What the journal can't
/// give back, names, new cards, faces and PINs, is listed.
/// </summary>
internal sealed class RegistryReplay(IReadOnlyDictionary<RegistryKey, byte[]> documents)
{
    private const int Page = 500;

    private readonly Dictionary<string, PersonReplay> _touched = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _missing = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, SortedSet<string>> _check = new(StringComparer.Ordinal);
    private readonly HashSet<string> _removed = new(StringComparer.Ordinal);
    private readonly HashSet<string> _withoutFaces = new(StringComparer.Ordinal);
    private readonly HouseholdReplay _households = new(documents);
    private readonly SortedDictionary<string, VisitorPassCancelled> _cancelled = new(StringComparer.Ordinal);
    private long _since;

    /// <summary>People who were enrolled later and are not here: they have to be enrolled again.</summary>
    public IReadOnlyList<string> Missing => [.. _missing];

    /// <summary>People of whom something has to be looked at, with what.</summary>
    public IReadOnlyList<string> Check => [.. _check.Select(one => $"{one.Key}: {string.Join(", ", one.Value)}"), .. _households.Check,
        .. Gap is null ? (string[])[] : [Gap]];

    /// <summary>People who are here and were removed later.</summary>
    public IReadOnlySet<string> Removed => _removed.Where(id => documents.ContainsKey(KeyOf(id))).ToHashSet(StringComparer.Ordinal);

    /// <summary>Households of which there is more than the home here, and which were removed later.</summary>
    public IReadOnlySet<string> HouseholdsRemoved => _households.Removed;

    /// <summary>People whose face templates are here and were erased later.</summary>
    public IReadOnlySet<string> WithoutFaces => _withoutFaces.Where(id => !_removed.Contains(id)).ToHashSet(StringComparer.Ordinal);

    /// <summary>What of the journal is not there to be done again; null where all is.</summary>
    public string? Gap { get; private set; }

    /// <summary>Reads the registry's journal from a place on.</summary>
    /// <param name="journal">Null on a box that has none yet.</param>
    public void Read(Journal? journal, JournalPlace since)
    {
        var isSame = since.Ledger == journal?.Ledger;
        var after = _since = isSame ? since.Seq : 0;
        if (!isSame && since.Ledger != default)
        {
            Gap = "the journal is another one than when this was written; look through lost cards, blocks and removals";
        }
        else if (after + 1 < journal?.FirstSeq)
        {
            Gap = string.Create(CultureInfo.InvariantCulture, $"the journal no longer has its records {after + 1} to "
                + $"{journal.FirstSeq - 1}; look through lost cards, blocks and removals");
        }

        for (; journal?.ReadAfter(after, Page) is { Count: > 0 } records; after = records[^1].Seq)
        {
            foreach (var record in records)
            {
                if (record.ToEvent() is { } happened)
                {
                    Apply(happened);
                }
            }
        }
    }

    /// <summary>What has to change so that the documents are as the journal has them.</summary>
    /// <param name="last">Where the journal stands now.</param>
    public RegistryChange Changes(long last)
    {
        var change = new RegistryChange() { IsErasing = _withoutFaces.Count > 0 };
        foreach (var id in Removed)
        {
            change.Remove(RegistryChange.Residents, id);
        }

        _households.Put(change);
        foreach (var (pass, cancelled) in _cancelled)
        {
            var visit = documents.TryGetValue(new RegistryKey(RegistryChange.Visits, pass), out var bson)
                ? ProfileDocuments.ToVisit(BsonSerializer.Deserialize(bson))
                : new Visit(pass, new PersonId(cancelled.Host)) { ValidTo = cancelled.ValidTo };
            change.Put(RegistryChange.Visits, ProfileDocuments.ToDocument(visit with { CancelledAt = cancelled.At }));
        }

        foreach (var (id, person) in _touched.Where(t => !_removed.Contains(t.Key)))
        {
            var document = person.ToDocument(last);
            if (!BsonSerializer.Serialize(document).AsSpan().SequenceEqual(documents[KeyOf(id)]))
            {
                change.Put(RegistryChange.Residents, document);
            }
        }

        return change;
    }

    private void Apply(GatewayEvent happened)
    {
        switch (happened)
        {
            case PersonRemoved { Person: var id }:
                _removed.Add(id);
                _missing.Remove(id);
                _check.Remove(id);
                break;
            case ResidentEnrolled enrolled when Touch(enrolled.Person) is { } person:
                if (enrolled.Cards > person.Resident.Cards.Count || enrolled.Templates > person.Templates.Count)
                {
                    AddCheck(enrolled.Person, "was given cards or faces");
                }

                break;
            case ResidentEnrolled enrolled:
                _missing.Add(enrolled.Person);
                break;
            case ConsentWithdrawn { Person: var id } when Touch(id) is { } person:
                person.Resident = person.Resident with { Consent = null, PhotoConsent = null, PhotoMarks = [] };
                if (person.Templates.Count > 0)
                {
                    person.Templates = [];
                    _withoutFaces.Add(id);
                }

                break;
            case PhotosErased { Person: var id } when Touch(id) is { } person:
                person.Resident = person.Resident with { PhotoConsent = null };
                break;
            case CareWithdrawn { Person: var id } when Touch(id) is { } person:
                person.Resident = person.Resident with { Details = person.Resident.Details with { Care = null } };
                break;
            case CardReported report when Touch(report.Person) is { } person:
                EachCard(person, card => IsMeant(card, report.Card, report.Format) ? card with { Lost = report.Lost } : card);
                break;
            case CardWithdrawn { Person: var id } withdrawn when Touch(id) is { } person:
                EachCard(person, card => IsMeant(card, withdrawn.Card, withdrawn.Format) ? null : card);
                break;
            case PersonBlocked { Person: var id } block when Touch(id) is { } person:
                person.Resident = person.Resident with { Blocked = block.Blocked };
                break;
            case DetailsChanged { Person: var id, Changed: var details } when Touch(id)?.IsOwnDetails(_since) == false:
                AddCheck(id, $"changed {string.Join(", ", details)}");
                break;
            case HouseholdChanged changed:
                _households.Change(changed, _since);
                break;
            case VisitorPassCancelled cancelled:
                _cancelled[cancelled.Pass] = cancelled;
                break;
            case HouseholdRemoved removed:
                _households.Remove(removed);
                break;
            case RightsChanged { Person: var id } rights when Touch(id) is { } person:
                Apply(rights, person);
                break;
        }
    }

    private void Apply(RightsChanged rights, PersonReplay person)
    {
        if (rights.Now is { } now)
        {
            person.Resident = person.Resident with
            {
                Doors = now.Doors,
                Schedule = now.Schedule,
                Groups = now.Groups,
                NeedsLonger = now.NeedsLonger,
                ValidFrom = now.ValidFrom,
                ValidTo = now.ValidTo,
                MostUses = now.MostUses,
                Household = now.Household is { } household ? new HouseholdId(household) : null,
                MoreDoors = now.MoreDoors ?? [],
                NotDoors = now.NotDoors ?? [],
            };
        }

        foreach (var word in rights.Changed)
        {
            switch (RightsParts.FromWord(word))
            {
                case RightsPart.Pin:
                    ChangePin(rights.Person, person, isDuress: false);
                    break;
                case RightsPart.DuressPin:
                    ChangePin(rights.Person, person, isDuress: true);
                    break;
                case var _ when rights.Now is null:
                    AddCheck(rights.Person, $"changed {word}");
                    break;
            }
        }
    }

    private void ChangePin(string id, PersonReplay person, bool isDuress)
    {
        if (person.IsOwnPin(_since))
        {
            return;
        }

        person.Resident = isDuress ? person.Resident with { DuressPinDigest = null } : person.Resident with { PinDigest = null };
        person.IsPinCleared = true;
        AddCheck(id, $"the {(isDuress ? "duress PIN" : "PIN")} was changed and has to be set again");
    }

    private static void EachCard(PersonReplay person, Func<HeldCard, HeldCard?> change) =>
        person.Resident = person.Resident with { Cards = [.. person.Resident.Cards.Select(change).OfType<HeldCard>()] };

    /// <summary>A record without a format is meant for whatever card has the number.</summary>
    private static bool IsMeant(HeldCard card, string number, string? format) =>
        card.Number.ToString(CultureInfo.InvariantCulture) == number && (format is null || card.Format == format);

    private void AddCheck(string person, string what)
    {
        if (!_check.TryGetValue(person, out var all))
        {
            _check[person] = all = new SortedSet<string>(StringComparer.Ordinal);
        }

        all.Add(what);
    }

    private PersonReplay? Touch(string id)
    {
        if (_removed.Contains(id))
        {
            return null;
        }

        if (!_touched.TryGetValue(id, out var person) && documents.TryGetValue(KeyOf(id), out var bson))
        {
            _touched[id] = person = new PersonReplay(BsonSerializer.Deserialize(bson));
        }

        return person;
    }

    private static RegistryKey KeyOf(string id) => new(RegistryChange.Residents, id);
}
