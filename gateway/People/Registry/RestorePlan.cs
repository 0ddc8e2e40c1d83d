using LiteDB;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.People.Profiles;
using Zhuhui.Edge.Gateway.People.Registry.Replay;
using Zhuhui.Edge.Gateway.People.Registry.Sealing;
using Zhuhui.Edge.Gateway.People.Rosters;

namespace Zhuhui.Edge.Gateway.People.Registry;

/// <summary>What putting the registry back to a backup does, or would do.</summary>
/// <param name="Lost">People who are in the registry and not in the backup: they have to be enrolled again.</param>
/// <param name="Returned">People who are in the backup and no longer in the registry, and whom nobody removed.</param>
/// <param name="Changed">People who are in both and not the same.</param>
/// <param name="Check">What the journal tells of later changes and can't give back.</param>
internal sealed record RegistryRestore(string Backup, DateTimeOffset MadeAt, int People, IReadOnlyList<string> Lost,
    IReadOnlyList<string> Returned,
    IReadOnlyList<string> Changed, IReadOnlyList<string> Check);

/// <summary>A way back to an earlier state without letting anybody in who was shut out since.</summary>
/// <param name="Documents">The registry as it would be: the backup, and on it again what the journal took away since.</param>
internal sealed record RestorePlan(RegistryRestore Told, IReadOnlyDictionary<RegistryKey, byte[]> Documents)
{
    public IReadOnlyList<Resident> People => [.. Of(RegistryChange.Residents).Select(RegistryDocuments.ToResident)];

    public IReadOnlyList<Household> Households => [.. Of(RegistryChange.Households).Select(ProfileDocuments.ToHousehold)];

    public IReadOnlyList<Visit> Visits => [.. Of(RegistryChange.Visits).Select(ProfileDocuments.ToVisit)];

    public Roster Roster => RegistryDocuments.ToRoster(Of);

    /// <param name="name">The backup's.</param>
    /// <param name="now">The registry as it is.</param>
    /// <param name="foreign">What of a backup the keys of this box do not bring back.</param>
    /// <param name="journal">Null on a box that has none yet.</param>
    public static RestorePlan From(RegistryCandidate backup, string name, IReadOnlyDictionary<RegistryKey, byte[]> now, Journal? journal,
        ForeignKeys foreign)
    {
        var replay = new RegistryReplay(backup.Documents);
        replay.Read(journal, backup.Mark.Place);
        var after = replay.Changes(journal?.LastSeq ?? 0).On(backup.Documents).Where(document =>
            RegistryDocuments.IsLasting(document.Key) && !KeyMarks.Is(document.Key)).ToDictionary();
        var (before, then) = (ById(now), ById(after));
        return new RestorePlan(new RegistryRestore(name, backup.Mark.At, then.Count,
            [.. before.Keys.Except(then.Keys).Order(StringComparer.Ordinal)],
            [.. then.Keys.Except(before.Keys).Order(StringComparer.Ordinal)],
            [.. before.Where(b => then.TryGetValue(b.Key, out var other) && !b.Value.AsSpan().SequenceEqual(other)).Select(b => b.Key)
                .Order(StringComparer.Ordinal)],
            [.. replay.Check, .. foreign(backup.Documents, after)]), after);
    }

    /// <summary>The documents with some more.</summary>
    public IReadOnlyDictionary<RegistryKey, byte[]> With(IEnumerable<BsonDocument> besideTheRoster)
    {
        var more = new RegistryChange();
        foreach (var document in besideTheRoster)
        {
            more.Put(RegistryChange.Single, document);
        }

        return more.On(Documents);
    }

    private IEnumerable<BsonDocument> Of(string collection) =>
        Documents.Where(document => document.Key.Collection == collection).Select(document => BsonSerializer.Deserialize(document.Value));

    private static Dictionary<string, byte[]> ById(IReadOnlyDictionary<RegistryKey, byte[]> documents) =>
        documents.Where(d => d.Key.Collection == RegistryChange.Residents).ToDictionary(d => d.Key.Id, d => d.Value,
            StringComparer.Ordinal);
}
