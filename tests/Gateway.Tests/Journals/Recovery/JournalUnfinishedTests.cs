using CsCheck;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Gateway.Tests.Journals.Recovery;

/// <summary>What a kill leaves unfinished at a segment's end.</summary>
public sealed class JournalUnfinishedTests
{
    [Fact]
    public void An_unfinished_last_record_is_cut_and_said()
    {
        using var bench = new JournalBench();
        bench.Append(5);
        bench.Close();
        using (var file = new FileStream(bench.Segments[^1], FileMode.Open))
        {
            file.SetLength(file.Length - 100);
        }

        Assert.Equal(4, bench.Journal.LastSeq);
        Assert.Equal(4, bench.Journal.Recovery.CutAfter);
        Assert.InRange(bench.Journal.Recovery.CutBytes, 200, 400);
        Assert.Empty(bench.Journal.Recovery.Missing);
        Assert.Contains("unfinished write cut after number 4", Assert.Single(bench.Log.All), StringComparison.Ordinal);
        bench.Append(1);
        bench.ProveChain();
    }

    [Fact]
    public void What_the_link_is_given_says_how_far_the_journal_went_at_the_start()
    {
        using var folder = new TemporaryFolder();
        using (var before = new EventLedger(folder.Path, TimeProvider.System, NullLoggerFactory.Instance))
        {
            before.Append(new ExitRequested("gate", 3));
        }

        using var ledger = new EventLedger(folder.Path, TimeProvider.System, NullLoggerFactory.Instance);
        ledger.Append(new ExitRequested("gate", 3));
        var feed = ledger.Feeds().Single(one => one.Name == "passages");
        Assert.Equal((1L, 2L), (feed.LastAtStart, feed.Extent().Last));
    }

    [Fact]
    public void Room_given_but_never_written_is_cut()
    {
        using var bench = new JournalBench();
        bench.Append(5);
        bench.Close();
        using (var file = new FileStream(bench.Segments[^1], FileMode.Open))
        {
            file.SetLength(file.Length + 3000);
        }

        Assert.Equal((5, 3000), (bench.Journal.LastSeq, bench.Journal.Recovery.CutBytes));
        Assert.Empty(bench.Journal.Recovery.Missing);
    }

    [Fact]
    public void A_segment_begun_but_never_written_is_begun_again()
    {
        using var bench = new JournalBench();
        bench.Append(5);
        bench.Close();
        File.WriteAllBytes(bench.Folder.At("passages", "000000000006.journal"), new byte[11]);
        Assert.Equal(5, bench.Journal.LastSeq);
        bench.Append(20);
        bench.ProveChain();
    }
}
