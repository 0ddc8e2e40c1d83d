using System.Diagnostics;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Benchmarks.Ledger;

/// <summary>How long a journal takes to open, which reads its last segment, and to be read through, over the number of its
/// records.</summary>
internal static class StartUp
{
    private const int RecordBytes = 1000;

    public static void Measure(string folder, int most, Table table)
    {
        var place = Path.Combine(folder, "grown");
        var data = BenchJournal.Data(RecordBytes);
        long written = 0;
        foreach (var records in new[] { 10_000, 100_000, 1_000_000 }.Where(n => n <= most))
        {
            using (var journal = BenchJournal.At(place))
            {
                for (; written < records; written++)
                {
                    journal.Append("passage.granted", data);
                }
            }

            var began = Stopwatch.GetTimestamp();
            using var opened = BenchJournal.At(place);
            table.Figure($"opening a journal of {records:N0} records", $"open{records}Ms",
                Stopwatch.GetElapsedTime(began).TotalMilliseconds, "ms");
            if (opened.LastSeq != records || !opened.Recovery.IsClean)
            {
                throw new InvalidOperationException($"{opened.LastSeq} records of {records}: {opened.Recovery}");
            }

            began = Stopwatch.GetTimestamp();
            for (long after = 0; opened.ReadAfter(after, 1000) is { Count: > 0 } page; after = page[^1].Seq)
            {
            }

            table.Figure("  reading it through", $"read{records}Ms", Stopwatch.GetElapsedTime(began).TotalMilliseconds, "ms");
        }
    }
}
