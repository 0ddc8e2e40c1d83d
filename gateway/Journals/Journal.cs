using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Journals.Recovery;
using Zhuhui.Edge.Gateway.Journals.Segments;
using Zhuhui.Edge.Gateway.Storage;

namespace Zhuhui.Edge.Gateway.Journals;

/// <summary>
/// One stream's append-only record, the commit point of the gateway. Owns <c>{folder}/{stream}</c> alone. Numbers are without gaps, each
/// record carries its predecessor's SHA-256, and what is appended survives a kill at once and a power cut within
/// <see cref="JournalOptions.FlushWithin"/>. A full disk never throws at the caller: records wait in memory and are numbered once written.
/// </summary>
internal sealed class Journal : IDisposable
{
    /// <summary>What an append returns while the disk takes nothing: the record waits in memory and has no number yet.</summary>
    public const long Held = 0;

    private static readonly TimeSpan _longestWrite = TimeSpan.FromSeconds(5);

    private readonly JournalOptions _options;
    private readonly ILogger _logger;
    private readonly FileStream _lockFile;
    private readonly JournalReading _reading = new();
    private readonly JournalTail _tail;
    private readonly JournalSync _sync;
    private readonly JournalDamage _damage;
    private readonly SegmentDeletion _deletion;
    private bool _closed;

    private Journal(string folder, string stream, Guid boot, TimeProvider time, ILogger logger, JournalOptions options, FileStream lockFile)
    {
        (Stream, _options, _logger, _lockFile) = (stream, options, logger, lockFile);
        var opening = JournalOpening.Open(folder);
        (Ledger, LastAtStart) = (opening.Ledger, opening.LastSeq);
        _tail = new JournalTail(folder, stream, boot, opening, options, time, logger);
        _sync = new JournalSync(folder, stream, _tail, opening, options, time, logger);
        _damage = new JournalDamage(folder, stream, _tail, opening.Recovery, logger);
        _deletion = new SegmentDeletion(folder, _tail, _sync);
    }

    /// <inheritdoc cref="JournalSync.Tried"/>
    public event Action? Tried
    {
        add => _sync.Tried += value;
        remove => _sync.Tried -= value;
    }

    /// <inheritdoc cref="JournalDamage.DamageFound"/>
    public event Action<JournalRecovery>? DamageFound
    {
        add => _damage.DamageFound += value;
        remove => _damage.DamageFound -= value;
    }

    public string Stream { get; }

    /// <summary>Identity of this journal; its numbers mean nothing under another.</summary>
    public Guid Ledger { get; }

    /// <summary>The last number written; 0 before the first.</summary>
    public long LastSeq => _tail.Last;

    /// <summary>The last number it had when it was opened.</summary>
    public long LastAtStart { get; }

    /// <summary>The lowest number still kept; one above <see cref="LastSeq"/> where there is none.</summary>
    public long FirstSeq
    {
        get
        {
            lock (_tail.Gate)
            {
                return _tail.Segments.Files is [var first, ..] ? first.First : _tail.Last + 1;
            }
        }
    }

    /// <inheritdoc cref="JournalDamage.Recovery"/>
    public JournalRecovery Recovery => _damage.Recovery;

    /// <summary>true while the disk takes no records or no fsync, or hangs.</summary>
    public bool IsDegraded => _tail.IsFull || _sync.Fails || IsHanging;

    /// <summary>true while a record has been on its way into the file for longer than any disk takes.</summary>
    public bool IsHanging => _tail.WritingFor > _longestWrite;

    /// <summary>Opens or begins the stream's journal; throws <see cref="StorageException"/> where another process has it or the folder
    /// cannot be used.</summary>
    public static Journal Open(string folder, string stream, Guid boot, TimeProvider time, ILogger logger, JournalOptions? options = null)
    {
        JournalPayload.CheckName(stream, nameof(stream));
        var own = Path.Combine(folder, stream);
        var lockFile = FileLock.Acquire(Path.Combine(own, "lock"), $"the journal in {own}");
        try
        {
            var journal = new Journal(own, stream, boot, time, logger, options ?? new JournalOptions(), lockFile);
            journal.Flush();
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
        return AppendChecked(type, dataJson);
    }

    /// <summary>Writes one event and returns its number, or <see cref="Held"/>. What it has just made of the event it need not read to know
    /// that it is JSON.</summary>
    public long Append(GatewayEvent happened)
    {
        var data = EventJson.Write(happened);
        JournalPayload.CheckFits(happened.Type, data);
        return AppendChecked(happened.Type, data);
    }

    /// <summary>As <see cref="Append(string, ReadOnlySpan{byte})"/>, but returns after the fsync; a disk that refuses it is told by
    /// <see cref="IsDegraded"/>.</summary>
    public long AppendDurably(string type, ReadOnlySpan<byte> dataJson) => Secure(Append(type, dataJson));

    /// <summary>As <see cref="Append(GatewayEvent)"/>, but returns after the fsync.</summary>
    public long AppendDurably(GatewayEvent happened) => Secure(Append(happened));

    /// <summary>Whether a record is where no power cut can take it from, or the disk refuses to bring it there and waiting is of no
    /// use.</summary>
    public bool IsSettled(long seq) => seq <= _sync.Durable || _sync.Fails;

    /// <summary>Returns when everything appended before the call is on the disk; a disk that refuses is told by
    /// <see cref="IsDegraded"/>.</summary>
    public void Flush() => _sync.Flush();

    /// <summary>
    /// Up to <paramref name="max"/> records above a number, in order. Only what a power cut cannot take back is given out (it is synced
    /// first where need be), so that no number ever means two records; where the disk refuses the fsync all is given, for the hub may be
    /// the only place left. What was deleted on purpose is passed over in silence.
    /// </summary>
    public IReadOnlyList<JournalRecord> ReadAfter(long seq, int max)
    {
        var durable = _sync.Durable;
        if (durable < LastSeq && durable - seq < max)
        {
            Flush();
        }

        while (true)
        {
            JournalFile[] files;
            long upTo;
            lock (_tail.Gate)
            {
                files = [.. _tail.Segments.Files];
                upTo = _sync.Fails ? _tail.Last : _sync.Durable;
            }

            try
            {
                return seq >= upTo ? [] : _reading.Read(files, seq, upTo, max, NoteMissing);
            }
            catch (FileNotFoundException) when (FirstSeq > files[0].First || _damage.LoseAbsent())
            {
                // Its oldest segments were deleted meanwhile, or somebody deleted one by hand.
            }
        }
    }

    /// <summary>The newest record that can be read; null where there is none.</summary>
    public JournalRecord? LastRecord() => ReadAfter(_tail.LastReadable - 1, 1) is [var last] ? last : null;

    /// <inheritdoc cref="JournalTail.GrownAsync"/>
    public Task GrownAsync(long after, CancellationToken cancellationToken) => _tail.GrownAsync(after, cancellationToken);

    /// <inheritdoc cref="JournalDamage.Extents"/>
    public IReadOnlyList<JournalExtent> Extents() => _damage.Extents();

    /// <inheritdoc cref="SegmentDeletion.DeleteThrough"/>
    public void DeleteSegmentsThrough(long through) => _deletion.DeleteThrough(through);

    /// <inheritdoc cref="JournalDamage.NoteDamage"/>
    public void NoteDamage(JournalRecovery found, SeqRange where) => _damage.NoteDamage(found, where);

    /// <summary>Tries once more to write what is held, syncs, and lets the folder go.</summary>
    public void Dispose()
    {
        if (_closed)
        {
            return;
        }

        _closed = true;
        _tail.Retry();
        _sync.Flush();
        _sync.Close();
        _lockFile.Dispose();
    }

    private long AppendChecked(string type, ReadOnlySpan<byte> dataJson)
    {
        var seq = _tail.Append(type, dataJson);
        if (_options.FlushAtOnce && seq != Held)
        {
            _sync.FlushElsewhere();
        }

        return seq;
    }

    private long Secure(long seq)
    {
        if (seq == Held)
        {
            _tail.Retry();
        }

        Flush();
        return seq;
    }

    private void NoteMissing(SeqRange range)
    {
        if (Recovery.Missing.Contains(range))
        {
            return;
        }

        _logger.Unreadable(Stream, range.First, range.Last);
        NoteDamage(new JournalRecovery { Missing = [range] }, range);
    }
}
