using LiteDB;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.Storage;

namespace Zhuhui.Edge.Gateway.People.Registry.Sealing;

/// <summary>What a sealed backup brings to a box, or would bring, beside what every restore says.</summary>
/// <param name="Counts">What there is afterwards.</param>
/// <param name="DeadFaces">People whose templates the key in the file does not open: they have to be enrolled again.</param>
/// <param name="Packs">The model packs of the faces; a gateway with another one takes new photos or makes them from those kept.</param>
/// <param name="IsAnotherJournal">Whether what was taken away and used since is not known here.</param>
/// <param name="ReplacesKeys">Whether keys of this box are others than those in the file.</param>
internal sealed record SealedRestore(RestorePlan Plan, SealedCounts Counts, IReadOnlyList<string> DeadFaces,
    IReadOnlyList<string> Packs, bool IsAnotherJournal, bool ReplacesKeys)
{
    /// <summary>The way to a sealed backup; nothing is changed.</summary>
    /// <param name="restore">The restore that this would be.</param>
    /// <param name="now">The registry as it is.</param>
    /// <param name="journal">Null where there is none yet.</param>
    public static SealedRestore From(SealedContents backup, Guid restore, string dataFolder, IReadOnlyDictionary<RegistryKey, byte[]> now,
        Journal? journal)
    {
        var isAnother = journal is null || journal.Ledger != backup.Head.Ledger;
        var state = backup.Registry;

        // What was counted here since is in this journal; what was counted elsewhere is in none.
        var uses = isAnother ? backup.Uses : CarriedUses.UsesIn(CarriedUses.In(state.Documents));
        var documents = new Dictionary<RegistryKey, byte[]>(state.Documents)
        {
            [CarriedUses.Key] = BsonSerializer.Serialize(CarriedUses.ToDocument(restore, uses))
        };
        var name = $"sealed-{backup.Head.MadeAt.UtcDateTime:yyyyMMdd'T'HHmmss'Z'}";
        var plan = RestorePlan.From(new RegistryCandidate(name, documents, state.Mark), name, now, journal,
            static (_, _) => []);
        var (dead, packs) = Faces(backup, plan);
        var photos = WithPhotosIn(plan);
        return new SealedRestore(plan, SealedTally.Count(plan.Documents, backup.Keys, backup.Photos.Count(photos.Contains)), dead,
            packs, isAnother, DataKey.All.Any(key => backup.Keys.TryGetValue(key.Name, out var bytes) && key.Read(dataFolder) is { } own
                && !own.AsSpan().SequenceEqual(bytes)));
    }

    /// <summary>Whose photos come back: those who are in it and agree still.</summary>
    public IReadOnlySet<PersonId> WithPhotos => WithPhotosIn(Plan);

    private static HashSet<PersonId> WithPhotosIn(RestorePlan plan) => [.. plan.People.Where(person => person.PhotoConsent is not null)
        .Select(person => person.Id)];

    private static (string[] Dead, string[] Packs) Faces(SealedContents backup, RestorePlan plan)
    {
        using var cipher = TemplateCipher.With(backup.Keys.GetValueOrDefault(DataKey.Template.Name) ?? new byte[DataKey.Bytes]);
        var people = SealedTally.PeopleIn(plan.Documents)
            .Select(person => (Id: person["_id"].AsString, Sealed: RegistryDocuments.TemplatesOf(person).Count,
                Open: RegistryTemplates.Open(cipher, person))).ToArray();
        return ([.. people.Where(person => person.Open.Count < person.Sealed).Select(person => person.Id).Order(StringComparer.Ordinal)],
            [.. people.SelectMany(person => person.Open).Select(face => face.Pack).Distinct().Order(StringComparer.Ordinal)]);
    }
}
