namespace Zhuhui.Edge.CloudBridge;

/// <summary>Says which of an outbox's records is to be sent next: overdue ones first, then those never sent, oldest first. While nobody listens it is one
/// record at a time, with growing waits.</summary>
internal sealed class SendOrder(TimeSpan resendAfter, TimeSpan longestPause, TimeProvider time)
{
    private readonly Backoff _backoff = new(longestPause);
    private readonly long _origin = time.GetTimestamp();
    private readonly SortedDictionary<long, Parcel> _unsent = [];
    private readonly Queue<(TimeSpan Due, Parcel Parcel)> _resends = new();
    private TimeSpan _pausedUntil;
    private bool _probing;
    private int _publishing;

    private TimeSpan Now => time.GetElapsedTime(_origin);

    public void Add(Parcel parcel) => _unsent.TryAdd(parcel.Record.Seq, parcel);

    /// <summary>The record has been acknowledged and is not to be sent any more.</summary>
    public void Remove(Parcel parcel) => _unsent.Remove(parcel.Record.Seq);

    /// <summary>The record to publish now; null when none is due.</summary>
    public Parcel? TakeDue()
    {
        if (_pausedUntil > Now || (_probing && _publishing > 0))
        {
            return null;
        }

        var parcel = TakeOverdue() ?? TakeUnsent();
        if (parcel is not null)
        {
            parcel.Sent = true;
            _publishing++;
        }

        return parcel;
    }

    /// <summary>How long nothing more will be due unless something happens; infinite where only an event can change that.</summary>
    public TimeSpan Rest()
    {
        if (_probing && _publishing > 0)
        {
            return Timeout.InfiniteTimeSpan;
        }

        var (now, due) = (Now, _unsent.Count > 0 ? TimeSpan.Zero : _resends.TryPeek(out var resend) ? resend.Due : Timeout.InfiniteTimeSpan);
        if (due == Timeout.InfiniteTimeSpan)
        {
            return due;
        }

        var next = due > _pausedUntil ? due : _pausedUntil;
        return next > now ? next - now : TimeSpan.Zero;
    }

    /// <summary>The broker has taken the record; without an acknowledgement it will be due again.</summary>
    public void Accepted(Parcel parcel)
    {
        _publishing--;
        ListenerIsBack();
        if (!parcel.Acknowledged)
        {
            _resends.Enqueue((Now + resendAfter, parcel));
        }
    }

    /// <summary>The broker has not taken the record, or nobody subscribes to the stream: it stays to be sent, after a pause.</summary>
    public void Refused(Parcel parcel)
    {
        _publishing--;
        if (!parcel.Acknowledged)
        {
            Add(parcel);
        }

        if (_pausedUntil <= Now)
        {
            _pausedUntil = Now + _backoff.Next();
        }

        _probing = true;
    }

    /// <summary>Somebody listens: no pause any more.</summary>
    public void ListenerIsBack()
    {
        _pausedUntil = TimeSpan.Zero;
        _probing = false;
        _backoff.Reset();
    }

    /// <summary>The connection is gone: everything that the hub has not acknowledged is to be sent again, in order.</summary>
    public void StartOver(IEnumerable<Parcel> underWay)
    {
        _publishing = 0;
        _resends.Clear();
        ListenerIsBack();
        foreach (var parcel in underWay.Where(parcel => !parcel.Acknowledged))
        {
            Add(parcel);
        }
    }

    private Parcel? TakeOverdue()
    {
        while (_resends.TryPeek(out var resend))
        {
            if (resend.Parcel.Acknowledged)
            {
                _resends.Dequeue();
                continue;
            }

            return resend.Due <= Now ? _resends.Dequeue().Parcel : null;
        }

        return null;
    }

    private Parcel? TakeUnsent()
    {
        foreach (var (seq, parcel) in _unsent)
        {
            _unsent.Remove(seq);
            return parcel;
        }

        return null;
    }
}
