using System.Diagnostics;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Benchmarks.Ledger;

/// <summary>What one append costs its caller, and what the disk alone would have cost: the same bytes written, and written and synced, in
/// the same run.</summary>
internal static class OneThread
{
    /// <summary>About what a decision with its facts takes.</summary>
    private const int RecordBytes = 1000;
    private const int Syncs = 1000;
    private const int WarmUp = 5000;

    public static void Measure(string folder, int events, Table table)
    {
        var data = BenchJournal.Data(RecordBytes);
        int bytes;
        using (var journal = BenchJournal.New(folder))
        {
            journal.Append("passage.granted", data);
            bytes = journal.ReadAfter(0, 1)[0].Payload.Length + 8;
        }

        table.Figure("a record in the journal", "recordBytes", bytes, "bytes");
        Bare(Path.Combine(folder, "bare-write"), bytes, events, sync: false, "bare write() of the same bytes", "bareWrite", table);
        Journaled(folder, new JournalOptions { Sync = _ => { } }, data, events, durably: false, "Append, no fsync at all",
            "appendNoSync", table);
        Journaled(folder, new JournalOptions(), data, events, durably: false, "Append, fsync in groups of 50 ms beside it",
            "appendGroup", table);
        Bare(Path.Combine(folder, "bare-sync"), bytes, Syncs, sync: true, "bare write() and fsync()", "bareSync", table);
        Journaled(folder, new JournalOptions(), data, Syncs, durably: true, "AppendDurably", "appendDurably", table);
        table.Ratio("Append over the bare write, medians", "appendOverBareWrite", "appendGroupMs", "bareWriteMs");
        table.Ratio("AppendDurably over the bare write and fsync, medians", "durablyOverBareSync", "appendDurablyMs", "bareSyncMs");
    }

    private static void Bare(string path, int bytes, int count, bool sync, string name, string key, Table table)
    {
        var noise = new byte[bytes];
        Random.Shared.NextBytes(noise);
        using var file = File.OpenHandle(path, FileMode.Create, FileAccess.Write);
        Run(count, name, key, table, i =>
        {
            RandomAccess.Write(file, noise, (long)i * bytes);
            if (sync)
            {
                RandomAccess.FlushToDisk(file);
            }
        });
    }

    private static void Journaled(string folder, JournalOptions options, byte[] data, int count, bool durably, string name,
        string key, Table table)
    {
        using var journal = BenchJournal.New(folder, options);
        Run(count, name, key, table, _ =>
        {
            if (durably)
            {
                journal.AppendDurably("passage.granted", data);
            }
            else
            {
                journal.Append("passage.granted", data);
            }
        });
    }

    private static void Run(int count, string name, string key, Table table, Action<int> once)
    {
        for (var i = 0; i < Math.Min(count, WarmUp); i++)
        {
            once(i);
        }

        var waits = new List<double>(count);
        var began = Stopwatch.GetTimestamp();
        for (var i = 1; i <= count; i++)
        {
            var before = Stopwatch.GetTimestamp();
            once(i);
            waits.Add(Stopwatch.GetElapsedTime(before).TotalMilliseconds);
        }

        var rate = count / Stopwatch.GetElapsedTime(began).TotalSeconds;
        table.Percentiles(name, key + "Ms", waits);
        table.Figure("  the same, a second", key + "PerSecond", rate, "records/s");
    }
}
