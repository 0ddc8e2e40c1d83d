using System.Text;
using CsCheck;
using Xunit;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.Journals.Segments;

namespace Zhuhui.Edge.Gateway.Tests.Journals.Recovery;

public sealed class JournalDamageTests
{
    [Fact]
    public void A_segment_that_somebody_deletes_while_the_journal_is_open_costs_its_own_records_and_no_others()
    {
        using var bench = new JournalBench();
        bench.Append(40);
        bench.Journal.Flush();
        var extent = bench.Journal.Extents()[1];
        File.Delete(extent.Path);
        Assert.Equal(Enumerable.Range(1, 40).Select(i => (long)i).Where(i => i < extent.First || i > extent.Last), bench.Numbers());
        Assert.Contains(new SeqRange(extent.First, extent.Last), bench.Journal.Recovery.Missing);
        Assert.DoesNotContain(bench.Journal.Extents(), e => e.Path == extent.Path);
    }

    [Fact]
    public void A_damaged_record_costs_itself_alone_and_its_number_is_not_given_again()
    {
        using var bench = new JournalBench() { Options = new JournalOptions() };
        bench.Append(9);
        bench.Close();
        var segment = bench.Segments.Single();
        FlipInside(segment, "gate-4");

        Assert.Equal(9, bench.Journal.LastSeq);
        Assert.Equal([new SeqRange(4, 4)], bench.Journal.Recovery.Missing);
        Assert.Equal([segment + ".damaged"], bench.Journal.Recovery.KeptAside);
        bench.Append(1);
        Assert.Equal([1, 2, 3, 5, 6, 7, 8, 9, 10], bench.Numbers());
        Assert.Equal(2, bench.Segments.Length);

        bench.Close();
        bench.Append(1);
        Assert.Equal([1, 2, 3, 5, 6, 7, 8, 9, 10, 11], bench.Numbers());
    }

    [Fact]
    public void A_damaged_last_record_is_reported_and_its_number_is_not_given_again()
    {
        using var bench = new JournalBench();
        bench.Append(5);
        bench.Close();
        FlipInside(bench.Segments.Single(), "gate-5");

        Assert.Equal([new SeqRange(5, 5)], bench.Journal.Recovery.Missing);
        var grown = bench.Journal.GrownAsync(4, TestContext.Current.CancellationToken);
        Assert.False(grown.IsCompleted);
        bench.Append(1);
        Assert.Equal([1, 2, 3, 4, 6], bench.Numbers());
        Assert.Contains(bench.Log.All, line => line.Contains("unreadable numbers 5", StringComparison.Ordinal));
    }

    [Fact]
    public void Damage_in_an_older_segment_is_met_and_said_when_it_is_read()
    {
        using var bench = new JournalBench();
        bench.Append(40);
        bench.Close();
        FlipInside(bench.Segments[0], "gate-3");

        Assert.True(bench.Journal.Recovery.IsClean);
        Assert.Equal(39, bench.Numbers().Length);
        Assert.Equal(39, bench.Numbers().Length);
        Assert.Equal([new SeqRange(3, 3)], bench.Journal.Recovery.Missing);
        Assert.Single(bench.Log.All, line => line.Contains("numbers 3-3 cannot be read", StringComparison.Ordinal));
    }

    [Fact]
    public void A_segment_damaged_from_end_to_end_is_put_aside_and_its_numbers_are_left_out()
    {
        using var bench = new JournalBench();
        bench.Append(20);
        bench.Close();
        var last = bench.Segments[^1];
        var first = long.Parse(Path.GetFileNameWithoutExtension(last), System.Globalization.CultureInfo.InvariantCulture);
        var noise = new byte[new FileInfo(last).Length];
        Array.Fill(noise, (byte)'?');
        File.WriteAllBytes(last, noise);

        Assert.True(bench.Journal.LastSeq >= 20);
        Assert.True(File.Exists(last + ".damaged"));
        var next = bench.Journal.Append("passage.granted", "{}"u8);
        Assert.Equal([.. Enumerable.Range(1, (int)first - 1).Select(seq => (long)seq), next], bench.Numbers());
    }

    [Fact]
    public void An_altered_record_with_a_fresh_checksum_breaks_the_chain()
    {
        using var bench = new JournalBench();
        bench.Append(5);
        bench.Close();
        var bytes = File.ReadAllBytes(bench.Segments.Single());
        var at = Find(bytes, "gate-3");
        bytes[at + 5] = (byte)'9';
        var start = bytes.AsSpan(0, at).LastIndexOf("{\"stream\""u8) - JournalFrame.HeadBytes;
        var length = BitConverter.ToInt32(bytes, start);
        JournalFrame.Seal(bytes.AsSpan(start, JournalFrame.HeadBytes + length));
        File.WriteAllBytes(bench.Segments.Single(), bytes);

        Assert.Equal([4], bench.Journal.Recovery.ChainBreaks);
        Assert.Equal(5, bench.Journal.LastSeq);
    }

    [Fact]
    public void A_damaged_length_of_the_last_record_is_damage_and_its_number_is_not_given_again()
    {
        using var bench = new JournalBench();
        bench.Append(5);
        bench.Close();
        var bytes = File.ReadAllBytes(bench.Segments.Single());
        var start = bytes.AsSpan().LastIndexOf("{\"stream\""u8) - JournalFrame.HeadBytes;
        bytes[start + 1] ^= 0x20;
        File.WriteAllBytes(bench.Segments.Single(), bytes);

        Assert.InRange(bench.Journal.LastSeq, 5, 20);
        Assert.Equal([1, 2, 3, 4], bench.Numbers());
        Assert.NotEmpty(bench.Journal.Recovery.KeptAside);
    }

    [Fact]
    public void Whatever_is_cut_or_flipped_the_journal_opens_and_never_gives_a_number_twice()
    {
        Gen.Select(Gen.Int[1, 30], Gen.Int[0, 1_000_000], Gen.Byte[1, 255], Gen.Bool).Sample((count, where, flip, cut) =>
        {
            using var bench = new JournalBench();
            bench.Append(count);
            bench.Close();
            var victim = bench.Segments[where % bench.Segments.Length];
            var bytes = File.ReadAllBytes(victim);
            var at = where % bytes.Length;
            bytes[at] ^= flip;
            var cutsTail = cut && victim == bench.Segments[^1];
            File.WriteAllBytes(victim, cutsTail ? bytes[..at] : bytes);

            var last = bench.Journal.LastSeq;
            var before = bench.Numbers();
            Assert.True(cutsTail || last >= count, $"{last} < {count}");
            Assert.True(cutsTail || before.Length >= count - 1, $"{before.Length} of {count}");
            bench.Append(3);
            bench.Close();
            Assert.Equal([.. before, last + 1, last + 2, last + 3], bench.Numbers());
        }, iter: 150, threads: 1);
    }

    [Fact]
    public void A_page_that_the_disk_gives_no_more_costs_the_records_in_it_and_no_others()
    {
        using var bench = new JournalBench() { Options = new JournalOptions() };
        bench.Append(60);
        bench.Close();
        using var file = File.OpenHandle(bench.Segments.Single());
        List<long> read = [];
        using var scan = new JournalScan(file, 0, (handle, to, offset) => offset < 8192 && offset + to.Length > 4096
            ? throw new IOException("Input/output error")
            : RandomAccess.Read(handle, to, offset));
        while (scan.Next())
        {
            read.Add(scan.Envelope.Seq);
        }

        long[] lost = [.. Enumerable.Range(1, 60).Select(seq => (long)seq).Except(read)];
        Assert.InRange(lost.Length, 8, 18);
        Assert.Equal(lost.Length - 1, lost[^1] - lost[0]);
        Assert.False(scan.EndsInUnfinishedWrite);
    }

    private static void FlipInside(string path, string text)
    {
        var bytes = File.ReadAllBytes(path);
        bytes[Find(bytes, text)] ^= 0x40;
        File.WriteAllBytes(path, bytes);
    }

    private static int Find(byte[] bytes, string text)
    {
        var at = bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text));
        Assert.True(at > 0, $"{text} is not in the segment");
        return at;
    }
}
