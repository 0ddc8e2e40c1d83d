using Zhuhui.Edge.CloudBridge.Settings;

namespace Zhuhui.Edge.CloudBridge.Delivery;

/// <summary>Says which of an outbox's records is to be sent next: overdue ones first, each by itself, so that one the hub cannot take holds
/// no batch back; then those never sent, oldest first. While nobody listens it is one message at a time, with growing waits.</summary>
internal sealed class SendScheduler(TimeSpan resendAfter, TimeSpan longestPause, TimeProvider time, int mostInBatch =
    LinkOptions.MostRecordsInBatch)
{
    /// <summary>A record that stays unacknowledged is sent again after once, twice, four and then always eight times as long: a hub whose
    /// store is away need not take it again and again.</summary>
    private const int MostPatience = 3;
    private readonly Backoff _backoff = new(longestPause);
    private readonly long _origin = time.GetTimestamp();
    private readonly SortedDictionary<long, InFlightRecord> _unsent = [];
    private readonly PriorityQueue<InFlightRecord, (TimeSpan Due, long Seq)> _resends = new();
    private TimeSpan _pausedUntil;
    private bool _probing;
    private int _publishing;

    /// <summary>How many records were sent again because their acknowledgement was overdue.</summary>
    public long Resent { get; private set; }

    private TimeSpan Now => time.GetElapsedTime(_origin);

    public void Add(InFlightRecord parcel) => _unsent.TryAdd(parcel.Record.Seq, parcel);

    /// <summary>The record has been acknowledged and is not to be sent any more.</summary>
    public void Remove(InFlightRecord parcel) => _unsent.Remove(parcel.Record.Seq);

    /// <summary>Whether the record to publish now, if there is one, tells of the past.</summary>
    public bool NextIsHistorical => Overdue() is not null || (_unsent.Count > 0 && First().IsHistorical(time.GetUtcNow()));

    /// <summary>What to publish now; null when nothing is due.</summary>
    /// <param name="batches">Whether several historical records may go as one.</param>
    /// <param name="mostBytes">What those may have together.</param>
    public PublishBatch? DequeueDue(bool batches, int mostBytes)
    {
        if (_pausedUntil > Now || (_probing && _publishing > 0))
        {
            return null;
        }

        var shipment = DequeueOverdue() ?? (_unsent.Count > 0 ? DequeueUnsent(batches && !_probing, mostBytes) : null);
        if (shipment is not null)
        {
            _publishing++;
        }

        return shipment;
    }

    /// <summary>How long nothing more will be due unless something happens; infinite where only an event can change that.</summary>
    public TimeSpan Rest()
    {
        if (_probing && _publishing > 0)
        {
            return Timeout.InfiniteTimeSpan;
        }

        DropAcknowledged();
        var (now, due) = (Now, _unsent.Count > 0 ? TimeSpan.Zero : _resends.TryPeek(out _, out var resend) ? resend.Due
            : Timeout.InfiniteTimeSpan);
        if (due == Timeout.InfiniteTimeSpan)
        {
            return due;
        }

        var next = due > _pausedUntil ? due : _pausedUntil;
        return next > now ? next - now : TimeSpan.Zero;
    }

    /// <summary>The broker has taken the message; records without an acknowledgement will be due again.</summary>
    public void Accepted(PublishBatch shipment)
    {
        _publishing--;
        ListenerIsBack();
        foreach (var parcel in shipment.Parcels.Where(parcel => !parcel.Acknowledged))
        {
            _resends.Enqueue(parcel, (Now + (resendAfter * (1 << Math.Min(MostPatience, parcel.Resends))), parcel.Record.Seq));
        }
    }

    /// <summary>The broker has not taken the message, or nobody subscribes to the stream: its records stay to be sent, after a
    /// pause.</summary>
    public void Refused(PublishBatch shipment)
    {
        _publishing--;
        foreach (var parcel in shipment.Parcels.Where(parcel => !parcel.Acknowledged))
        {
            Add(parcel);
        }

        if (_pausedUntil <= Now)
        {
            _pausedUntil = Now + _backoff.Next();
        }

        _probing = true;
    }

    /// <summary>The message was made smaller: these records of it are to be sent by others, and count as never sent.</summary>
    public void GiveBack(IEnumerable<InFlightRecord> rest)
    {
        foreach (var parcel in rest)
        {
            parcel.Sent = false;
            Add(parcel);
        }
    }

    /// <summary>The message is larger than this connection takes: it is made anew, smaller, at once.</summary>
    public void TooLarge(PublishBatch shipment)
    {
        _publishing--;
        GiveBack(shipment.Parcels.Where(parcel => !parcel.Acknowledged));
    }

    /// <summary>A record that cannot be made smaller waits for a connection that takes it, and holds up no other.</summary>
    public void Hold(PublishBatch shipment)
    {
        _publishing--;
        foreach (var parcel in shipment.Parcels)
        {
            parcel.Held = true;
        }
    }

    /// <summary>Somebody listens: no pause any more.</summary>
    public void ListenerIsBack()
    {
        _pausedUntil = TimeSpan.Zero;
        _probing = false;
        _backoff.Reset();
    }

    /// <summary>The connection is gone: everything that is not acknowledged is to be sent again, in order.</summary>
    public void StartOver(IEnumerable<InFlightRecord> underWay)
    {
        _publishing = 0;
        _resends.Clear();
        ListenerIsBack();
        foreach (var parcel in underWay.Where(parcel => !parcel.Acknowledged))
        {
            (parcel.Buffered, parcel.Resends, parcel.Held) = (true, 0, false);
            Add(parcel);
        }
    }

    private InFlightRecord First()
    {
        foreach (var (_, parcel) in _unsent)
        {
            return parcel;
        }

        throw new InvalidOperationException("There is no record to send.");
    }

    private InFlightRecord? Overdue()
    {
        DropAcknowledged();
        return _resends.TryPeek(out var parcel, out var resend) && resend.Due <= Now ? parcel : null;
    }

    private void DropAcknowledged()
    {
        while (_resends.TryPeek(out var parcel, out _) && parcel.Acknowledged)
        {
            _resends.Dequeue();
        }
    }

    private PublishBatch? DequeueOverdue()
    {
        if (Overdue() is not { } parcel)
        {
            return null;
        }

        _resends.Dequeue();
        parcel.Resends++;
        Resent++;
        return new PublishBatch([parcel], Historical: true);
    }

    private PublishBatch DequeueUnsent(bool batches, int mostBytes)
    {
        var (now, taken, bytes) = (time.GetUtcNow(), new List<InFlightRecord>(), 0);
        foreach (var (seq, parcel) in _unsent)
        {
            bytes += parcel.Record.Payload.Length + 1;
            if (taken.Count > 0 && (!batches || taken.Count == mostInBatch || bytes > mostBytes
                || seq != taken[^1].Record.Seq + 1 || !parcel.IsHistorical(now)))
            {
                break;
            }

            taken.Add(parcel);
            if (!parcel.IsHistorical(now))
            {
                break;
            }
        }

        foreach (var parcel in taken)
        {
            parcel.Sent = true;
            parcel.SentAt ??= time.GetTimestamp();
            _unsent.Remove(parcel.Record.Seq);
        }

        return new PublishBatch(taken, taken[0].IsHistorical(now));
    }
}
