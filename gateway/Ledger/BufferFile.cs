using System.Globalization;
using System.Text;
using System.Text.Json;
using LiteDB;

namespace Zhuhui.Edge.Gateway.Ledger;

/// <summary>
/// The LiteDB file behind the buffer: events keyed by time, stream and number, and how far each stream has been taken over. Owns the database;
/// not thread safe, for LiteDB's free list is not either. The key is the only index, so that a batch costs the least writing.
/// </summary>
internal sealed class BufferFile : IDisposable
{
    private readonly LiteDatabase _database;
    private readonly ILiteCollection<BsonDocument> _events;
    private readonly ILiteCollection<BsonDocument> _followed;

    public BufferFile(string path)
    {
        _database = LiteDbOpening.Open(new ConnectionString { Filename = path, Connection = ConnectionType.Direct, Collation = Collation.Binary });
        _events = _database.GetCollection("events");
        _followed = _database.GetCollection("followed");
    }

    /// <summary>The key of the earliest possible event of a time.</summary>
    public static string KeyAt(DateTimeOffset at) => at.UtcTicks.ToString("D19", CultureInfo.InvariantCulture);

    /// <summary>The last number taken over from a journal; 0 where none of this ledger was.</summary>
    public long Followed(string stream, Guid ledger) =>
        _followed.FindById(stream) is { } row && row["ledger"].AsGuid == ledger ? row["seq"].AsInt64 : 0;

    /// <summary>Records as they are stored.</summary>
    public static BsonDocument[] Documents(string stream, IReadOnlyList<JournalRecord> records) => [.. records.Select(record => Document(stream, record))];

    /// <summary>Stores events and how far they reach in one transaction and moves them from the log into the file.</summary>
    public void Insert(string stream, Guid ledger, IReadOnlyList<BsonDocument> events, long reached)
    {
        _database.BeginTrans();
        _events.Upsert(events);
        _followed.Upsert(new BsonDocument { ["_id"] = stream, ["ledger"] = ledger, ["seq"] = reached });
        _database.Commit();
        _database.Checkpoint();
    }

    /// <summary>The newest events with a key from <paramref name="lowest"/> to <paramref name="highest"/>, both included, newest first.</summary>
    public List<BufferedEvent> Newest(string lowest, string highest, int limit) =>
    [
        .. _events.Query()
            .Where(BsonExpression.Create("$._id BETWEEN @0 AND @1", lowest, highest))
            .OrderByDescending("$._id")
            .Limit(limit)
            .ToList()
            .Select(Event),
    ];

    public void Dispose() => _database.Dispose();

    private static BsonDocument Document(string stream, JournalRecord record)
    {
        using JsonDocument json = JsonDocument.Parse(record.Payload);
        JsonElement data = json.RootElement.GetProperty("data");
        BsonDocument document = new()
        {
            ["_id"] = string.Create(CultureInfo.InvariantCulture, $"{KeyAt(record.At)}.{stream}.{record.Seq:D12}"),
            ["type"] = record.Type,
            ["json"] = Encoding.UTF8.GetString(record.Payload.Span),
        };
        Copy(data, document, "door");
        Copy(data, document, "person");
        return document;
    }

    private static void Copy(JsonElement data, BsonDocument document, string name)
    {
        if (data.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String)
        {
            document[name] = value.GetString();
        }
    }

    private static BufferedEvent Event(BsonDocument document)
    {
        string key = document["_id"].AsString;
        return new BufferedEvent(
            key,
            key[20..^13],
            long.Parse(key.AsSpan(key.Length - 12), CultureInfo.InvariantCulture),
            new DateTimeOffset(long.Parse(key.AsSpan(0, 19), CultureInfo.InvariantCulture), TimeSpan.Zero),
            document["type"].AsString,
            document.TryGetValue("door", out BsonValue door) ? door.AsString : null,
            document.TryGetValue("person", out BsonValue person) ? person.AsString : null,
            document["json"].AsString);
    }
}
