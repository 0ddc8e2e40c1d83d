using System.Text.Json;
using Zhuhui.Edge.Gateway.Journals;

namespace Zhuhui.Edge.Benchmarks.Crash;

/// <summary>What a place has of the events, judged against the numbers that were acknowledged.</summary>
/// <param name="Records">Records there.</param>
/// <param name="Lost">Acknowledged numbers that are not there.</param>
/// <param name="Gaps">Sequence numbers that are not there, up to each stream's last.</param>
/// <param name="Doubled">Events that are there more than once.</param>
internal sealed record Verdict(string Place, long Records, long Lost, long Gaps, long Doubled)
{
    public bool IsWhole => (Lost, Gaps, Doubled) == (0, 0, 0);

    /// <param name="records">Stream, sequence number and payload of every record.</param>
    public static Verdict Of(string place, IEnumerable<(string Stream, long Seq, ReadOnlyMemory<byte> Payload)> records,
        IReadOnlyCollection<long> acknowledged)
    {
        var (numbers, doubled, total) = (new HashSet<long>(), 0L, 0L);
        var streams = new Dictionary<string, (HashSet<long> Seqs, long Last)>(StringComparer.Ordinal);
        foreach (var (stream, seq, payload) in records)
        {
            total++;
            if (NumberOf(payload) is { } number && !numbers.Add(number))
            {
                doubled++;
            }

            var (seqs, last) = streams.TryGetValue(stream, out var known) ? known : ([], 0);
            doubled += seqs.Add(seq) ? 0 : 1;
            streams[stream] = (seqs, Math.Max(last, seq));
        }

        return new Verdict(place, total, acknowledged.Count(number => !numbers.Contains(number)), streams.Values.Sum(stream =>
            stream.Last - stream.Seqs.Count), doubled);
    }

    public static IEnumerable<(string, long, ReadOnlyMemory<byte>)> RecordsOf(EventLedger ledger)
    {
        foreach (var journal in ledger.Journals)
        {
            for (var after = 0L; journal.ReadAfter(after, 1000) is { Count: > 0 } records; after = records[^1].Seq)
            {
                foreach (var record in records)
                {
                    yield return (journal.Stream, record.Seq, record.Payload);
                }
            }
        }
    }

    /// <summary>The number the writer gave the event; null for what the ledger itself recorded.</summary>
    private static long? NumberOf(ReadOnlyMemory<byte> payload)
    {
        using var record = JsonDocument.Parse(payload);
        var data = record.RootElement.GetProperty("data");
        return (data.TryGetProperty("door", out var name) || data.TryGetProperty("camera", out name))
            && name.GetString() is ['n', .. var digits] && long.TryParse(digits, out var number) ? number : null;
    }
}
