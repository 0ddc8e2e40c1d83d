using System.Text.Json.Nodes;
using Microsoft.Win32.SafeHandles;
using Xunit;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Gateway.Tests.Journals;

public sealed class JournalFullDiskTests
{
    private readonly LimitedDisk _disk = new();

    [Fact]
    public void A_full_disk_holds_records_in_memory_and_writes_them_in_order_when_there_is_room()
    {
        using var bench = new JournalBench() { Options = new JournalOptions { SegmentBytes = 4096, Write = _disk.Write } };
        bench.Append(3);
        _disk.Room = 100;
        for (var i = 4; i <= 30; i++)
        {
            bench.Time.Advance(TimeSpan.FromMilliseconds(10));
            Assert.Equal(Journal.Held, bench.Journal.Append("passage.granted", JournalBench.Data($"gate-{i}")));
        }

        Assert.True(bench.Journal.IsDegraded);
        Assert.Equal(3, bench.Journal.LastSeq);
        bench.Time.Advance(TimeSpan.FromSeconds(3));
        Assert.Contains("takes no records", Assert.Single(bench.Log.All), StringComparison.Ordinal);

        _disk.Room = long.MaxValue;
        bench.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.False(bench.Journal.IsDegraded);
        Assert.Equal(31, bench.Journal.Append("passage.granted", JournalBench.Data("gate-31")));
        Assert.Equal(Enumerable.Range(1, 31).Select(i => $"gate-{i}"), bench.Doors());
        Assert.Contains("27 held records written, 0 had to be dropped", bench.Log.All[^1], StringComparison.Ordinal);
        Assert.Equal(2, bench.Log.All.Count);
        DateTimeOffset[] times = [.. bench.Journal.ReadAfter(3, 27).Select(record => record.At)];
        Assert.Equal(27, times.Distinct().Count());

        bench.Close();
        bench.ProveChain();
        Assert.True(bench.Journal.Recovery.IsClean);
    }

    [Fact]
    public void What_memory_could_not_hold_is_counted_in_a_record_of_its_own()
    {
        using var bench = new JournalBench() { Options = new JournalOptions { HeldRecords = 4, Write = _disk.Write } };
        bench.Append(1);
        _disk.Room = 0;
        for (var i = 0; i < 10; i++)
        {
            bench.Time.Advance(TimeSpan.FromMilliseconds(50));
            bench.Journal.Append("passage.granted", JournalBench.Data($"held-{i}"));
        }

        _disk.Room = long.MaxValue;
        bench.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(["gate-1", "journal.dropped", "held-6", "held-7", "held-8", "held-9"], bench.Doors());
        var data = JsonNode.Parse(bench.Journal.ReadAfter(1, 1)[0].Payload.Span)!["data"]!;
        Assert.Equal(
            """{"count":6,"from":"2026-11-22T08:00:00.0500000+00:00","to":"2026-11-22T08:00:00.3000000+00:00","reason":"neverWritten"}""",
            data.ToJsonString(
                new System.Text.Json.JsonSerializerOptions
                {
                    Encoder =
                    System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping
                }));
        bench.ProveChain();
    }

    [Fact]
    public void A_disk_full_at_the_very_first_record_is_no_different()
    {
        _disk.Room = 10;
        using var bench = new JournalBench() { Options = new JournalOptions { Write = _disk.Write } };
        Assert.Equal(Journal.Held, bench.Journal.AppendDurably("alarm.forced", JournalBench.Data("a")));
        Assert.Empty(bench.Segments);
        _disk.Room = long.MaxValue;
        Assert.Equal(Journal.Held, bench.Journal.AppendDurably("alarm.forced", JournalBench.Data("b")));
        Assert.Equal(["a", "b"], bench.Doors());
    }

    [Fact]
    [Trait("needs", "process")]
    public void On_a_really_full_disk_passages_wait_and_alarms_with_reserved_space_are_written()
    {
        using var disk = new SmallDisk("512k");
        var log = new LogLines();
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(JournalBench.Morning);
        using var alarms = Journal.Open(disk.Path, "alarms", JournalBench.Boot, time, log,
            new JournalOptions { SegmentBytes = 128 << 10, ReserveSpace = true });
        alarms.Append("alarm.line-crossed", "{}"u8);
        using var passages = Journal.Open(disk.Path, "passages", JournalBench.Boot, time, log);
        var written = 0;
        while (passages.Append("passage.granted", JournalBench.Data("gate")) != Journal.Held)
        {
            written++;
        }

        Assert.InRange(written, 100, 1400);
        Assert.Contains("No space left on device", Assert.Single(log.All, line => line.Contains("takes no records",
            StringComparison.Ordinal)),
            StringComparison.Ordinal);
        for (var i = 0; i < 200; i++)
        {
            Assert.NotEqual(Journal.Held, alarms.AppendDurably("alarm.line-crossed", "{}"u8));
        }

        alarms.Dispose();
        File.Delete(Path.Combine(disk.Path, "alarms", "000000000001.journal"));
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.False(passages.IsDegraded);
        Assert.Equal(written + 1, passages.LastSeq);
    }

    /// <summary>Real files on a disk with so many bytes left.</summary>
    private sealed class LimitedDisk
    {
        public long Room { get; set; } = long.MaxValue;

        public void Write(SafeFileHandle file, ReadOnlySpan<byte> bytes, long offset)
        {
            var fits = (int)Math.Min(Room, bytes.Length);
            RandomAccess.Write(file, bytes[..fits], offset);
            Room -= Room == long.MaxValue ? 0 : fits;
            if (fits < bytes.Length)
            {
                throw new IOException("No space left on device", 28);
            }
        }
    }
}
