using System.Text;

namespace Zhuhui.Edge.Gateway.Events;

/// <summary>Sequence numbers from the first to the last, both included.</summary>
internal readonly record struct SeqRange(long First, long Last);

/// <summary>How large a record may become: whoever receives it has bounds, and one that is larger than those would never arrive. Texts are
/// cut short where they are written; lists of people and of numbers are whole, in several records where they are long.</summary>
internal static class EventParts
{
    /// <summary>The most bytes of a record as journaled. The hub takes 256 KiB.</summary>
    public const int MostRecordBytes = 128 << 10;

    /// <summary>The most letters of one text; what devices and libraries say may be any length.</summary>
    public const int MostLetters = 500;

    /// <summary>Of each list in one record: four of them have room.</summary>
    private const int MostListBytes = 24 << 10;
    private const int BytesOfRange = 64;
    private const int BytesOfNumber = 24;
    private const int BytesOfText = 3;

    public static IReadOnlyList<RegistryPutBack> Of(RegistryPutBack whole)
    {
        var (missing, returned) = (Cut(whole.Missing, SizeOf), Cut(whole.Returned, SizeOf));
        var (changed, check) = (Cut(whole.Changed, SizeOf), Cut(whole.Check, SizeOf));
        return [.. Parts(missing, returned, changed, check).Select(i => whole with
        {
            Missing = At(missing, i),
            Returned = At(returned, i),
            Changed = At(changed, i),
            Check = At(check, i),
        })];
    }

    public static IReadOnlyList<RegistryRestored> Of(RegistryRestored whole)
    {
        var (missing, check) = (Cut(whole.Missing, SizeOf), Cut(whole.Check, SizeOf));
        return [.. Parts(missing, check).Select(i => whole with
        {
            Missing = whole.Missing is null ? null : At(missing, i),
            Check = whole.Check is null ? null : At(check, i),
        })];
    }

    public static IReadOnlyList<EventsLookedUp> Of(EventsLookedUp whole)
    {
        var people = Cut(whole.People, SizeOf);
        return [.. Parts(people).Select(i => whole with { People = At(people, i) })];
    }

    /// <summary>What was cut off the end stands in the first alone.</summary>
    public static IReadOnlyList<JournalRecovered> Of(JournalRecovered whole)
    {
        var (missing, breaks) = (Cut(whole.Missing, _ => BytesOfRange), Cut(whole.ChainBreaks, _ => BytesOfNumber));
        return [.. Parts(missing, breaks).Select(i => whole with
        {
            CutBytes = i == 0 ? whole.CutBytes : null,
            CutAfter = i == 0 ? whole.CutAfter : null,
            Missing = whole.Missing is null ? null : At(missing, i),
            ChainBreaks = whole.ChainBreaks is null ? null : At(breaks, i),
        })];
    }

    /// <summary>A text that a record has room for, cut short where it is longer.</summary>
    public static string? Short(string? text) => text is not { Length: > MostLetters } ? text
        : string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[MostLetters - 2]) ? MostLetters - 2 : MostLetters - 1), "…");

    private static int SizeOf(string text) => BytesOfText + Encoding.UTF8.GetByteCount(text);

    private static List<T>[] Cut<T>(IReadOnlyList<T>? list, Func<T, int> size)
    {
        List<List<T>> parts = [[]];
        var bytes = 0;
        foreach (var one in list ?? [])
        {
            if (parts[^1].Count > 0 && bytes + size(one) > MostListBytes)
            {
                parts.Add([]);
                bytes = 0;
            }

            parts[^1].Add(one);
            bytes += size(one);
        }

        return [.. parts];
    }

    private static IEnumerable<int> Parts(params IReadOnlyList<object[]> lists) => Enumerable.Range(0, lists.Max(list => list.Length));

    private static List<T> At<T>(List<T>[] parts, int i) => i < parts.Length ? parts[i] : [];
}
