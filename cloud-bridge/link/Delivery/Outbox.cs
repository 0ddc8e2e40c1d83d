using Microsoft.Extensions.Logging;
using Zhuhui.Edge.CloudBridge.Settings;
using Zhuhui.Edge.CloudBridge.Topics;

namespace Zhuhui.Edge.CloudBridge.Delivery;

/// <summary>Empties one stream: reads its feed from the bookmark, keeps at most a window of records under way, and moves the
/// bookmark only over records that were acknowledged, as the link's promise has it, without a gap between them. Confined to the link's
/// loop.</summary>
internal sealed class Outbox
{
    private readonly OutboxFeed _feed;
    private readonly FeedReader _reader;
    private readonly StreamProgress _progress;
    private readonly int _window;
    private readonly bool _brokerSuffices;
    private readonly ReplayRate? _rate;
    private readonly ILogger _logger;
    private readonly SendScheduler _order;
    private readonly WaitingRecords _waiting = new();
    private long _lastRead;
    private bool _connected;
    private bool _buffering = true;

    /// <summary>Reads the bookmark. A rate bounds the historical records; null for none.</summary>
    public Outbox(OutboxFeed feed, BookmarkFile file, ReplayRate? rate, LinkOptions options, TimeProvider time, ILogger logger)
    {
        (_feed, _rate, _logger) = (feed, rate, logger);
        (_reader, _progress) = (new FeedReader(feed, time, logger), new StreamProgress(feed, file, time, logger));
        (_window, _brokerSuffices) = (options.Window, options.Promise == LinkPromise.Broker);
        _order = new SendScheduler(TimeSpan.FromSeconds(options.ResendSeconds), TimeSpan.FromSeconds(options.MaxBackoffSeconds), time,
            options.MostInBatch);
        _lastRead = _progress.Acknowledged;
    }

    public string Stream => _feed.Name;

    public Guid Ledger => _feed.Ledger;

    /// <summary>Whether the journal had no more than was asked for when it was last read.</summary>
    public bool CaughtUp { get; private set; }

    /// <summary>When the record that was acknowledged last was first sent, by the monotonic clock.</summary>
    public long? AcknowledgedSentAt { get; private set; }

    /// <summary>Whether the bookmark's file says what the bookmark says.</summary>
    public bool Saved => _progress.IsSaved;

    public StreamStatus Status => new(_feed.Name, _lastRead, _progress.Published, _progress.Acknowledged, _waiting.Count,
        _waiting.Oldest?.Record.Seq, _waiting.Oldest?.At);

    /// <summary>How many records were sent again because their acknowledgement was overdue.</summary>
    public long Resent => _order.Resent;

    /// <summary>Completes when the journal may have more than was read; only to be asked when caught up.</summary>
    public Task GrownAsync(CancellationToken cancellationToken) => _feed.Grown(_lastRead, cancellationToken);

    /// <summary>Reads on while there is room for a good part of the window. What is read without a connection, or before all that was there
    /// then has been read, was buffered.</summary>
    public void Fill()
    {
        var room = _window - _waiting.Count;
        if (room < Math.Max(1, _window / 4))
        {
            CaughtUp = false;
            _buffering = true;
            return;
        }

        if (_reader.ReadAfter(_lastRead, room) is not { } records)
        {
            (CaughtUp, _buffering) = (false, true);
            return;
        }

        CaughtUp = records.Count < room;
        foreach (var record in records)
        {
            if (record.Seq != _lastRead + 1)
            {
                _logger.RecordsGone(_lastRead + 1, record.Seq - 1, Stream);
            }

            _lastRead = record.Seq;
            if (!_progress.IsAcknowledged(record.Seq))
            {
                var parcel = new InFlightRecord(record, _buffering);
                _waiting.Add(parcel);
                _order.Add(parcel);
            }
        }

        MoveBookmark();

        _buffering = !(_connected && CaughtUp);
    }

    /// <summary>Takes what is to be published now; null when nothing is due.</summary>
    /// <param name="batches">Whether the hub takes batches.</param>
    /// <param name="mostBytes">What one may have, before it is compressed.</param>
    public PublishBatch? DequeueDue(bool batches, int mostBytes = BatchMessage.MostBytes)
    {
        if (_rate is not null && _order.NextIsHistorical && _rate.Wait() > TimeSpan.Zero)
        {
            return null;
        }

        var shipment = _order.DequeueDue(batches, mostBytes);
        if (shipment is { Historical: true })
        {
            _rate?.Took(shipment.Parcels.Count);
        }

        return shipment;
    }

    /// <summary>How long nothing is to be sent or saved unless something happens; infinite where only an event can change that.</summary>
    public TimeSpan Rest()
    {
        var rest = _order.Rest();
        if (rest == TimeSpan.Zero && _rate is not null && _order.NextIsHistorical)
        {
            rest = _rate.Wait();
        }

        return Shorter(Shorter(rest, _reader.Again), _progress.SaveDueIn);
    }

    /// <summary>A rest that is over after so long at the latest.</summary>
    private static TimeSpan Shorter(TimeSpan rest, TimeSpan? atMost)
    {
        if (atMost is not { } most)
        {
            return rest;
        }

        var until = most > TimeSpan.Zero ? most : TimeSpan.Zero;
        return rest == Timeout.InfiniteTimeSpan || until < rest ? until : rest;
    }

    /// <summary>The broker has taken the message for at least one subscriber; whether that frees the gateway of its records.</summary>
    public bool Accepted(PublishBatch shipment)
    {
        foreach (var parcel in shipment.Parcels.Where(parcel => !parcel.Acknowledged))
        {
            _progress.NotePublished(parcel.Record.Seq);
            if (_brokerSuffices)
            {
                NoteAcknowledged(parcel);
            }
        }

        _order.Accepted(shipment);
        if (_brokerSuffices)
        {
            MoveBookmark();
        }

        return _brokerSuffices;
    }

    /// <inheritdoc cref="SendScheduler.Refused"/>
    public void Refused(PublishBatch shipment) => _order.Refused(shipment);

    /// <inheritdoc cref="SendScheduler.TooLarge"/>
    public void TooLarge(PublishBatch shipment) => _order.TooLarge(shipment);

    /// <inheritdoc cref="SendScheduler.GiveBack"/>
    public void GiveBack(IReadOnlyList<InFlightRecord> rest)
    {
        _order.GiveBack(rest);
        _rate?.Took(-rest.Count);
    }

    /// <inheritdoc cref="SendScheduler.Hold"/>
    public void Hold(PublishBatch shipment) => _order.Hold(shipment);

    /// <summary>What is held may be tried again: there is another way to send it.</summary>
    public void Retry()
    {
        foreach (var parcel in _waiting.All.Where(parcel => parcel.Held))
        {
            parcel.Held = false;
            _order.Add(parcel);
        }
    }

    /// <summary>Somebody listens again, as another stream has shown.</summary>
    public void ListenerIsBack() => _order.ListenerIsBack();

    /// <summary>From now on what is read and sent at once is not history.</summary>
    public void Connected() => _connected = true;

    /// <inheritdoc cref="SendScheduler.StartOver"/>
    public void ConnectionLost()
    {
        _connected = false;
        _buffering = true;
        _order.StartOver(_waiting.All);
    }

    /// <summary>Takes an acknowledgement; false when it moved nothing: another ledger, or numbers that were never sent.</summary>
    public bool Acknowledge(HubAck ack)
    {
        var any = false;
        for (var i = 0; ack.Ledger == Ledger && i < ack.Ranges.Count; i++)
        {
            var (first, last) = ack.Ranges[i];
            if (ack.Hashes is not { } hashes || _waiting.Has(last, hashes[i]))
            {
                any |= Acknowledge(first, last);
            }
        }

        if (any)
        {
            _order.ListenerIsBack();
            MoveBookmark();
        }

        return any;
    }

    /// <inheritdoc cref="StreamProgress.Save"/>
    public void Save(bool now) => _progress.Save(now);

    private bool Acknowledge(long first, long last)
    {
        var any = false;
        foreach (var parcel in _waiting.Among(Math.Max(first, _progress.Acknowledged + 1), Math.Min(last, _lastRead))
            .Where(parcel => parcel.Sent))
        {
            NoteAcknowledged(parcel);
            _order.Remove(parcel);
            _progress.NotePublished(parcel.Record.Seq);
            any = true;
        }

        return any;
    }

    private void NoteAcknowledged(InFlightRecord parcel)
    {
        (parcel.Acknowledged, AcknowledgedSentAt) = (true, parcel.SentAt);
        _waiting.Remove(parcel);
        _progress.NoteAcknowledged(parcel.Record.Seq);
    }

    private void MoveBookmark() => _progress.MoveThrough(_waiting.Oldest is { } oldest ? oldest.Record.Seq - 1 : _lastRead);
}
