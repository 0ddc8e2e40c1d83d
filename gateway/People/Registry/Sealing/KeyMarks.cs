using System.Security.Cryptography;
using LiteDB;
using Zhuhui.Edge.Gateway.Storage;

namespace Zhuhui.Edge.Gateway.People.Registry.Sealing;

/// <summary>What of a backup the keys of this box do not bring back, a line each.</summary>
/// <param name="backup">The documents of the backup.</param>
/// <param name="documents">Those that would be the registry's.</param>
/// <exception cref="StorageException">A key is not whole, or the system refuses its file.</exception>
internal delegate IReadOnlyList<string> ForeignKeys(IReadOnlyDictionary<RegistryKey, byte[]> backup,
    IReadOnlyDictionary<RegistryKey, byte[]> documents);

/// <summary>Under which keys an ordinary backup was made: a mark of each lies in it as a document beside the roster, so that a restore on a
/// box with other keys names beforehand what does not come back with it. A mark says nothing of its key. A version that does not know the
/// document carries it along unread.</summary>
internal static class KeyMarks
{
    private const string Id = "keys";

    private static readonly RegistryKey _key = new(RegistryChange.Single, Id);

    /// <summary>The documents with the marks of the keys here.</summary>
    /// <exception cref="StorageException">A key is not whole, or the system refuses its file.</exception>
    public static Dictionary<RegistryKey, byte[]> With(Dictionary<RegistryKey, byte[]> documents, string dataFolder)
    {
        var marks = new BsonDocument { ["_id"] = Id };
        foreach (var (key, mark) in DataKey.All.Select(key => (key, MarkOf(key, dataFolder))).Where(one => one.Item2 is not null))
        {
            marks[key.Credential] = mark;
        }

        return new Dictionary<RegistryKey, byte[]>(documents) { [_key] = BsonSerializer.Serialize(marks) };
    }

    /// <summary>The registry is this box's own from here on.</summary>
    public static RegistryChange Forget()
    {
        var change = new RegistryChange();
        change.Remove(_key.Collection, _key.Id);
        return change;
    }

    public static bool Is(RegistryKey key) => key == _key;

    /// <summary>What of these documents the keys here do not bring back, a line each; none where they are those it was made under, or it is
    /// of a version that marked none.</summary>
    /// <param name="marked">The documents of the backup.</param>
    /// <param name="documents">Those that would be the registry's.</param>
    /// <exception cref="StorageException">A key is not whole, or the system refuses its file.</exception>
    public static IReadOnlyList<string> Foreign(IReadOnlyDictionary<RegistryKey, byte[]> marked,
        IReadOnlyDictionary<RegistryKey, byte[]> documents, string dataFolder)
    {
        if (!marked.TryGetValue(_key, out var bson))
        {
            return [];
        }

        var marks = BsonSerializer.Deserialize(bson);
        var people = SealedTally.PeopleIn(documents).Select(document => (Document: document,
            Resident: RegistryDocuments.ToResident(document))).ToArray();
        return
        [
            .. Lines(DataKey.Template, people.Where(one => RegistryDocuments.TemplatesOf(one.Document).Count > 0),
                "the face does not open with the template key of this box and has to be taken again"),
            .. Lines(DataKey.Pin, people.Where(one => one.Resident.PinDigest is not null || one.Resident.DuressPinDigest is not null),
                "the PIN was set under another PIN key and has to be set again"),
            .. IsForeign(DataKey.Pass) ? (string[])["visitors' passes issued then were signed with another pass key and open nothing"] : [],
        ];

        bool IsForeign(DataKey key) => marks[key.Credential] is { IsString: true, AsString: var mark } && mark != MarkOf(key, dataFolder);

        IEnumerable<string> Lines(DataKey key, IEnumerable<(BsonDocument Document, Resident Resident)> whose, string what) =>
            IsForeign(key) ? whose.Select(one => $"{one.Resident.Id}: {what}").Order(StringComparer.Ordinal) : [];
    }

    private static string? MarkOf(DataKey key, string dataFolder) => key.Read(dataFolder) is { } bytes
        ? Convert.ToHexStringLower(HMACSHA256.HashData(bytes, "zhuhui key mark"u8).AsSpan(0, 8))
        : null;
}
