using Zhuhui.Edge.Gateway.Journals.Recovery;
using Zhuhui.Edge.Gateway.Journals.Segments;
using Zhuhui.Edge.Gateway.Storage;

namespace Zhuhui.Edge.Gateway.Journals;

/// <summary>
/// One stream's append-only record, the commit point of the gateway. Owns <c>{folder}/{stream}</c> alone. Numbers are without gaps, each record
/// carries its predecessor's SHA-256, and what is appended survives a kill at once and a power cut within
/// <see cref="JournalOptions.FlushWithin"/>. A full disk never throws at the caller: records wait in memory and are numbered once written.
/// </summary>
internal sealed partial class Journal : IDisposable
{
    /// <summary>What an append returns while the disk takes nothing: the record waits in memory and has no number yet.</summary>
    public const long Held = 0;

    private const int DrainedAtOnce = 200;

    private readonly Lock _gate = new();
    private readonly Lock _syncGate = new();
    private readonly string _folder;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly JournalOptions _options;
    private readonly FileStream _lockFile;
    private readonly JournalReading _reading = new();
    private readonly HeldRecords _held;
    private readonly JournalSegments _segments;
    private readonly ITimer _flushTimer;
    private readonly ITimer _retryTimer;
    private TaskCompletionSource? _grown;
    private long _last;
    private long _durable;
    private long _lastReadable;
    private bool _flushIsDue;
    private int _flushIsUnderWay;
    private bool _closed;

    private Journal(string folder, string stream, Guid boot, TimeProvider time, ILogger logger, JournalOptions options, FileStream lockFile)
    {
        _folder = folder;
        Stream = stream;
        _time = time;
        _logger = logger;
        _options = options;
        _lockFile = lockFile;
        _held = new HeldRecords(options.HeldRecords);

        JournalOpening opening = JournalOpening.Open(folder);
        Ledger = opening.Ledger;
        Recovery = opening.Recovery;
        _last = _durable = LastAtStart = opening.LastSeq;
        _lastReadable = opening.LastReadable;
        _segments = new JournalSegments(folder, stream, boot, opening, options);
        _flushTimer = time.CreateTimer(_ => Flush(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _retryTimer = time.CreateTimer(_ => Retry(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public string Stream { get; }

    /// <summary>Identity of this journal; its numbers mean nothing under another.</summary>
    public Guid Ledger { get; }

    /// <summary>The last number written; 0 before the first.</summary>
    public long LastSeq => Volatile.Read(ref _last);

    /// <summary>The last number it had when it was opened.</summary>
    public long LastAtStart { get; }

    /// <summary>The lowest number still kept; one above <see cref="LastSeq"/> where there is none.</summary>
    public long FirstSeq
    {
        get
        {
            lock (_gate)
            {
                return _segments.Files is [var first, ..] ? first.First : _last + 1;
            }
        }
    }

    /// <summary>What was amiss when the journal was opened, and unreadable records met since.</summary>
    public JournalRecovery Recovery { get; private set; }

    /// <summary>true while the disk takes no records or no fsync.</summary>
    public bool IsDegraded => _isFull || _syncFails;

    /// <summary>Opens or begins the stream's journal; throws <see cref="StorageException"/> where another process has it or the folder cannot be used.</summary>
    public static Journal Open(string folder, string stream, Guid boot, TimeProvider time, ILogger logger, JournalOptions? options = null)
    {
        JournalPayload.CheckName(stream, nameof(stream));
        string own = Path.Combine(folder, stream);
        FileStream lockFile = FileLock.Acquire(Path.Combine(own, "lock"), $"the journal in {own}");
        try
        {
            Journal journal = new(own, stream, boot, time, logger, options ?? new JournalOptions(), lockFile);
            if (!journal.Recovery.IsClean)
            {
                logger.Recovered(stream, journal.Recovery);
            }

            return journal;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            lockFile.Dispose();
            throw StorageException.Refused($"the journal in {own}", failure);
        }
    }

    /// <summary>Writes one event and returns its number, or <see cref="Held"/>. <paramref name="dataJson"/> is one JSON object.</summary>
    public long Append(string type, ReadOnlySpan<byte> dataJson)
    {
        JournalPayload.Check(type, dataJson);
        TaskCompletionSource? grown = null;
        long seq = Held;
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_closed, this);
            RecordHead head = new(type, _time.GetTimestamp() * 1000.0 / _time.TimestampFrequency, _time.GetUtcNow(), _options.Clock());
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
        if (_options.FlushAtOnce && seq != Held && Interlocked.Exchange(ref _flushIsUnderWay, 1) == 0)
        {
            ThreadPool.UnsafeQueueUserWorkItem(static journal => journal.FlushSoon(), this, preferLocal: false);
        }

        return seq;
    }

    /// <summary>As <see cref="Append"/>, but returns after the fsync; a disk that refuses it is told by <see cref="IsDegraded"/>.</summary>
    public long AppendDurably(string type, ReadOnlySpan<byte> dataJson)
    {
        long seq = Append(type, dataJson);
        if (seq == Held)
        {
            Retry();
        }

        Flush();
        return seq;
    }

    /// <summary>Tries once more to write what is held, syncs, and lets the folder go.</summary>
    public void Dispose()
    {
        if (_closed)
        {
            return;
        }

        Retry();
        Flush();
        lock (_syncGate)
        {
            lock (_gate)
            {
                _closed = true;
                if (_held.Count > 0)
                {
                    _logger.ClosedWithoutRoom(Stream, _held.Count);
                }

                _flushTimer.Dispose();
                _retryTimer.Dispose();
                _segments.Dispose();
                _lockFile.Dispose();
            }
        }
    }

    private bool TryWrite(in RecordHead head, ReadOnlySpan<byte> data)
    {
        try
        {
            _segments.Write(_last + 1, head, data);
        }
        catch (Exception noRoom) when (noRoom is IOException or UnauthorizedAccessException)
        {
            NoteFull(noRoom);
            return false;
        }

        _lastReadable = _last + 1;
        Volatile.Write(ref _last, _lastReadable);
        if (!_flushIsDue)
        {
            _flushIsDue = true;
            _flushTimer.Change(_options.FlushWithin, Timeout.InfiniteTimeSpan);
        }

        return true;
    }
}
