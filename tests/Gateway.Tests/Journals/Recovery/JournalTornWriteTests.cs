using CsCheck;
using Xunit;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.Journals.Recovery;
using Zhuhui.Edge.Gateway.Journals.Segments;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Gateway.Tests.Journals.Recovery;

/// <summary>What a card does to a journal: bytes flipped, pages zeroed or filled with noise, files cut, one to three such places in any of
/// its segments.</summary>
public sealed class JournalTornWriteTests
{
    private const int Page = 4096;

    private enum Harm
    {
        FlipByte,
        ZeroBytes,
        ZeroPage,
        NoisePage,
        Cut,
    }

    [Fact]
    public void Whatever_a_card_does_it_is_noticed_every_record_outside_the_damage_is_read_as_it_was_and_numbers_go_on() =>
        Gen.Select(Gen.Int[40, 90], Gen.Select(Gen.Enum<Harm>(), Gen.Int[0, 1_000_000], Gen.Int[0, 1_000_000], Gen.Byte[1, 255]).Array[1,
            3]).Sample((count, harms) =>
        {
            using var bench = new JournalBench() { Options = new JournalOptions { SegmentBytes = 3 * Page, Sync = _ => { } } };
            Fill(bench.Journal, count);
            var before = bench.Journal.ReadAfter(0, int.MaxValue).ToDictionary(r => r.Seq, r => r.Payload.ToArray());
            bench.Close();
            var segments = bench.Segments;
            var hit = new HashSet<long>();
            var said = true;
            foreach (var (harm, which, where, mask) in harms)
            {
                var victim = segments[which % segments.Length];
                hit.UnionWith(Hurt(victim, harm, where, mask));
                said &= !(victim == segments[^1] && harm == Harm.Cut && EndsWithWholeRecord(victim));
            }

            // Every record that was not hit is there, byte for byte; one that was is not given out as anything else.
            List<JournalRecovery> found = [];
            bench.Journal.DamageFound += found.Add;
            var last = bench.Journal.LastSeq;
            Read(bench, before, hit);
            var scrub = new JournalScrub([bench.Journal]);
            while (scrub.Step())
            {
            }

            Assert.True(hit.Count == 0 || !said || !bench.Journal.Recovery.IsClean, $"{hit.Count} records were hit and nobody noticed");
            foreach (var range in bench.Journal.Recovery.Missing)
            {
                Assert.DoesNotContain(before.Keys, seq => seq >= range.First && seq <= range.Last && !hit.Contains(seq));
            }

            // And it goes on.
            Assert.Equal([last + 1, last + 2, last + 3], Enumerable.Range(0, 3)
                .Select(_ => bench.Journal.AppendDurably("alarm.forced", "{}"u8)));
            bench.Close();
            Assert.Equal(last + 3, bench.Journal.LastSeq);
            Read(bench, before, hit);
            Assert.Equal([last + 1, last + 2, last + 3], bench.Numbers()[^3..]);
        }, iter: FastTests.Cases(300), threads: 1);

    [Fact]
    public void A_journal_whose_oldest_segments_were_deleted_bears_the_same()
    {
        using var bench = new JournalBench() { Options = new JournalOptions { SegmentBytes = 3 * Page, Sync = _ => { } } };
        Fill(bench.Journal, 120);
        bench.Journal.Flush();
        bench.Journal.DeleteSegmentsThrough(60);
        var first = bench.Journal.FirstSeq;
        Assert.InRange(first, 20, 61);
        var before = bench.Journal.ReadAfter(0, int.MaxValue).ToDictionary(r => r.Seq, r => r.Payload.ToArray());
        bench.Close();
        var hit = Hurt(bench.Segments[0], Harm.ZeroPage, Page, 0);
        Assert.NotEmpty(hit);
        Read(bench, before, [.. hit]);
        Assert.Equal(hit.Order(), bench.Journal.Recovery.Missing.SelectMany(m => Enumerable.Range((int)m.First, (int)(m.Last - m.First + 1))
            .Select(i => (long)i)));
    }

    /// <summary>Every third record is an alarm that was on the disk when the append returned.</summary>
    private static void Fill(Journal journal, int count)
    {
        for (var i = 1; i <= count; i++)
        {
            var data = JournalBench.Data($"gate-{i}-{new string('x', i * 37 % 400)}");
            _ = i % 3 == 0 ? journal.AppendDurably("alarm.forced", data) : journal.Append("passage.granted", data);
        }
    }

    private static void Read(JournalBench bench, Dictionary<long, byte[]> before, HashSet<long> hit)
    {
        var now = bench.Journal.ReadAfter(0, int.MaxValue).Where(r => before.ContainsKey(r.Seq)).ToDictionary(r => r.Seq,
            r => r.Payload.ToArray());
        Assert.All(before.Where(b => !hit.Contains(b.Key)), b =>
        {
            Assert.True(now.TryGetValue(b.Key, out var bytes), $"record {b.Key} was not hit and is gone");
            Assert.Equal(b.Value, bytes);
        });
    }

    /// <summary>Hurts a file and says whose bytes are no longer what they were.</summary>
    private static HashSet<long> Hurt(string path, Harm harm, int where, byte mask)
    {
        var frames = Frames(path);
        var was = File.ReadAllBytes(path);
        if (was.Length == 0)
        {
            return [];
        }

        var now = (byte[])was.Clone();
        var at = where % was.Length;
        var page = now.AsSpan(at / Page * Page, Math.Min(Page, now.Length - (at / Page * Page)));
        switch (harm)
        {
            case Harm.FlipByte:
                now[at] ^= mask;
                break;
            case Harm.ZeroBytes:
                now.AsSpan(at, Math.Min(mask, now.Length - at)).Clear();
                break;
            case Harm.ZeroPage:
                page.Clear();
                break;
            case Harm.NoisePage:
                new Random(where).NextBytes(page);
                break;
            case Harm.Cut:
                now = now[..at];
                break;
        }

        File.WriteAllBytes(path, now);
        return [.. frames.Where(f => f.End > now.Length || !was.AsSpan(f.Start, f.End - f.Start).SequenceEqual(now.AsSpan(f.Start,
            f.End - f.Start))).Select(f => f.Seq)];
    }

    private static bool EndsWithWholeRecord(string path) => new FileInfo(path).Length is var length
        && (length <= JournalFrame.SegmentHeaderBytes || Frames(path).Any(f => f.End == length));

    private static List<(long Seq, int Start, int End)> Frames(string path)
    {
        using var file = File.OpenHandle(path);
        using var scan = new JournalScan(file, 0);
        List<(long, int, int)> frames = [];
        while (scan.Next())
        {
            frames.Add((scan.Envelope.Seq, (int)scan.GoodEnd - scan.Payload.Length - JournalFrame.HeadBytes, (int)scan.GoodEnd));
        }

        return frames;
    }
}
