using LiteDB;

namespace Zhuhui.Edge.Gateway.People.Registry.Sealing;

/// <summary>What came from another box with a sealed backup and belongs to nobody's document: which restore it was, and how often passes
/// and people with counted uses had been let in there. The journal that says so stayed behind. A document beside the roster, which a
/// version that does not know it carries along unread.</summary>
internal static class CarriedUses
{
    private const string Id = "carried";

    public static RegistryKey Key { get; } = new(RegistryChange.Single, Id);

    public static BsonDocument? In(RegistryFile file) => file.Find(Key.Collection, Id);

    /// <returns>Null where nothing came from another box.</returns>
    public static BsonDocument? In(IReadOnlyDictionary<RegistryKey, byte[]> documents) =>
        documents.TryGetValue(Key, out var bson) ? BsonSerializer.Deserialize(bson) : null;

    /// <param name="restore">The restore that wrote it.</param>
    public static BsonDocument ToDocument(Guid restore, IReadOnlyDictionary<string, int> uses) => new()
    {
        ["_id"] = Id,
        ["restore"] = restore,
        ["uses"] = new BsonArray(uses.Select(one => new BsonDocument { ["of"] = one.Key, ["times"] = one.Value })),
    };

    public static Guid? RestoreOf(BsonDocument? document) => document?["restore"] is { IsGuid: true, AsGuid: var restore } ? restore : null;

    public static IReadOnlyDictionary<string, int> UsesIn(BsonDocument? document) => document?["uses"] is BsonArray uses
        ? uses.ToDictionary(one => one["of"].AsString, one => one["times"].AsInt32, StringComparer.Ordinal)
        : new Dictionary<string, int>();

    /// <summary>Both counts together.</summary>
    public static IReadOnlyDictionary<string, int> Sum(IReadOnlyDictionary<string, int> here, IReadOnlyDictionary<string, int> carried) =>
        here.Keys.Union(carried.Keys).ToDictionary(of => of, of => here.GetValueOrDefault(of) + carried.GetValueOrDefault(of),
            StringComparer.Ordinal);
}
