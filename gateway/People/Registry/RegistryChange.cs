using LiteDB;

namespace Zhuhui.Edge.Gateway.People.Registry;

/// <summary>What is to become of the registry in one step: all of it or none.</summary>
internal sealed class RegistryChange
{
    /// <summary>The collections there are; their places in <see cref="Collections"/> stand in files.</summary>
    public const string Residents = "residents";
    public const string Groups = "groups";
    public const string Schedules = "schedules";
    public const string Households = "households";
    public const string Visits = "visits";

    /// <summary>What there is one of: the roster's version, the calendar.</summary>
    public const string Single = "single";

    private readonly Dictionary<RegistryKey, BsonDocument?> _steps = [];

    /// <summary>What stood in changed documents goes off the disk too: the files are written anew. Taking a resident out always does
    /// so.</summary>
    public bool IsErasing { get; init; }

    public bool RemovesResidents => _steps.Any(step => step.Value is null && step.Key.Collection == Residents);

    /// <summary>Each document as it shall be; null for one that goes.</summary>
    public IReadOnlyDictionary<RegistryKey, BsonDocument?> Steps => _steps;

    public static IReadOnlyList<string> Collections { get; } = [Residents, Groups, Schedules, Single, Households, Visits];

    public static RegistryChange ForDocument(string collection, BsonDocument document, bool isErasing = false)
    {
        var change = new RegistryChange() { IsErasing = isErasing };
        change.Put(collection, document);
        return change;
    }

    /// <summary>What documents are after it.</summary>
    public Dictionary<RegistryKey, byte[]> On(IReadOnlyDictionary<RegistryKey, byte[]> documents)
    {
        var after = new Dictionary<RegistryKey, byte[]>(documents);
        foreach (var (key, document) in _steps)
        {
            if (document is null)
            {
                after.Remove(key);
            }
            else
            {
                after[key] = BsonSerializer.Serialize(document);
            }
        }

        return after;
    }

    public void Put(string collection, BsonDocument document) => _steps[new RegistryKey(collection, document["_id"].AsString)] = document;

    public void Remove(string collection, string id) => _steps[new RegistryKey(collection, id)] = null;
}
