using Zhuhui.Edge.Gateway.Journals.Segments;

namespace Zhuhui.Edge.Gateway.Journals;

/// <summary>The journal's dealings with a slow, full or failing disk: group fsync, retries of held records, one line when trouble starts and ends.</summary>
internal sealed partial class Journal
{
    private volatile bool _isFull;
    private volatile bool _syncFails;
    private DateTimeOffset _fullSince;
    private long _heldWritten;
    private long _heldDropped;

    /// <summary>Told after every try to bring records to the disk, on the thread that tried.</summary>
    public event Action? Tried;

    /// <summary>Whether a record is where no power cut can take it from, or the disk refuses to bring it there and waiting is of no use.</summary>
    public bool IsSettled(long seq) => seq <= Volatile.Read(ref _durable) || _syncFails;

    /// <summary>Returns when everything appended before the call is on the disk; a disk that refuses is told by <see cref="IsDegraded"/>.</summary>
    public void Flush() => Flush(LastSeq);

    /// <summary>Syncs everything appended up to a number, and more where there is more. Callers at the same time share one fsync: whose record another's has brought to
    /// the disk asks for none. Appends go on meanwhile.</summary>
    private void Flush(long wanted = long.MaxValue)
    {
        Sync(wanted);
        Tried?.Invoke();
    }

    private void FlushSoon()
    {
        // Whoever appends from here on asks for a flush of its own.
        Volatile.Write(ref _flushIsUnderWay, 0);
        Flush();
    }

    private void Sync(long wanted)
    {
        lock (_syncGate)
        {
            JournalSegment[] retired;
            JournalSegment? tail;
            long target;
            lock (_gate)
            {
                target = _last;
                if (_closed || _durable >= wanted)
                {
                    return;
                }

                _flushIsDue = false;
                if (_durable == target)
                {
                    return;
                }

                (retired, tail) = _segments.Unsynced();
            }

            try
            {
                Array.ForEach(retired, segment => segment.Sync());
                tail?.Sync();
            }
            catch (IOException refused)
            {
                NoteSyncRefused(refused);
                return;
            }

            lock (_gate)
            {
                Volatile.Write(ref _durable, target);
                _segments.Close(retired);

                if (_syncFails)
                {
                    _syncFails = false;
                    _logger.SyncWorksAgain(Stream, target);
                }
            }
        }
    }

    private void NoteSyncRefused(IOException refused)
    {
        lock (_gate)
        {
            if (!_syncFails)
            {
                _syncFails = true;
                _logger.SyncRefused(Stream, _folder, refused.Message, _durable);
            }

            _flushIsDue = true;
            _flushTimer.Change(_options.RetryEvery, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Writes what is held, some at a time so that the doors get their turn, until all is written or the disk refuses.</summary>
    private void Retry()
    {
        bool more = true;
        while (more)
        {
            TaskCompletionSource? grown;
            lock (_gate)
            {
                more = !_closed && _held.Count > 0 && DrainSome();
                (grown, _grown) = (_grown, null);
            }

            grown?.TrySetResult();
        }
    }

    private bool DrainSome()
    {
        for (int i = 0; i < DrainedAtOnce && _held.Count > 0; i++)
        {
            long dropped = _held.Dropped;
            UnnumberedRecord next = _held.Peek();
            if (!TryWrite(next.Head, next.Data.Span))
            {
                return false;
            }

            _held.RemoveFirst();
            _heldDropped += dropped;
            _heldWritten += dropped > 0 ? 0 : 1;
        }

        if (_held.Count == 0)
        {
            _isFull = false;
            var seconds = (_time.GetUtcNow() - _fullSince).TotalSeconds;
            _logger.WritesAgain(Stream, seconds, _heldWritten, _heldDropped);
        }

        return true;
    }

    private void NoteFull(Exception refusal)
    {
        if (!_isFull)
        {
            _isFull = true;
            _fullSince = _time.GetUtcNow();
            (_heldWritten, _heldDropped) = (0, 0);
            _logger.WriteRefused(Stream, _folder, refusal.Message, _options.HeldRecords);
        }

        _retryTimer.Change(_options.RetryEvery, Timeout.InfiniteTimeSpan);
    }
}
