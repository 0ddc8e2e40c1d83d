using System.Globalization;
using System.Text;
using System.Text.Json;
using LiteDB;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.Journals.Segments;
using Zhuhui.Edge.Gateway.Storage;

namespace Zhuhui.Edge.Gateway.Search;

/// <summary>How far one journal was taken over.</summary>
internal readonly record struct StreamReached(string Stream, Guid Ledger, long Seq);

/// <summary>
/// One LiteDB file of the buffer: events keyed by time, stream and number, how far each stream has been taken over, and how many events
/// there should be. Owns the database; not thread safe, for LiteDB's free list is not either. Its pages are checked
/// (<see cref="CheckedPages"/>). The key is the only index, so that a batch costs the least writing.
/// </summary>
internal sealed class BufferFile : IDisposable
{
    private const string StateId = "state";

    private readonly CheckedPages _data;
    private readonly CheckedPages _log;
    private readonly LiteDatabase _database;
    private readonly ILiteCollection<BsonDocument> _events;
    private readonly ILiteCollection<BsonDocument> _followed;
    private IReadOnlyList<StreamReached> _reached;

    /// <exception cref="InvalidDataException">Events are missing in it: LiteDB alone would not say so.</exception>
    /// <param name="doubt">As <see cref="CheckedPages"/> has it.</param>
    public BufferFile(string path, SyncDoubt? doubt = null)
    {
        Path = path;
        _log = new CheckedPages(LiteDbOpening.LogOf(path), doubt: doubt);
        CheckedPages? data = null;
        LiteDatabase? database = null;
        try
        {
            _data = data = new CheckedPages(path, _log, doubt);
            _database = database = LiteDbOpening.Open(_data, _log);
            _events = _database.GetCollection("events");
            _followed = _database.GetCollection("followed");
            (Count, _reached) = StateOf(_followed.FindById(StateId));
            if (_events.LongCount() is var found && found != Count)
            {
                throw new InvalidDataException($"{found} of {Count} events are left in it");
            }

            Oldest = _events.Query().OrderBy("$._id").Limit(1).ToList() is [var first] ? first["_id"].AsString : null;
            Newest = _events.Query().OrderByDescending("$._id").Limit(1).ToList() is [var last] ? last["_id"].AsString : null;
        }
        catch
        {
            Close(database, data, _log);
            throw;
        }
    }

    public string Path { get; }

    /// <summary>How many events it holds.</summary>
    public long Count { get; private set; }

    /// <summary>The lowest key; null where it is empty.</summary>
    public string? Oldest { get; private set; }

    /// <summary>The highest key; null where it is empty.</summary>
    public string? Newest { get; private set; }

    public long Bytes => new FileInfo(Path).Length;

    /// <summary>The key of the earliest possible event of a time.</summary>
    public static string KeyAt(DateTimeOffset at) => at.UtcTicks.ToString("D19", CultureInfo.InvariantCulture);

    public static string KeyOf(string stream, JournalRecord record) => string.Create(CultureInfo.InvariantCulture,
        $"{KeyAt(record.At)}.{stream}.{record.Seq:D12}");

    public static DateTimeOffset TimeOf(string key) => new(long.Parse(key.AsSpan(0, 19), CultureInfo.InvariantCulture), TimeSpan.Zero);

    /// <summary>An event as a query gives it, straight from a journal's record.</summary>
    public static BufferedEvent Event(string stream, JournalRecord record)
    {
        using var data = JsonDocument.Parse(record.Data);
        return new BufferedEvent(KeyOf(stream, record), stream, record.Seq, record.At, record.Type, TextOf(data.RootElement, "door"),
            TextOf(data.RootElement, "person"),
            Encoding.UTF8.GetString(record.Payload.Span));
    }

    /// <summary>The last number taken over from a journal; null where none of this ledger was.</summary>
    public long? Followed(string stream, Guid ledger) => _reached.Where(one => one.Stream == stream && one.Ledger == ledger)
        .Select(one => (long?)one.Seq).FirstOrDefault();

    /// <summary>Stores events and how far they reach in one transaction and moves them from the log into the file.</summary>
    public void Insert(IReadOnlyCollection<BufferedEvent> events, IReadOnlyList<StreamReached> reached)
    {
        _database.BeginTrans();
        _events.Insert(events.Select(Document));
        _followed.Upsert(StateOf(Count + events.Count, reached));
        _database.Commit();
        _database.Checkpoint();
        Count += events.Count;
        _reached = reached;
        foreach (var key in events.Select(one => one.Cursor))
        {
            Oldest = Oldest is null || string.CompareOrdinal(key, Oldest) < 0 ? key : Oldest;
            Newest = Newest is null || string.CompareOrdinal(key, Newest) > 0 ? key : Newest;
        }
    }

    /// <summary>The newest events with a key from <paramref name="lowest"/> to <paramref name="highest"/>, both included, newest
    /// first.</summary>
    /// <exception cref="InvalidDataException">One of them is altered.</exception>
    public List<BufferedEvent> NewestBetween(string lowest, string highest, int limit) =>
        Newest is null || string.CompareOrdinal(Newest, lowest) < 0 || string.CompareOrdinal(Oldest, highest) > 0 ? [] :
        [
            .. _events.Query()
                .Where(BsonExpression.Create("$._id BETWEEN @0 AND @1", lowest, highest))
                .OrderByDescending("$._id")
                .Limit(limit)
                .ToList()
                .Select(Event),
        ];

    public void Dispose() => Close(_database, _data, _log);

    private static void Close(LiteDatabase? database, CheckedPages? data, CheckedPages log)
    {
        try
        {
            database?.Dispose();
        }
        finally
        {
            data?.Dispose();
            log.Dispose();
        }
    }

    private static BsonDocument Document(BufferedEvent one)
    {
        var document = new BsonDocument()
        {
            ["_id"] = one.Cursor,
            ["type"] = one.Type,
            ["json"] = one.Json,
            ["sum"] = Sum(one.Cursor, one.Type,
            one.Door, one.Person, one.Json)
        };
        if (one.Door is not null)
        {
            document["door"] = one.Door;
        }

        if (one.Person is not null)
        {
            document["person"] = one.Person;
        }

        return document;
    }

    private static BufferedEvent Event(BsonDocument document)
    {
        var key = document["_id"].AsString;
        var (type, json) = (document["type"].AsString, document["json"].AsString);
        var door = document.TryGetValue("door", out var at) ? at.AsString : null;
        var person = document.TryGetValue("person", out var who) ? who.AsString : null;
        return document["sum"] is { IsInt64: true, AsInt64: var sum } && sum == Sum(key, type, door, person, json)
            ? new BufferedEvent(key, key[20..^13], long.Parse(key.AsSpan(key.Length - 12), CultureInfo.InvariantCulture), TimeOf(key), type,
                door, person, json)
            : throw new InvalidDataException($"the event {key} is altered");
    }

    private static BsonDocument StateOf(long count, IReadOnlyList<StreamReached> reached) => new()
    {
        ["_id"] = StateId,
        ["count"] = count,
        ["reached"] = new BsonArray(reached.Select(one => new BsonDocument
        {
            ["stream"] = one.Stream,
            ["ledger"] = one.Ledger,
            ["seq"] = one.Seq
        })),
        ["sum"] = Sum(count, reached),
    };

    private static (long Count, IReadOnlyList<StreamReached> Reached) StateOf(BsonDocument? document)
    {
        if (document is null)
        {
            return (0, []);
        }

        var count = document["count"].AsInt64;
        StreamReached[] reached = [.. document["reached"].AsArray.Select(one => new StreamReached(one["stream"].AsString,
            one["ledger"].AsGuid, one["seq"].AsInt64))];
        return document["sum"].AsInt64 == Sum(count, reached) ? (count, reached)
            : throw new InvalidDataException("how far it goes is altered");
    }

    private static long Sum(long count, IReadOnlyList<StreamReached> reached) =>
        JournalFrame.Crc32C(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{count}\n{string.Join('\n', reached)}")));

    /// <summary>LiteDB keeps no checksum, and a guard goes by what a row says.</summary>
    private static long Sum(string key, string type, string? door, string? person, string json) =>
        JournalFrame.Crc32C(Encoding.UTF8.GetBytes($"{key}\n{type}\n{door}\n{person}\n{json}"));

    private static string? TextOf(JsonElement data, string name) =>
        data.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
