using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Zhuhui.Edge.Gateway.Search;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Benchmarks.Ledger;

/// <summary>The event buffer on LiteDB: what a group of events costs in time and in bytes on the card, how long it takes to be rebuilt from
/// the journal, and how long a guard waits for a page of it, over the number of its events.</summary>
internal static class Buffered
{
    private const int EventBytes = 500;
    private const int RecordBytes = 1000;
    private const int Pages = 20;

    /// <summary>Groups of events into the LiteDB file alone, each a transaction that is on the disk when it returns.</summary>
    public static void Insert(string folder, int group, Table table)
    {
        using var file = new BufferFile(Path.Combine(Directory.CreateDirectory(Path.Combine(folder, $"inserted-{group}")).FullName,
            "buffer.db"));
        var (seq, ledger, began) = (0L, Guid.NewGuid(), DateTimeOffset.UtcNow);
        var json = Encoding.UTF8.GetString(BenchJournal.Data(EventBytes));
        var groups = 0;
        var watch = new Stopwatch();
        Wear.Measure($"buffer, {group} event(s) a group", $"bufferBytesPerEvent{group}", folder, group, table, () =>
        {
            BufferedEvent[] events =
            [
                .. Enumerable.Range(0, group).Select(_ =>
                {
                    var at = began.AddMilliseconds(++seq * 200);
                    return new BufferedEvent(string.Create(CultureInfo.InvariantCulture, $"{BufferFile.KeyAt(at)}.passages.{seq:D12}"),
                        "passages", seq, at, "passage.granted", "gate", $"p-{seq % 2100}", json);
                }),
            ];
            watch.Start();
            file.Insert(events, [new StreamReached("passages", ledger, seq)]);
            watch.Stop();
            groups++;
        });
        table.Figure("  inserts", $"bufferInserts{group}PerSecond", groups * group / watch.Elapsed.TotalSeconds, "events/s");
    }

    public static void Grow(string folder, int most, Table table)
    {
        var place = Path.Combine(folder, "buffered");
        var made = 0;
        foreach (var events in new[] { 10_000, 100_000, 1_000_000 }.Where(n => n <= most))
        {
            using var journal = BenchJournal.At(place);
            for (; made < events; made++)
            {
                journal.Append("passage.granted", Data(made));
            }

            using var buffer = new EventBuffer(Path.Combine(folder, $"buffer-{events}"), [journal], TimeProvider.System,
                NullLogger.Instance,
                new BufferOptions { MostEvents = 4_000_000, MostMegabytes = 100_000 });
            var began = Stopwatch.GetTimestamp();
            buffer.CatchUp();
            var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
            table.Figure($"rebuilding {events:N0} events of {RecordBytes} bytes, each 100,000", $"bufferRebuild{events}SecondsPer100k",
                seconds * 100_000 / events, "s");
            table.Figure("  LiteDB file per event", $"bufferFile{events}BytesPerEvent",
                (double)Directory.EnumerateFiles(Path.Combine(folder, $"buffer-{events}")).Sum(file => new FileInfo(file).Length) / events,
                "bytes");

            var (first, last) = (buffer.Page(new EventQuery { Limit = 1, From = DateTimeOffset.MinValue }).Events[0].At,
                journal.ReadAfter(0, 1)[0].At);
            var middle = last + ((first - last) / 2);
            Page("the newest 100", "Newest", new EventQuery { Limit = 100 });
            Page("100 before the middle", "Middle", new EventQuery { Limit = 100, To = middle });
            Page("100 of one door in ten", "Door", new EventQuery { Limit = 100, Door = "door-3" });
            Page("all of one person in 2,100, so far as one search goes", "Person", new EventQuery { Limit = 100, Person = "p-77" });

            void Page(string name, string key, EventQuery query)
            {
                List<double> waits = [];
                for (var i = 0; i < Pages; i++)
                {
                    var asked = Stopwatch.GetTimestamp();
                    buffer.Page(query);
                    waits.Add(Stopwatch.GetElapsedTime(asked).TotalMilliseconds);
                }

                table.Percentiles($"  a page of {events:N0} events: {name}", $"page{key}{events}", waits);
            }
        }
    }

    private static byte[] Data(int i) =>
        Encoding.UTF8.GetBytes(
            $$"""{"door":"door-{{i % 10}}","person":"p-{{i % 2100}}","facts":"{{new string('x', RecordBytes - 420)}}"}""");
}
