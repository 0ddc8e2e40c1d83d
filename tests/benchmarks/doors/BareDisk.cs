using System.Diagnostics;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Benchmarks.Doors;

/// <summary>What the disk alone costs: the same bytes written one after the other, and written and synced.</summary>
internal static class BareDisk
{
    private const int Syncs = 500;

    public static void Measure(string folder, int recordBytes, int writes, Table table)
    {
        table.Figure("a decision's record", "recordBytes", recordBytes, "bytes");
        var bytes = new byte[recordBytes];
        Random.Shared.NextBytes(bytes);
        using var file = File.OpenHandle(Path.Combine(folder, "bare"), FileMode.Create, FileAccess.Write);
        List<double> waits = [];
        long offset = 0;
        for (var i = 0; i < writes; i++, offset += recordBytes)
        {
            var began = Stopwatch.GetTimestamp();
            RandomAccess.Write(file, bytes, offset);
            waits.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }

        table.Percentiles("bare write() of the same bytes", "bareWriteMs", waits);
        table.Ratio("card to relay over the bare write, medians", "overBareWrite", "oneAtATimeMs", "bareWriteMs");
        waits = [];
        for (var i = 0; i < Syncs; i++, offset += recordBytes)
        {
            var began = Stopwatch.GetTimestamp();
            RandomAccess.Write(file, bytes, offset);
            RandomAccess.FlushToDisk(file);
            waits.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }

        table.Percentiles("bare write() and fsync()", "bareSyncMs", waits);
    }
}
