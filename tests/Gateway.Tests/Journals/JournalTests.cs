using System.Text;
using CsCheck;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.Storage;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Gateway.Tests.Journals;

public sealed class JournalTests
{
    [Fact]
    public void A_record_is_exactly_the_agreed_bytes()
    {
        using var bench = new JournalBench();
        bench.Time.AutoAdvanceAmount = TimeSpan.Zero;
        Assert.Equal(1, bench.Journal.Append("passage.granted", """{"door":"gate","person":"li"}"""u8));

        var record = Assert.Single(bench.Journal.ReadAfter(0, 10));
        var mono = bench.Time.GetTimestamp() * 1000.0 / bench.Time.TimestampFrequency;
        var expected =
            $$$"""{"stream":"passages","ledger":"{{{bench.Journal.Ledger}}}","seq":1"""
            + $$$""","prev":"{{{new string('0', 64)}}}","boot":"11111111-2222-3333-4444-555555555555","monoMs":{{{mono:F3}}}"""
            + $$$""","at":"2026-11-22T08:00:00.0000000+00:00","type":"passage.granted","data":{"door":"gate","person":"li"}}""";
        Assert.Equal(expected, Encoding.UTF8.GetString(record.Payload.Span));
        Assert.Equal(("passage.granted", JournalBench.Morning), (record.Type, record.At));
    }

    [Fact]
    public void Numbers_and_chain_go_on_over_segments_and_restarts()
    {
        using var bench = new JournalBench();
        for (var start = 0; start < 4; start++)
        {
            bench.Append(25);
            bench.Close();
        }

        Assert.True(bench.Segments.Length > 3);
        Assert.Equal(100, bench.Journal.LastSeq);
        Assert.Equal(1, bench.Journal.FirstSeq);
        Assert.True(bench.Journal.Recovery.IsClean, bench.Journal.Recovery.ToString());
        bench.ProveChain();
    }

    [Fact]
    public void The_ledger_keeps_its_identity()
    {
        using var bench = new JournalBench();
        var first = bench.Journal.Ledger;
        bench.Append(1);
        bench.Close();
        Assert.Equal(first, bench.Journal.Ledger);
    }

    [Fact]
    public void A_record_is_with_the_system_when_Append_returns()
    {
        using var bench = new JournalBench();
        bench.Append(7);

        // What another process would find had this one been killed now.
        using var afterKill = new TemporaryFolder();
        Directory.CreateDirectory(afterKill.At("passages"));
        File.Copy(bench.Segments.Single(), afterKill.At("passages", Path.GetFileName(bench.Segments.Single())));
        using var survivor = Journal.Open(afterKill.Path, "passages", JournalBench.Boot, bench.Time, NullLogger.Instance);
        Assert.Equal(7, survivor.LastSeq);
        Assert.True(survivor.Recovery.IsClean);
    }

    [Fact]
    public void Every_way_to_read_in_pieces_gives_every_record_once()
    {
        using var bench = new JournalBench();
        bench.Append(120);
        Gen.Select(Gen.Int[0, 120], Gen.Int[1, 40]).Sample((after, max) =>
        {
            List<long> read = [];
            for (long at = after; bench.Journal.ReadAfter(at, max) is { Count: > 0 } piece; at = read[^1])
            {
                Assert.True(piece.Count <= max);
                read.AddRange(piece.Select(record => record.Seq));
            }

            Assert.Equal(Enumerable.Range(after + 1, 120 - after).Select(seq => (long)seq), read);
        }, iter: 200, threads: 1);
    }

    [Fact]
    public void A_second_process_is_refused_with_the_folder_named()
    {
        using var bench = new JournalBench();
        bench.Append(1);
        var refusal = Assert.Throws<StorageException>(
            () => Journal.Open(bench.Folder.Path, "passages", JournalBench.Boot, bench.Time, NullLogger.Instance));
        Assert.StartsWith($"the journal in {bench.Folder.At("passages")} is in use by another zhuhui-edge", refusal.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_cannot_be_used_is_named()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.At("alarms"), "in the way");
        var refusal = Assert.Throws<StorageException>(
            () => Journal.Open(folder.Path, "alarms", JournalBench.Boot, TimeProvider.System, NullLogger.Instance));
        Assert.StartsWith($"the journal in {folder.At("alarms")} cannot be opened", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_follower_is_woken_by_the_next_record()
    {
        using var bench = new JournalBench();
        bench.Append(2);
        Assert.True(bench.Journal.GrownAsync(1, TestContext.Current.CancellationToken).IsCompleted);
        var grown = bench.Journal.GrownAsync(2, TestContext.Current.CancellationToken);
        Assert.False(grown.IsCompleted);
        bench.Append(1);
        await grown.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        Assert.Equal(3, Assert.Single(bench.Journal.ReadAfter(2, 10)).Seq);
    }

    [Fact]
    public async Task A_follower_that_gives_up_is_let_go()
    {
        using var bench = new JournalBench();
        using var giveUp = new CancellationTokenSource();
        var grown = bench.Journal.GrownAsync(0, giveUp.Token);
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => grown);
    }

    [Fact]
    public void Appends_from_many_threads_get_one_number_each()
    {
        using var bench = new JournalBench();
        bench.Append(1);
        var numbers = new long[4][];
        Parallel.For(0, 4, i => numbers[i] = [.. Enumerable.Range(0, 100).Select(_ => i % 2 == 0
            ? bench.Journal.Append("passage.denied", "{}"u8)
            : bench.Journal.AppendDurably("passage.denied", "{}"u8))]);
        Assert.Equal(Enumerable.Range(2, 400).Select(seq => (long)seq), numbers.SelectMany(n => n).Order());
        bench.ProveChain();
    }

    [Theory]
    [InlineData("passage.granted", "")]
    [InlineData("passage.granted", "1")]
    [InlineData("passage.granted", "{")]
    [InlineData("passage.granted", "{} {}")]
    [InlineData("passage.granted", "{'a':1}")]
    [InlineData("Passage\"", "{}")]
    [InlineData("", "{}")]
    public void Data_or_a_type_that_would_spoil_the_record_is_refused(string type, string data)
    {
        using var bench = new JournalBench();
        Assert.Throws<ArgumentException>(() => bench.Journal.Append(type, Encoding.UTF8.GetBytes(data)));
        Assert.Equal(0, bench.Journal.LastSeq);
    }

    [Fact]
    public void A_record_larger_than_a_segment_or_a_buffer_is_read_back()
    {
        using var bench = new JournalBench();
        bench.Append(3);
        var long500K = new string('x', 500_000);
        bench.Journal.Append("passage.note", JournalBench.Data(long500K));
        bench.Append(1);
        bench.Close();
        Assert.Equal(["gate-1", "gate-2", "gate-3", long500K, "gate-5"], bench.Doors());
        bench.ProveChain();
    }
}
