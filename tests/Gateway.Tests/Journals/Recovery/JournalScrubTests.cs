using Microsoft.Extensions.Logging.Abstractions;
using Xunit;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.Journals.Clock;
using Zhuhui.Edge.Gateway.Journals.Recovery;
using Zhuhui.Edge.Gateway.Journals.Segments;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Gateway.Tests.Journals.Recovery;

public sealed class JournalScrubTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly SteppedClock _time = new(JournalBench.Morning);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Damage_in_an_old_segment_is_found_without_anybody_reading_it_and_reported_once_for_good()
    {
        Fill(60);
        Alter(Segments()[0], "gate-3\"", "gate-?\"", seal: false);
        for (var start = 0; start < 3; start++)
        {
            using var ledger = Open();
            Scrub(ledger);
            var recovered = Assert.IsType<JournalRecovered>(Assert.Single(ledger.Last(EventStream.Health, 100)));
            Assert.Equal(("passages", ledger.JournalOf(EventStream.Passages).Ledger), (recovered.Journal, recovered.Ledger!.Value));
            Assert.Equal([new SeqRange(3, 3)], recovered.Missing!);
            Assert.Equal(60, ledger.JournalOf(EventStream.Passages).LastSeq);
        }

        Assert.True(File.Exists(Segments()[0] + ".damaged"));
    }

    [Fact]
    public void An_altered_record_with_a_fresh_checksum_is_found_even_as_the_last_of_its_segment()
    {
        Fill(60);
        long next;
        using (var ledger = Open())
        {
            next = ledger.JournalOf(EventStream.Passages).Extents()[1].First;
        }

        Alter(Segments()[0], $"gate-{next - 1}\"", $"gate-{next + 1}\"", seal: true);
        using var again = Open();
        Scrub(again);
        Assert.Equal([next], Assert.IsType<JournalRecovered>(Assert.Single(again.Last(EventStream.Health, 100))).ChainBreaks!);
    }

    [Fact]
    public void A_segment_that_somebody_took_away_is_missed()
    {
        Fill(60);
        File.Delete(Segments()[1]);
        using var ledger = Open();
        Scrub(ledger);
        var missing = Assert.Single(Assert.IsType<JournalRecovered>(Assert.Single(ledger.Last(EventStream.Health, 100))).Missing!);
        Assert.InRange(missing.First, 2, 20);
        Assert.InRange(missing.Last, missing.First + 5, 40);
    }

    [Fact]
    public void A_whole_journal_is_read_through_and_nothing_is_found()
    {
        Fill(60);
        using var ledger = Open();
        Assert.Equal(Segments().Length - 1, Scrub(ledger));
        Assert.Equal(0, ledger.JournalOf(EventStream.Health).LastSeq);
    }

    [Fact]
    public void What_was_cut_off_a_torn_end_is_on_record_whoever_opens_the_journal_first()
    {
        Fill(10);
        using (var file = new FileStream(Segments()[^1], FileMode.Open))
        {
            file.SetLength(file.Length - 100);
        }

        long cutAfter;
        using (var command = EventLedger.OpenQuietly(_folder.Path))
        {
            cutAfter = command.JournalOf(EventStream.Passages).LastSeq;
        }

        using var ledger = Open();
        var recovered = Assert.IsType<JournalRecovered>(Assert.Single(ledger.Last(EventStream.Health, 100)));
        Assert.Equal((9, cutAfter), (cutAfter, recovered.CutAfter));
        Assert.InRange(recovered.CutBytes!.Value, 1, 500);
    }

    private EventLedger Open() => new(_folder.Path, _time, NullLoggerFactory.Instance, () => ClockState.Synchronised, segmentBytes: 4096);

    private string[] Segments() => [.. Directory.GetFiles(_folder.At("journal", "passages"), "*.journal").Order(StringComparer.Ordinal)];

    private void Fill(int count)
    {
        using var ledger = Open();
        for (var i = 1; i <= count; i++)
        {
            ledger.JournalOf(EventStream.Passages).Append("test.filled", JournalBench.Data($"gate-{i}"));
        }
    }

    private static int Scrub(EventLedger ledger)
    {
        var scrub = new JournalScrub(ledger.Journals);
        var steps = 0;
        while (scrub.Step())
        {
            steps++;
        }

        return steps;
    }

    private static void Alter(string path, string from, string to, bool seal)
    {
        var bytes = File.ReadAllBytes(path);
        var at = bytes.AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(from));
        System.Text.Encoding.UTF8.GetBytes(to).CopyTo(bytes, at);
        if (seal)
        {
            var start = bytes.AsSpan(0, at).LastIndexOf("{\"stream\""u8) - JournalFrame.HeadBytes;
            JournalFrame.Seal(bytes.AsSpan(start, JournalFrame.HeadBytes + BitConverter.ToInt32(bytes, start)));
        }

        File.WriteAllBytes(path, bytes);
    }
}
