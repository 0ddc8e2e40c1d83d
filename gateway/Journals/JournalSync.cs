using Zhuhui.Edge.Gateway.Journals.Recovery;
using Zhuhui.Edge.Gateway.Journals.Segments;

namespace Zhuhui.Edge.Gateway.Journals;

/// <summary>Brings a journal's records to the disk: in groups, at the latest a while after the first of them, and by the caller who waits
/// for one. Says once that the disk refuses and once that it takes fsync again; what it refused is written anew before that is
/// believed.</summary>
internal sealed class JournalSync
{
    private readonly Lock _syncing = new();
    private readonly JournalTail _tail;
    private readonly string _folder;
    private readonly string _stream;
    private readonly JournalOptions _options;
    private readonly ILogger _logger;
    private readonly UnsyncedMark _mark;
    private readonly ITimer _timer;
    private volatile bool _fails;
    private long _durable;
    private bool _isDue;
    private bool _isMarked;
    private int _isUnderWay;

    /// <param name="opening">What of it is on the disk as the journal is opened.</param>
    public JournalSync(string folder, string stream, JournalTail tail, JournalOpening opening, JournalOptions options, TimeProvider time,
        ILogger logger)
    {
        (_folder, _stream, _tail, _options, _logger) = (folder, stream, tail, options, logger);
        (_durable, _isMarked, _mark) = (opening.Durable, opening.IsInDoubt, new UnsyncedMark(folder));
        tail.Written += NoteWritten;
        _timer = time.CreateTimer(_ => Flush(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Told after every try to bring records to the disk, on the thread that tried.</summary>
    public event Action? Tried;

    /// <summary>Everything up to this number is on the disk.</summary>
    public long Durable => Volatile.Read(ref _durable);

    /// <summary>The disk refuses fsync.</summary>
    public bool Fails => _fails;

    /// <summary>Begins a sync on another thread, unless one has been asked for that has not begun.</summary>
    public void FlushElsewhere()
    {
        if (Interlocked.Exchange(ref _isUnderWay, 1) == 0)
        {
            ThreadPool.UnsafeQueueUserWorkItem(static sync => sync.FlushNow(), this, preferLocal: false);
        }
    }

    /// <summary>Returns when everything appended before the call is on the disk, or the disk has refused it.</summary>
    public void Flush()
    {
        Sync(_tail.Last);
        Tried?.Invoke();
    }

    /// <summary>Closes the tail while nothing is being synced.</summary>
    public void Close()
    {
        lock (_syncing)
        {
            _timer.Dispose();
            _tail.Close();
        }
    }

    /// <summary>Under the tail's lock.</summary>
    private void NoteWritten()
    {
        if (!_isDue)
        {
            _isDue = true;
            _timer.Change(_options.FlushWithin, Timeout.InfiniteTimeSpan);
        }
    }

    private void FlushNow()
    {
        // Each append from here on asks for a flush of its own.
        Volatile.Write(ref _isUnderWay, 0);
        Flush();
    }

    /// <summary>Syncs everything appended up to a number, and more where there is more. Callers at the same time share one fsync: whose
    /// record another's has brought to the disk asks for none. Appends go on meanwhile.</summary>
    private void Sync(long wanted)
    {
        lock (_syncing)
        {
            JournalSegment[] retired;
            JournalSegment? growing;
            long target;
            lock (_tail.Gate)
            {
                target = _tail.Last;
                if (_tail.IsClosed || _durable >= wanted)
                {
                    return;
                }

                _isDue = false;
                if (_durable == target)
                {
                    return;
                }

                try
                {
                    _tail.Segments.RenewSpoiled(_durable, target);
                }
                catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
                {
                    NoteRefused(refused);
                    return;
                }

                (retired, growing) = _tail.Segments.Unsynced();
            }

            try
            {
                Array.ForEach(retired, segment => segment.Sync());
                growing?.Sync();
            }
            catch (IOException refused)
            {
                NoteRefused(refused);
                return;
            }

            lock (_tail.Gate)
            {
                Volatile.Write(ref _durable, target);
                _tail.Segments.Close(retired);
                _tail.Segments.Forget(target);
                if (_isMarked)
                {
                    _isMarked = false;
                    _mark.Delete();
                }

                if (_fails)
                {
                    _fails = false;
                    _logger.SyncWorksAgain(_stream, target);
                }
            }
        }
    }

    private void NoteRefused(Exception refused)
    {
        lock (_tail.Gate)
        {
            if (!_fails)
            {
                (_fails, _isMarked) = (true, true);
                _mark.Write(_durable);
                _logger.SyncRefused(_stream, _folder, refused.Message, _durable);
            }

            _isDue = true;
            _timer.Change(_options.RetryEvery, Timeout.InfiniteTimeSpan);
        }
    }
}
