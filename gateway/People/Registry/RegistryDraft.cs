using LiteDB;
using Zhuhui.Edge.Gateway.Events;

namespace Zhuhui.Edge.Gateway.People.Registry;

/// <summary>Turns a change of people into what becomes of the registry's documents.</summary>
/// <param name="seq">Where the registry's journal stands: a PIN that is set now was set after that.</param>
internal sealed class RegistryDraft(RegistryFile file, TemplateCipher cipher, long seq)
{
    /// <param name="generation">The registry's after the change.</param>
    public RegistryChange For(PeopleChange asked, IReadOnlyList<OwedRecord> owed, long generation)
    {
        var erased = asked.FacesErased.ToHashSet();
        var change = new RegistryChange()
        {
            IsErasing = erased.Count > 0 || asked.Erasure.Visits.Count > 0
            || asked.Erasure.Households.Count > 0 || asked.Records.Any(one => one is CareWithdrawn)
        };
        var known = asked.People.Count > 16 ? file.All(RegistryChange.Residents).ToDictionary(document => document["_id"].AsString,
            StringComparer.Ordinal) : null;
        foreach (var person in asked.People)
        {
            var before = known is null ? file.Find(RegistryChange.Residents, person.Id.Value) : known.GetValueOrDefault(person.Id.Value);
            var templates = asked.Faces.TryGetValue(person.Id, out var faces) ? RegistryTemplates.Seal(cipher, person.Id, faces)
                : erased.Contains(person.Id) ? []
                : RegistryDocuments.TemplatesOf(before);
            change.Put(RegistryChange.Residents, RegistryDocuments.ToDocument(person, templates, PinAfter(person, before),
                DetailsAfter(person, before)));
        }

        foreach (var person in asked.Gone)
        {
            change.Remove(RegistryChange.Residents, person.Value);
        }

        foreach (var household in asked.Households)
        {
            var before = file.Find(RegistryChange.Households, household.Id.Value);
            var isSame = before is not null && ProfileDocuments.ToHousehold(before) is var then && then.Home == household.Home
                && (then.Doors ?? []).SequenceEqual(household.Doors ?? []);
            change.Put(RegistryChange.Households, ProfileDocuments.ToDocument(household, isSame ? ProfileDocuments.HomeAfterOf(before!)
                : seq));
        }

        foreach (var household in asked.HouseholdsGone)
        {
            change.Remove(RegistryChange.Households, household.Value);
        }

        foreach (var visit in asked.Visits)
        {
            change.Put(RegistryChange.Visits, ProfileDocuments.ToDocument(visit));
        }

        foreach (var pass in asked.VisitsGone)
        {
            change.Remove(RegistryChange.Visits, pass);
        }

        if (asked.Roster is { } roster)
        {
            Put(change, RegistryChange.Groups, [.. roster.Groups.Select(RegistryDocuments.ToDocument)], roster.GroupsGone, roster.IsWhole);
            Put(change, RegistryChange.Schedules, [.. roster.Schedules.Select(RegistryDocuments.ToDocument)], roster.SchedulesGone,
                roster.IsWhole);
            var calendar = roster.Calendar ?? RegistryDocuments.ToRoster(file.All).Calendar;
            change.Put(RegistryChange.Single, RegistryDocuments.RosterToDocument(roster.Version, calendar));
        }

        string[] single = [.. file.All(RegistryChange.Single).Select(document => document["_id"].AsString)];
        WayBack.Put(change, single, asked, (collection, id) => known is not null && collection == RegistryChange.Residents
            ? known.GetValueOrDefault(id) : file.Find(collection, id), file.Documents);
        OwedRecords.Put(change, single, owed, generation);
        return change;
    }

    private long PinAfter(Resident person, BsonDocument? before) =>
        before is not null && before["pin"].AsString == person.PinDigest && before["duressPin"].AsString == person.DuressPinDigest
            ? RegistryDocuments.PinAfterOf(before)
            : seq;

    private long DetailsAfter(Resident person, BsonDocument? before) =>
        before is not null && RegistryDocuments.ToResident(before) is var then && (then.Name, then.Details) == (person.Name, person.Details)
            ? RegistryDocuments.DetailsAfterOf(before)
            : seq;

    private void Put(RegistryChange change, string collection, IReadOnlyList<BsonDocument> documents, IReadOnlyList<string> gone,
        bool isWhole)
    {
        foreach (var id in isWhole ? file.All(collection).Select(document => document["_id"].AsString) : gone)
        {
            change.Remove(collection, id);
        }

        foreach (var document in documents)
        {
            change.Put(collection, document);
        }
    }
}
