using CsCheck;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Zhuhui.Edge.CloudBridge.Delivery;
using Zhuhui.Edge.CloudBridge.Settings;

namespace Zhuhui.Edge.CloudBridge.Tests;

public sealed class OutboxTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly FakeTimeProvider _time = new();
    private readonly LogLines _log = new();

    [Fact]
    public void A_record_is_due_once_and_again_when_its_acknowledgement_is_overdue()
    {
        var outbox = Outbox(new TestJournal("passages").Append(2));
        outbox.Fill();
        var (first, second) = (outbox.DequeueDue(batches: false)!, outbox.DequeueDue(batches: false)!);
        Assert.Equal((1L, 2L), (Seq(first), Seq(second)));
        outbox.Accepted(first);
        outbox.Accepted(second);
        Assert.Null(outbox.DequeueDue(batches: false));

        _time.Advance(TimeSpan.FromSeconds(9.9));
        Assert.Null(outbox.DequeueDue(batches: false));
        outbox.Acknowledge(new HubAck("passages", outbox.Ledger, [(1, 1)]));
        _time.Advance(TimeSpan.FromSeconds(0.1));
        var again = outbox.DequeueDue(batches: false)!;
        Assert.Equal((2L, true), (Seq(again), again.Historical));
        Assert.Null(outbox.DequeueDue(batches: false));
        outbox.Accepted(again);
        Assert.Equal((2L, 1L, 1L), (outbox.Status.Published, outbox.Status.Acknowledged, outbox.Resent));

        _time.Advance(TimeSpan.FromSeconds(19.9));
        Assert.Null(outbox.DequeueDue(batches: false));
        _time.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Equal(2L, Seq(outbox.DequeueDue(batches: false)!));
    }

    [Fact]
    public void The_rest_until_the_next_due_record_is_what_the_clock_has_to_bring()
    {
        var outbox = Outbox(new TestJournal("passages").Append(1));
        Assert.Equal(Timeout.InfiniteTimeSpan, outbox.Rest());
        outbox.Fill();
        Assert.Equal(TimeSpan.Zero, outbox.Rest());
        var parcel = outbox.DequeueDue(batches: false)!;
        Assert.Equal(Timeout.InfiniteTimeSpan, outbox.Rest());
        outbox.Accepted(parcel);
        outbox.Save(now: true);
        Assert.Equal(TimeSpan.FromSeconds(10), outbox.Rest());
    }

    [Fact]
    public void While_nobody_listens_one_record_at_a_time_is_tried_after_growing_waits()
    {
        var outbox = Outbox(new TestJournal("passages").Append(5));
        outbox.Fill();
        PublishBatch[] parcels = [outbox.DequeueDue(batches: false)!, outbox.DequeueDue(batches: false)!, outbox.DequeueDue(batches: false)!];
        Array.ForEach(parcels, outbox.Refused);
        Assert.Null(outbox.DequeueDue(batches: false));
        Assert.InRange(outbox.Rest(), TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(1));
        _time.Advance(outbox.Rest());
        var probe = outbox.DequeueDue(batches: false)!;
        Assert.Equal(1L, Seq(probe));
        Assert.Null(outbox.DequeueDue(batches: false));
        outbox.Refused(probe);
        Assert.InRange(outbox.Rest(), TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(2));
        _time.Advance(outbox.Rest());
        outbox.Accepted(outbox.DequeueDue(batches: false)!);
        Assert.Equal([2L, 3L, 4L, 5L], TakeAll(outbox).Select(Seq));
    }

    [Fact]
    public void After_a_lost_connection_everything_unacknowledged_is_sent_again_in_order()
    {
        var outbox = Outbox(new TestJournal("passages").Append(4));
        outbox.Fill();
        TakeAll(outbox).ForEach(shipment => outbox.Accepted(shipment));
        outbox.Acknowledge(new HubAck("passages", outbox.Ledger, [(2, 2)]));
        outbox.ConnectionLost();
        Assert.Equal([1L, 3L, 4L], TakeAll(outbox).Select(Seq));
        Assert.Equal(4L, outbox.Status.Published);
    }

    [Fact]
    public void The_bookmark_never_passes_a_number_that_was_not_acknowledged_and_survives_a_restart()
    {
        Gen.Select(Gen.Int[0, 40], Gen.Select(Gen.Long[1, 45], Gen.Long[0, 6]).List[0, 12]).Sample((sent, acks) =>
        {
            using var folder = new TestFolder();
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
    public void The_window_bounds_what_is_read_ahead()
    {
        var outbox = Outbox(new TestJournal("passages").Append(5000));
        for (var i = 0; i < 5; i++)
        {
            outbox.Fill();
        }

        Assert.Equal((2000, 2000L), (outbox.Status.InFlight, outbox.Status.LastRead));
        Assert.False(outbox.CaughtUp);
    }

    [Fact]
    public void The_bookmark_file_is_written_at_most_once_a_second_unless_asked_for()
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
        _time.Advance(TimeSpan.FromSeconds(1));
        outbox.Save(now: false);
        Assert.NotEqual(first, File.ReadAllText(file));
        Assert.True(outbox.Saved);
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
    public void A_journal_that_cannot_be_read_is_said_once_and_tried_again_after_a_while()
    {
        var journal = new TestJournal("passages").Append(3);
        var (broken, reads) = (true, 0);
        var feed = journal.Feed with
        {
            ReadAfter = (after, count) =>
            {
                reads++;
                return broken ? throw new UnauthorizedAccessException("no right") : journal.Feed.ReadAfter(after, count);
            },
        };
        var outbox = new Outbox(feed, new BookmarkFile(_folder.Path, "passages", _log), null, new LinkOptions(), _time, _log);
        for (var i = 0; i < 4; i++)
        {
            outbox.Fill();
            Assert.False(outbox.CaughtUp);
            Assert.Null(outbox.DequeueDue(batches: false));
            _time.Advance(TimeSpan.FromSeconds(2.5));
        }

        Assert.Equal((2, 1), (reads, _log.Count("cannot be read after 0")));
        Assert.Equal(TimeSpan.Zero, outbox.Rest());
        broken = false;
        outbox.Fill();
        Assert.Equal([1L, 2L, 3L], TakeAll(outbox).Select(Seq));
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
        var started = new Outbox(journal.Feed with { LastAtStart = 7 }, new BookmarkFile(_folder.Path, "passages", _log), null, new LinkOptions(), _time, _log);
        Assert.Equal(0L, started.Status.Acknowledged);
        started.Save(now: true);
        Assert.Equal(0L, Outbox(journal).Status.Acknowledged);
    }

    [Fact]
    public void Records_that_the_journal_no_longer_has_are_named_as_a_range_and_passed_over()
    {
        var journal = new TestJournal("passages").Append(10);
        var feed = journal.Feed with { ReadAfter = (after, count) => journal.Feed.ReadAfter(Math.Max(after, 6), count) };
        var outbox = new Outbox(feed, new BookmarkFile(_folder.Path, "passages", _log), null, new LinkOptions(), _time, _log);
        outbox.Fill();
        Assert.Equal(1, _log.Count("Records 1 to 6 of stream passages are no longer in the journal"));
        TakeAll(outbox).ForEach(shipment => outbox.Accepted(shipment));
        outbox.Acknowledge(new HubAck("passages", outbox.Ledger, [(1, 10)]));
        Assert.Equal((10L, 4L, 0), (outbox.Status.Acknowledged, outbox.Status.Published, outbox.Status.InFlight));
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

    [Fact]
    public void Ranges_behave_as_the_set_of_their_numbers()
    {
        Gen.Select(Gen.Long[1, 40].List[0, 60], Gen.Long[0, 45]).Sample((numbers, through) =>
        {
            var (ranges, set) = (new SeqRanges(), new HashSet<long>());
            foreach (var number in numbers)
            {
                Assert.Equal(set.Add(number), ranges.Add(number));
            }

            ranges.RemoveThrough(through);
            set.RemoveWhere(number => number <= through);
            Assert.Equal(set.Count, ranges.Count);
            Assert.Equal(set.Order(), ranges.Runs.SelectMany(run => Enumerable.Range((int)run.First, (int)(run.Last - run.First + 1)).Select(seq => (long)seq)));
            Assert.All(ranges.Runs.Zip(ranges.Runs.Skip(1)), pair => Assert.True(pair.First.Last + 1 < pair.Second.First));
        });
    }

    [Fact]
    public void Waits_between_tries_are_at_random_below_a_bound_that_doubles_and_after_a_lost_link_below_five_seconds()
    {
        foreach (var bound in new[] { 1.0, 2, 4, 4 })
        {
            var tries = Enumerable.Range(0, 400).Select(_ =>
            {
                var backoff = new Backoff(TimeSpan.FromSeconds(4));
                for (var before = 1.0; before < bound; before *= 2)
                {
                    backoff.Next();
                }

                return backoff.Next().TotalSeconds;
            }).ToList();
            Assert.All(tries, seconds => Assert.InRange(seconds, 0.5, bound));
            Assert.True(tries.Max() - tries.Min() > (bound - 0.5) / 2, $"{bound} s is waited in step");
        }

        var lost = Enumerable.Range(0, 400).Select(_ => new Backoff(TimeSpan.FromSeconds(30)).AfterLoss().TotalSeconds).ToList();
        Assert.All(lost, seconds => Assert.InRange(seconds, 0, 5));
        Assert.All(Enumerable.Range(0, 5), second => Assert.InRange(lost.Count(seconds => (int)seconds == second), 40, 130));
        var worn = new Backoff(TimeSpan.FromSeconds(30));
        Enumerable.Range(0, 9).ToList().ForEach(_ => worn.Next());
        worn.AfterLoss();
        Assert.InRange(worn.Next().TotalSeconds, 0.5, 1);
    }

    public void Dispose() => _folder.Dispose();

    private static long Seq(PublishBatch shipment) => Assert.Single(shipment.Parcels).Record.Seq;

    private static List<PublishBatch> TakeAll(Outbox outbox)
    {
        var parcels = new List<PublishBatch>();
        while (outbox.DequeueDue(batches: false) is { } parcel)
        {
            parcels.Add(parcel);
        }

        return parcels;
    }

    private Outbox Outbox(TestJournal journal, TestFolder? folder = null) =>
        new(journal.Feed, new BookmarkFile((folder ?? _folder).Path, "passages", _log), null, new LinkOptions(), _time, _log);
}
