using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.Journals.Clock;

namespace Zhuhui.Edge.Benchmarks.Ledger;

/// <summary>Journals to measure, and records of a given size.</summary>
internal static class BenchJournal
{
    private static int _opened;

    public static Journal New(string folder, JournalOptions? options = null) =>
        At(Path.Combine(folder, $"journal-{Interlocked.Increment(ref _opened)}"), options);

    public static Journal At(string folder, JournalOptions? options = null) =>
        Journal.Open(folder, "passages", Guid.NewGuid(), TimeProvider.System, NullLogger.Instance,
            (options ?? new JournalOptions { SegmentBytes = 4 << 20 }) with { Clock = () => ClockState.Synchronised });

    /// <summary>Data that makes a record of about so many bytes.</summary>
    public static byte[] Data(int recordBytes) =>
        Encoding.UTF8.GetBytes($$"""{"door":"{{new string('x', Math.Max(1, recordBytes - 350))}}"}""");
}
