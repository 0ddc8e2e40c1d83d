using System.Security.Cryptography;
using System.Text;
using LiteDB;
using Zhuhui.Edge.Gateway.People.Profiles;

namespace Zhuhui.Edge.Gateway.People.Registry;

/// <summary>
/// How the registry keeps what people were before a change that may be taken back: as documents beside the roster's, on the disk with the
/// change itself and gone with the next change of anybody, so that nothing of a person is kept here when that person is erased. No backup
/// holds them.
/// </summary>
internal static class WayBack
{
    private const string Prefix = "back-";
    private const int InOne = 200;

    public static bool Is(RegistryKey key) => key.Collection == RegistryChange.Single
        && key.Id.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>Puts them into a change, in the place of those of a change before; none where it can't be taken back.</summary>
    /// <param name="there">The ids of the documents beside the roster.</param>
    /// <param name="find">Gives a document as it was before; null where there was none.</param>
    /// <param name="documents">All that there are, before the change.</param>
    public static void Put(RegistryChange change, IEnumerable<string> there, PeopleChange asked, Func<string, string, BsonDocument?> find,
        Func<IReadOnlyDictionary<RegistryKey, byte[]>> documents)
    {
        foreach (var id in there.Where(id => id.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            change.Remove(RegistryChange.Single, id);
        }

        if (!asked.CanBeTakenBack)
        {
            return;
        }

        var before = asked.People.Select(person => (Collection: RegistryChange.Residents, Id: person.Id.Value))
            .Concat(asked.Households.Select(household => household.Id).Concat(asked.HouseholdsGone)
                .Select(id => (Collection: RegistryChange.Households, Id: id.Value)))
            .Select(one => new BsonDocument
            {
                ["collection"] = one.Collection,
                ["id"] = one.Id,
                ["was"] = find(one.Collection, one.Id) is { } was ? WithoutTemplates(was) : BsonValue.Null,
            });
        var after = Digest(change.On(documents()));
        foreach (var (i, part) in before.Chunk(InOne).Index())
        {
            change.Put(RegistryChange.Single, new BsonDocument
            {
                ["_id"] = $"{Prefix}{i:000000}",
                ["after"] = after,
                ["before"] = new BsonArray(part),
            });
        }
    }

    /// <returns>The change that takes the last one back; null where it can't be, or something else was changed since.</returns>
    /// <param name="documents">All that there are: an earlier version changes people and carries these documents along, and a recovery
    /// gives the registry another generation and leaves the people as they are.</param>
    public static PeopleChange? Read(IEnumerable<BsonDocument> besideTheRoster, Func<IReadOnlyDictionary<RegistryKey, byte[]>> documents)
    {
        BsonDocument[] parts = [.. besideTheRoster
            .Where(document => document["_id"].AsString.StartsWith(Prefix, StringComparison.Ordinal))];
        if (parts.Length == 0 || Digest(documents()) is var now && parts.Any(part => !part["after"].AsBinary.AsSpan().SequenceEqual(now)))
        {
            return null;
        }

        var all = parts.SelectMany(part => part["before"].AsArray)
            .Select(one => one.AsDocument).ToLookup(one => (one["collection"].AsString,
            IsNew: one["was"].IsNull));
        return new PeopleChange
        {
            People = [.. all[(RegistryChange.Residents, false)].Select(one => RegistryDocuments.ToResident(one["was"].AsDocument))],
            Gone = [.. all[(RegistryChange.Residents, true)].Select(one => new PersonId(one["id"].AsString))],
            Households = [.. all[(RegistryChange.Households, false)].Select(one => ProfileDocuments.ToHousehold(one["was"].AsDocument))],
            HouseholdsGone = [.. all[(RegistryChange.Households, true)].Select(one => new HouseholdId(one["id"].AsString))],
        };
    }

    /// <summary>Of all people and households.</summary>
    private static byte[] Digest(IReadOnlyDictionary<RegistryKey, byte[]> documents)
    {
        using var all = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (key, bson) in documents.Where(one => one.Key.Collection is RegistryChange.Residents or RegistryChange.Households)
            .OrderBy(one => one.Key.Collection, StringComparer.Ordinal).ThenBy(one => one.Key.Id, StringComparer.Ordinal))
        {
            all.AppendData(Encoding.UTF8.GetBytes($"{key.Collection}/{key.Id}\n"));
            all.AppendData(SHA256.HashData(bson));
        }

        return all.GetHashAndReset();
    }

    /// <summary>Such a change leaves faces as they are.</summary>
    private static BsonDocument WithoutTemplates(BsonDocument document)
    {
        var without = new BsonDocument(document);
        without.Remove("templates");
        return without;
    }
}
