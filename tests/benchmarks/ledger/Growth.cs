using System.Diagnostics;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Benchmarks.Ledger;

/// <summary>Appends a second over the number of threads that append and the size of the records. Durable appends of many threads share
/// their fsyncs.</summary>
internal static class Growth
{
    private static readonly int[] _threads = [1, 2, 4, 8];
    private static readonly int[] _sizes = [400, 1000, 4000];

    public static void Measure(string folder, int events, Table table)
    {
        foreach (var size in _sizes)
        {
            Curve(folder, size, events, durably: false, table);
        }

        foreach (var size in _sizes)
        {
            Curve(folder, size, Math.Max(400, events / 20), durably: true, table);
        }
    }

    private static void Curve(string folder, int size, int events, bool durably, Table table)
    {
        var rates = _threads.Select(threads => Rate(folder, size, events / threads, threads, durably)).ToArray();
        var kind = durably ? "AppendDurably" : "Append";
        table.Say($"{kind}, {size} bytes, 1/2/4/8 threads", string.Join("  ", rates.Select(r => $"{r:N0}")) + " records/s");
        for (var i = 0; i < _threads.Length; i++)
        {
            table.Count($"{(durably ? "durably" : "append")}{size}By{_threads[i]}", rates[i]);
        }
    }

    private static double Rate(string folder, int size, int each, int threads, bool durably)
    {
        var data = BenchJournal.Data(size);
        using var journal = BenchJournal.New(folder, new JournalOptions { SegmentBytes = 4 << 20 });
        using var start = new Barrier(threads + 1);
        Thread[] workers = [.. Enumerable.Range(0, threads).Select(_ => new Thread(() =>
        {
            start.SignalAndWait();
            for (var i = 0; i < each; i++)
            {
                if (durably)
                {
                    journal.AppendDurably("passage.granted", data);
                }
                else
                {
                    journal.Append("passage.granted", data);
                }
            }
        }))];
        Array.ForEach(workers, w => w.Start());
        start.SignalAndWait();
        var began = Stopwatch.GetTimestamp();
        Array.ForEach(workers, w => w.Join());
        return (double)each * threads / Stopwatch.GetElapsedTime(began).TotalSeconds;
    }
}
