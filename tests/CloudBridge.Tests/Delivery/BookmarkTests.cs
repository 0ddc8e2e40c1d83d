using CsCheck;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Zhuhui.Edge.CloudBridge.Delivery;
using Zhuhui.Edge.CloudBridge.Settings;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.CloudBridge.Tests.Delivery;

/// <summary>How far the hub has acknowledged, kept in a file.</summary>
public sealed class BookmarkTests : IDisposable
{
    private readonly HubFolder _folder = new();
    private readonly FakeTimeProvider _time = new();
    private readonly LogLines _log = new();

    [Fact]
    public void The_bookmark_never_passes_a_number_that_was_not_acknowledged_and_survives_a_restart()
    {
        Gen.Select(Gen.Int[0, 40], Gen.Select(Gen.Long[1, 45], Gen.Long[0, 6]).List[0, 12]).Sample((sent, acks) =>
        {
            using var folder = new HubFolder();
            var journal = new TestJournal("passages").Append(40);
            var outbox = Outbox(journal, folder);
            outbox.Fill();
            for (var i = 0; i < sent; i++)
            {
                outbox.Accepted(outbox.DequeueDue(batches: false)!);
            }

            var expected = new HashSet<long>();
            foreach (var (first, more) in acks)
            {
                outbox.Acknowledge(new HubAck("passages", journal.Ledger, [(first, first + more)]));
                outbox.Acknowledge(new HubAck("passages", Guid.Empty, [(1, 40)]));
                expected.UnionWith(Enumerable.Range((int)first, (int)more + 1).Where(seq => seq <= sent).Select(seq => (long)seq));
            }

            var prefix = Enumerable.Range(1, 41).TakeWhile(seq => expected.Contains(seq)).Count();
            Assert.Equal((prefix, sent), (outbox.Status.Acknowledged, outbox.Status.Published));
            outbox.Save(now: true);
            Assert.Equal((prefix, sent), (Outbox(journal, folder).Status.Acknowledged, Outbox(journal, folder).Status.Published));
        });
    }

    [Fact]
    public void The_bookmark_file_is_written_at_most_twice_a_minute_unless_asked_for()
    {
        var outbox = Outbox(new TestJournal("passages").Append(3));
        var file = Path.Combine(_folder.Path, "passages.bookmark");
        outbox.Fill();
        outbox.Accepted(outbox.DequeueDue(batches: false)!);
        outbox.Save(now: false);
        var first = File.ReadAllText(file);
        outbox.Accepted(outbox.DequeueDue(batches: false)!);
        outbox.Save(now: false);
        Assert.Equal(first, File.ReadAllText(file));
        Assert.False(outbox.Saved);
        Assert.Equal(TimeSpan.Zero, outbox.Rest());
        _time.Advance(TimeSpan.FromSeconds(29));
        outbox.Save(now: false);
        Assert.Equal(first, File.ReadAllText(file));
        _time.Advance(TimeSpan.FromSeconds(1));
        outbox.Save(now: false);
        Assert.NotEqual(first, File.ReadAllText(file));
        Assert.True(outbox.Saved);
    }

    [Fact]
    public void Where_a_thousand_records_would_be_sent_again_it_is_written_once_a_second()
    {
        var outbox = Outbox(new TestJournal("passages").Append(1200));
        var file = Path.Combine(_folder.Path, "passages.bookmark");
        Acknowledge(to: 100);
        var first = File.ReadAllText(file);
        _time.Advance(TimeSpan.FromSeconds(1));
        Acknowledge(to: 1099);
        Assert.Equal(first, File.ReadAllText(file));
        Acknowledge(to: 1100);
        Assert.NotEqual(first, File.ReadAllText(file));

        void Acknowledge(long to)
        {
            for (outbox.Fill(); outbox.Status.Acknowledged < to && outbox.DequeueDue(batches: false) is { } next; outbox.Fill())
            {
                outbox.Accepted(next);
                outbox.Acknowledge(new HubAck("passages", outbox.Ledger, [(next.Parcels[0].Record.Seq, next.Parcels[0].Record.Seq)]));
            }

            outbox.Save(now: false);
        }
    }

    [Fact]
    public void A_bookmark_beyond_the_end_of_the_journal_means_from_the_first_record()
    {
        var whole = new TestJournal("passages").Append(10);
        var outbox = Outbox(whole);
        outbox.Fill();
        TakeAll(outbox).ForEach(shipment => outbox.Accepted(shipment));
        outbox.Acknowledge(new HubAck("passages", whole.Ledger, [(1, 10)]));
        outbox.Save(now: true);

        var cut = Outbox(new TestJournal("passages", whole.Ledger).Append(7));
        Assert.Equal(0L, cut.Status.Acknowledged);
        Assert.Equal(1, _log.Count("ends before record 10"));
        Assert.Equal(10L, Outbox(whole).Status.Acknowledged);
    }

    [Fact]
    public void Once_the_journal_has_ended_before_the_bookmark_its_next_records_are_owed_at_every_start()
    {
        var whole = new TestJournal("passages").Append(10);
        var outbox = Outbox(whole);
        outbox.Fill();
        TakeAll(outbox).ForEach(shipment => outbox.Accepted(shipment));
        outbox.Acknowledge(new HubAck("passages", whole.Ledger, [(1, 10)]));
        outbox.Save(now: true);

        // The gateway's own start may have journaled past the bookmark before the link looks.
        var journal = new TestJournal("passages", whole.Ledger).Append(12);
        var started = new Outbox(journal.Feed with { LastAtStart = 7 }, new BookmarkFile(_folder.Path, "passages", _log), null,
            new LinkOptions(), _time, _log);
        Assert.Equal(0L, started.Status.Acknowledged);
        started.Save(now: true);
        Assert.Equal(0L, Outbox(journal).Status.Acknowledged);
    }

    [Fact]
    public void A_bookmark_file_cut_at_any_byte_or_altered_at_any_byte_is_never_believed()
    {
        var ledger = Guid.NewGuid();
        var file = new BookmarkFile(_folder.Path, "passages", NullLogger.Instance);
        var bookmark = new Bookmark(ledger, 1234, 1230, [(1236, 1240), (1242, 1242)]);
        Assert.True(file.TrySave(bookmark));
        Assert.Equivalent(bookmark, file.Load(ledger), strict: true);

        var path = Path.Combine(_folder.Path, "passages.bookmark");
        var whole = File.ReadAllBytes(path);
        for (var i = 0; i < whole.Length; i++)
        {
            File.WriteAllBytes(path, whole[..i]);
            Assert.Equal(0, file.Load(ledger).Acknowledged);
            File.WriteAllBytes(path, [.. whole[..i], (byte)(whole[i] ^ 1), .. whole[(i + 1)..]]);
            Assert.Equal(0, file.Load(ledger).Acknowledged);
        }
    }

    [Fact]
    public void A_folder_that_cannot_be_written_is_said_once_and_does_not_stop_the_outbox()
    {
        var file = new BookmarkFile(Path.Combine(_folder.Path, "missing"), "passages", _log);
        Assert.False(file.TrySave(Bookmark.Start(Guid.NewGuid())));
        Assert.False(file.TrySave(Bookmark.Start(Guid.NewGuid())));
        Assert.Equal(1, _log.Count("cannot be written"));
    }

    public void Dispose() => _folder.Dispose();

    private static List<PublishBatch> TakeAll(Outbox outbox)
    {
        var parcels = new List<PublishBatch>();
        while (outbox.DequeueDue(batches: false) is { } parcel)
        {
            parcels.Add(parcel);
        }

        return parcels;
    }

    private Outbox Outbox(TestJournal journal, HubFolder? folder = null) =>
        new(journal.Feed, new BookmarkFile((folder ?? _folder).Path, "passages", _log), null, new LinkOptions(), _time, _log);
}
