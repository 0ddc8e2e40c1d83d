using Zhuhui.Edge.Gateway.Journals.Recovery;
using Zhuhui.Edge.Gateway.Journals.Segments;

namespace Zhuhui.Edge.Gateway.Journals;

/// <summary>The end of a journal that grows: it numbers records and writes them, and holds them in memory, to be tried again, while the
/// disk takes none. One line when that begins and one when it ends.</summary>
internal sealed class JournalTail
{
    private const int DrainedAtOnce = 200;

    private readonly string _folder;
    private readonly string _stream;
    private readonly JournalOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly HeldRecords _held;
    private readonly ITimer _retryTimer;
    private volatile bool _isFull;
    private TaskCompletionSource? _grown;
    private long _last;
    private long _lastReadable;
    private DateTimeOffset _fullSince;
    private long _writingSince;
    private long _heldWritten;
    private long _heldDropped;

    public JournalTail(string folder, string stream, Guid boot, JournalOpening opening, JournalOptions options, TimeProvider time,
        ILogger logger)
    {
        (_folder, _stream, _options, _time, _logger) = (folder, stream, options, time, logger);
        _held = new HeldRecords(options.HeldRecords);
        (_last, _lastReadable) = (opening.LastSeq, opening.LastReadable);
        Segments = new JournalSegments(folder, stream, boot, opening, options);
        _retryTimer = time.CreateTimer(_ => Retry(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Told after each record that was written, under <see cref="Gate"/>; must not wait.</summary>
    public event Action? Written;

    /// <summary>Guards what is written and the segments.</summary>
    public Lock Gate { get; } = new();

    /// <summary>Under <see cref="Gate"/>.</summary>
    public JournalSegments Segments { get; }

    /// <summary>The last number written; 0 before the first.</summary>
    public long Last => Volatile.Read(ref _last);

    /// <summary>The last number whose record can be read.</summary>
    public long LastReadable => Volatile.Read(ref _lastReadable);

    /// <summary>The disk takes no records.</summary>
    public bool IsFull => _isFull;

    /// <summary>For how long a record has been on its way into the file; zero where none is.</summary>
    public TimeSpan WritingFor => Volatile.Read(ref _writingSince) is not 0 and var since ? _time.GetElapsedTime(since) : TimeSpan.Zero;

    /// <summary>Under <see cref="Gate"/>: nothing is written any more.</summary>
    public bool IsClosed { get; private set; }

    /// <summary>Writes one record and returns its number, or <see cref="Journal.Held"/>.</summary>
    public long Append(string type, ReadOnlySpan<byte> dataJson)
    {
        TaskCompletionSource? grown = null;
        var seq = Journal.Held;
        lock (Gate)
        {
            ObjectDisposedException.ThrowIf(IsClosed, this);
            var head = new RecordHead(type, _time.GetTimestamp() * 1000.0 / _time.TimestampFrequency, _time.GetUtcNow(), _options.Clock());
            if (_held.Count == 0 && TryWrite(head, dataJson))
            {
                seq = _last;
                (grown, _grown) = (_grown, null);
            }
            else
            {
                _held.Add(new UnnumberedRecord(head, dataJson.ToArray()));
            }
        }

        grown?.TrySetResult();
        return seq;
    }

    /// <summary>Writes what is held, some at a time so that the doors get their turn, until all is written or the disk refuses.</summary>
    public void Retry()
    {
        var more = true;
        while (more)
        {
            TaskCompletionSource? grown;
            lock (Gate)
            {
                more = !IsClosed && _held.Count > 0 && DrainSome();
                (grown, _grown) = (_grown, null);
            }

            grown?.TrySetResult();
        }
    }

    /// <summary>Completes once there is a record to read above a number.</summary>
    public Task GrownAsync(long after, CancellationToken cancellationToken)
    {
        lock (Gate)
        {
            if (_lastReadable > after)
            {
                return Task.CompletedTask;
            }

            _grown ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _grown.Task.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Lets the files go; what is held is lost.</summary>
    public void Close()
    {
        lock (Gate)
        {
            IsClosed = true;
            if (_held.Count > 0)
            {
                _logger.ClosedWithoutRoom(_stream, _held.Count);
            }

            _retryTimer.Dispose();
            Segments.Dispose();
        }
    }

    private bool TryWrite(in RecordHead head, ReadOnlySpan<byte> data)
    {
        try
        {
            Volatile.Write(ref _writingSince, _time.GetTimestamp());
            Segments.Write(_last + 1, head, data);
        }
        catch (Exception noRoom) when (noRoom is IOException or UnauthorizedAccessException)
        {
            NoteFull(noRoom);
            return false;
        }
        finally
        {
            Volatile.Write(ref _writingSince, 0);
        }

        Volatile.Write(ref _lastReadable, _last + 1);
        Volatile.Write(ref _last, _lastReadable);
        Written?.Invoke();
        return true;
    }

    private bool DrainSome()
    {
        for (var i = 0; i < DrainedAtOnce && _held.Count > 0; i++)
        {
            var dropped = _held.Dropped;
            var next = _held.Peek();
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
            _logger.WritesAgain(_stream, (_time.GetUtcNow() - _fullSince).TotalSeconds, _heldWritten, _heldDropped);
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
            _logger.WriteRefused(_stream, _folder, refusal.Message, _options.HeldRecords);
        }

        _retryTimer.Change(_options.RetryEvery, Timeout.InfiniteTimeSpan);
    }
}
