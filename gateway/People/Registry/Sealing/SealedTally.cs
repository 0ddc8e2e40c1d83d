using LiteDB;
using Zhuhui.Edge.Gateway.Storage;

namespace Zhuhui.Edge.Gateway.People.Registry.Sealing;

/// <summary>Counts what a sealed file holds, and holds it against its keys.</summary>
internal static class SealedTally
{
    /// <param name="photos">Of how many people there are photos.</param>
    public static SealedCounts Count(IReadOnlyDictionary<RegistryKey, byte[]> documents, IReadOnlyDictionary<string, byte[]> keys,
        int photos)
    {
        var people = PeopleIn(documents).ToArray();
        var residents = people.Select(RegistryDocuments.ToResident).ToArray();
        return new SealedCounts(people.Length, residents.Sum(person => person.Cards.Count), residents.Sum(person => person.QrCodes.Count),
            people.Count(person => RegistryDocuments.TemplatesOf(person).Count > 0),
            residents.Count(person => person.PinDigest is not null || person.DuressPinDigest is not null), photos,
            documents.Count(document => document.Key.Collection == RegistryChange.Households), keys.ContainsKey(DataKey.Pass.Name));
    }

    /// <exception cref="StorageException">The keys here are not those of the registry: what is sealed with them would bring nothing
    /// back.</exception>
    public static void Hold(SealedCounts counts, IReadOnlyDictionary<RegistryKey, byte[]> documents,
        IReadOnlyDictionary<string, byte[]> keys)
    {
        Need(counts.Faces, DataKey.Template, keys);
        Need(counts.Pins, DataKey.Pin, keys);
        Need(counts.Photos, DataKey.Photo, keys);
        if (counts.Faces > 0)
        {
            using var cipher = TemplateCipher.With(keys[DataKey.Template.Name]);
            if (!PeopleIn(documents).Any(person => RegistryTemplates.Open(cipher, person).Count > 0))
            {
                throw Other(DataKey.Template);
            }
        }
    }

    public static IEnumerable<BsonDocument> PeopleIn(IReadOnlyDictionary<RegistryKey, byte[]> documents) =>
        documents.Where(document => document.Key.Collection == RegistryChange.Residents)
            .Select(document => BsonSerializer.Deserialize(document.Value));

    private static void Need(int people, DataKey key, IReadOnlyDictionary<string, byte[]> keys)
    {
        if (people > 0 && !keys.ContainsKey(key.Name))
        {
            throw Other(key);
        }
    }

    private static StorageException Other(DataKey key) => new($"no sealed backup was made: {key.What} that the registry was written with "
        + $"is not here; put it back as keys/{key.Name}, or ask the running gateway where the key is its systemd credential");
}
