using LiteDB;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.People.Profiles;

namespace Zhuhui.Edge.Gateway.People.Registry.Replay;

/// <summary>Does again, on an earlier state of the registry, what the journal tells of later changes of households. No record says where
/// one lives: one that has moved since is admitted by the doors that its new home gave, until the office enters the home again.</summary>
internal sealed class HouseholdReplay(IReadOnlyDictionary<RegistryKey, byte[]> documents)
{
    private readonly SortedDictionary<string, HouseholdChanged?> _touched = new(StringComparer.Ordinal);
    private readonly HashSet<string> _own = new(StringComparer.Ordinal);

    /// <summary>Households whose home has to be entered again.</summary>
    public IEnumerable<string> Check => _touched.Where(one => one.Value is not null)
        .Select(one => $"{one.Key}: the home was changed and has to be entered again");

    /// <summary>Those of which there is more than the home, and which were removed later.</summary>
    public IReadOnlySet<string> Removed => _touched.Where(one => one.Value is null && Find(one.Key) is { } document
        && ProfileDocuments.HasMoreThanHome(document)).Select(one => one.Key).ToHashSet(StringComparer.Ordinal);

    /// <summary>A change is stored before it is told: where a home's was the last of all, the first record about it is that very
    /// one.</summary>
    /// <param name="since">Where the journal stood at the earlier state's last change.</param>
    public void Change(HouseholdChanged changed, long since)
    {
        if (since == 0 || Find(changed.Household) is not { } document || ProfileDocuments.HomeAfterOf(document) != since
            || !_own.Add(changed.Household))
        {
            _touched[changed.Household] = changed;
        }
    }

    public void Remove(HouseholdRemoved removed) => _touched[removed.Household] = null;

    /// <summary>Adds to a change what has to become of the households.</summary>
    public void Put(RegistryChange change)
    {
        foreach (var (id, changed) in _touched)
        {
            var before = Find(id) is { } document ? ProfileDocuments.ToHousehold(document) : null;
            if (changed is not null)
            {
                change.Put(RegistryChange.Households, ProfileDocuments.ToDocument(
                    (before ?? new Household(new HouseholdId(id), null)) with { Home = null, Doors = changed.Doors }, homeAfter: 0));
            }
            else if (before is not null)
            {
                change.Remove(RegistryChange.Households, id);
            }
        }
    }

    private BsonDocument? Find(string id) => documents.TryGetValue(new RegistryKey(RegistryChange.Households, id), out var bson)
        ? BsonSerializer.Deserialize(bson) : null;
}
