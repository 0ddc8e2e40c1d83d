using CsCheck;
using Microsoft.Extensions.Time.Testing;
using Zhuhui.Edge.CloudBridge.Delivery;
using Zhuhui.Edge.CloudBridge.Settings;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.CloudBridge.Tests.Delivery;

public sealed class OutboxTests : IDisposable
{
    private readonly HubFolder _folder = new();
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
        PublishBatch[] parcels = [outbox.DequeueDue(batches: false)!, outbox.DequeueDue(batches: false)!,
            outbox.DequeueDue(batches: false)!];
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

    private Outbox Outbox(TestJournal journal, HubFolder? folder = null) =>
        new(journal.Feed, new BookmarkFile((folder ?? _folder).Path, "passages", _log), null, new LinkOptions(), _time, _log);
}
