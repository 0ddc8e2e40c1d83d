using System.Globalization;
using System.Text;
using System.Text.Json;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.Outside;
using Zhuhui.Edge.Gateway.Remote.Configuration;

namespace Zhuhui.Edge.Benchmarks.Power;

/// <summary>Opens the rooms after a cut, and says what is not as it was acknowledged.</summary>
internal sealed class Findings(string disk, Expected expected)
{
    private readonly Dictionary<string, long> _known = [];
    private readonly Dictionary<string, Guid> _ledgers = [];
    private readonly HashSet<string> _told = [];

    /// <summary>Records that a cut cost within the time that it may.</summary>
    public int Lost { get; private set; }

    /// <summary>Numbers that the journal itself said it left out, for nobody could say whether they had been given.</summary>
    public long LeftOut { get; private set; }

    /// <summary>The eldest of those, in ms.</summary>
    public double EldestMs { get; private set; }

    /// <returns>A line for each fault.</returns>
    public IReadOnlyList<string> Look()
    {
        var faults = new List<string>();
        try
        {
            using var rooms = new Rooms(disk);
            Journals(rooms, faults);
            People(rooms, faults);
            Office(rooms, faults);
            Index(rooms, faults);
        }
        catch (Exception closed) when (closed is IOException or Zhuhui.Edge.Gateway.Storage.StorageException or UnauthorizedAccessException
            or InvalidDataException or JsonException)
        {
            faults.Add($"does not open: {closed.Message}");
        }

        return faults;
    }

    private void Journals(Rooms rooms, List<string> faults)
    {
        var numbers = new HashSet<long>();
        foreach (var journal in rooms.Ledger.Journals)
        {
            var found = journal.Recovery;
            if (found.ChainBreaks.Count > 0)
            {
                faults.Add($"{journal.Stream}: chain breaks at {string.Join(", ", found.ChainBreaks)}");
            }

            var after = _known.GetValueOrDefault($"{journal.Stream}/{journal.Ledger}");
            if (_ledgers.TryGetValue(journal.Stream, out var ledger) && ledger != journal.Ledger)
            {
                faults.Add($"{journal.Stream}: another ledger than before");
            }

            if (journal.LastSeq < after)
            {
                faults.Add($"{journal.Stream}: ends at {journal.LastSeq}, and ended at {after} after an earlier cut");
            }

            for (; journal.ReadAfter(after, 1000) is { Count: > 0 } records; after = records[^1].Seq)
            {
                foreach (var record in records)
                {
                    Note(record, numbers);
                }
            }

            _known[$"{journal.Stream}/{journal.Ledger}"] = after;
            if (after > 0)
            {
                _ledgers[journal.Stream] = journal.Ledger;
            }
        }

        foreach (var number in expected.NewAlarms.Where(number => !numbers.Contains(number)))
        {
            faults.Add($"the alarm {number} was told to people and is not in the journal");
        }

        var (lost, eldest) = expected.Settle(numbers);
        (Lost, EldestMs) = (Lost + lost, Math.Max(EldestMs, eldest));
    }

    private void People(Rooms rooms, List<string> faults)
    {
        var there = rooms.Registry.AllWithTemplates().ToDictionary(one => one.Resident.Id.Value);
        foreach (var (number, word) in expected.People.ToArray())
        {
            var id = PowerWriter.Person(number).Value;
            var now = !there.TryGetValue(id, out var one) ? Word.Gone : one.Resident.Blocked ? Word.Blocked : Word.Enrolled;
            if (now < word || (now == Word.Gone && word < Word.Gone && number % 6 != 0))
            {
                faults.Add($"person {number} was acknowledged as {word} and is {now}");
            }
            else if (now != Word.Gone)
            {
                if (number % 3 == 0 && one.Templates.Count != 1)
                {
                    faults.Add($"person {number} has no face template");
                }

                if (number % 6 == 0 && rooms.Registry.Photos.PhotosOf(one.Resident.Id).Count != 1)
                {
                    faults.Add($"person {number} has no photo");
                }
            }

            expected.Found(number, now);
        }

        foreach (var id in there.Keys.Where(id => !_told.Contains(id)))
        {
            faults.Add($"{id} is in the registry, and no record tells it");
        }
    }

    private void Office(Rooms rooms, List<string> faults)
    {
        if (rooms.Accounts.Trouble is { } trouble)
        {
            faults.Add($"accounts: {trouble}");
        }

        foreach (var (number, token) in expected.Tokens.Where(one => rooms.Accounts.WithToken(one.Value) is null))
        {
            faults.Add($"token {number} ({token[..4]}…) was given out and is nobody's");
        }

        Newest(Word.Site, faults, () => long.Parse(Encoding.UTF8.GetString(rooms.Place.Read()).AsSpan(3), CultureInfo.InvariantCulture));
        Newest(Word.Twin, faults, () => TwinState.Read(rooms.Data).DealtWith);
        Newest(Word.Cursor, faults, () => new CursorFile(rooms.Data, "bench").Load()?.Positions[0].Seq ?? -1);
    }

    private void Newest(Word word, List<string> faults, Func<long> read)
    {
        if (expected.Newest(word) is >= 0 and var last)
        {
            var now = read();
            if (now < last)
            {
                faults.Add($"{word} {last} was acknowledged, and {now} is there");
            }

            expected.Found(word, now);
        }
    }

    private static void Index(Rooms rooms, List<string> faults)
    {
        // What it finds damaged it begins anew at the next try, which the program makes within seconds.
        rooms.Index.CatchUp();
        rooms.Index.CatchUp();
        var (behind, shown, records) = (rooms.Index.Behind, rooms.Index.Latest(5).Count,
            rooms.Ledger.Journals.Sum(journal => journal.ReadAfter(0, 5).Count));
        if (behind != 0 || shown < Math.Min(5, records))
        {
            faults.Add($"the event index is {behind} events behind and shows {shown} of the newest 5, of {records} there are at least");
        }
    }

    private void Note(JournalRecord record, HashSet<long> numbers)
    {
        using var data = JsonDocument.Parse(record.Data);
        if (record.Type == EventTypes.JournalRecovered && data.RootElement.TryGetProperty("missing", out var missing)
            && missing.ValueKind == JsonValueKind.Array)
        {
            LeftOut += missing.EnumerateArray().Sum(range =>
                range.GetProperty("last").GetInt64() - range.GetProperty("first").GetInt64() + 1);
        }

        if ((data.RootElement.TryGetProperty("door", out var name) || data.RootElement.TryGetProperty("camera", out name))
            && name.GetString() is ['n', .. var digits] && long.TryParse(digits, out var number))
        {
            numbers.Add(number);
        }
        else if (data.RootElement.TryGetProperty("person", out var person))
        {
            _told.Add(person.GetString()!);
        }
    }
}
