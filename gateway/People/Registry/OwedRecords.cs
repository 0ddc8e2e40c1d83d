using System.Text;
using System.Text.Json;
using LiteDB;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Journals;

namespace Zhuhui.Edge.Gateway.People.Registry;

/// <summary>A record of a change that is on the registry's disk, and that the journal may not have yet.</summary>
/// <param name="After">Where the journal stood: it is behind that, or not there.</param>
/// <param name="Data">As the journal has it.</param>
internal sealed record OwedRecord(JournalPlace After, string Type, string Data)
{
    public static OwedRecord For(RegistryEvent happened, JournalPlace after) => new(after, happened.Type,
        Encoding.UTF8.GetString(EventJson.Write(happened)));
}

/// <summary>
/// How owed records lie in the registry: as documents beside the roster, written with the change itself and replaced with the next. A
/// version that does not know them carries them along unread.
/// </summary>
internal static class OwedRecords
{
    private const string Prefix = "owed-";
    private const int InOne = 500;
    private const int Page = 500;

    public static bool Is(RegistryKey key) => key.Collection == RegistryChange.Single && key.Id.StartsWith(Prefix,
        StringComparison.Ordinal);

    /// <summary>Puts them into a change, in the place of those of the change before.</summary>
    /// <param name="there">The ids of the documents beside the roster.</param>
    /// <param name="generation">The registry's after the change.</param>
    public static void Put(RegistryChange change, IEnumerable<string> there, IReadOnlyList<OwedRecord> owed, long generation)
    {
        foreach (var id in there.Where(id => id.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            change.Remove(RegistryChange.Single, id);
        }

        foreach (var document in Documents(owed, generation))
        {
            change.Put(RegistryChange.Single, document);
        }
    }

    public static IEnumerable<BsonDocument> Documents(IReadOnlyList<OwedRecord> owed, long generation) => owed.Chunk(InOne)
        .Select((some, i) => new BsonDocument
        {
            ["_id"] = $"{Prefix}{i:000000}",
            ["generation"] = generation,
            ["records"] = new BsonArray(some.Select(one => new BsonDocument
            {
                ["ledger"] = one.After.Ledger,
                ["seq"] = one.After.Seq,
                ["type"] = one.Type,
                ["data"] = one.Data,
            })),
        });

    /// <returns>The records in their order, and the generation of the change that wrote them.</returns>
    public static (IReadOnlyList<OwedRecord> Owed, long Generation) Read(IEnumerable<BsonDocument> besideTheRoster)
    {
        BsonDocument[] documents =
        [
            .. besideTheRoster.Where(document => document["_id"].AsString.StartsWith(Prefix, StringComparison.Ordinal))
                .OrderBy(document => document["_id"].AsString, StringComparer.Ordinal),
        ];
        return ([.. documents.SelectMany(document => document["records"].AsArray).Select(one => new OwedRecord(
            new JournalPlace(one["ledger"].AsGuid, one["seq"].AsInt64), one["type"].AsString, one["data"].AsString))],
            documents is [var first, ..] ? first["generation"].AsInt64 : 0);
    }

    /// <summary>Those that the journal has not. What it has deleted since it had, and one journal is not told what another was to
    /// be.</summary>
    public static IReadOnlyList<RegistryEvent> NotIn(Journal journal, IReadOnlyList<OwedRecord> owed)
    {
        List<OwedRecord> open = [.. owed.Where(one => IsMeant(one, journal))];
        var after = open.Count == 0 ? 0 : open.Min(one => one.After.Seq);
        while (open.Count > 0 && journal.ReadAfter(after, Page) is { Count: > 0 } records)
        {
            foreach (var record in records)
            {
                if (open.FindIndex(one => one.Type == record.Type && one.After.Seq < record.Seq && IsSame(one, record)) is >= 0
                    and var found)
                {
                    open.RemoveAt(found);
                }
            }

            after = records[^1].Seq;
        }

        return [.. open.Select(Parse).OfType<RegistryEvent>()];
    }

    /// <summary>A journal without a record yet has no name that outlives a kill.</summary>
    private static bool IsMeant(OwedRecord owed, Journal journal) =>
        (owed.After.Ledger == journal.Ledger || owed.After.Seq == 0) && owed.After.Seq + 1 >= journal.FirstSeq;

    private static bool IsSame(OwedRecord owed, JournalRecord record)
    {
        using var told = JsonDocument.Parse(record.Payload);
        using var data = JsonDocument.Parse(owed.Data);
        return JsonElement.DeepEquals(told.RootElement.GetProperty("data"), data.RootElement);
    }

    private static RegistryEvent? Parse(OwedRecord owed) => EventJson.ReadData(owed.Type, System.Text.Encoding.UTF8.GetBytes(owed.Data))
        as RegistryEvent;
}
