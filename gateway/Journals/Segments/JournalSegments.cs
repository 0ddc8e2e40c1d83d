using System.Security.Cryptography;
using System.Text;
using Zhuhui.Edge.Gateway.Journals.Recovery;

namespace Zhuhui.Edge.Gateway.Journals.Segments;

/// <summary>
/// The files of one journal and the chain that runs through them. Owns the segment that grows and those that are full but not synced yet.
/// Not thread safe; only the fsync itself may run beside a write. What the disk refuses is written anew: a file whose fsync failed may
/// lack what was written to it, whatever a later fsync says, and keeps only what was on the disk before.
/// </summary>
internal sealed class JournalSegments : IDisposable
{
    private readonly string _folder;
    private readonly string _stream;
    private readonly Guid _boot;
    private readonly Guid _ledger;
    private readonly JournalOptions _options;
    private readonly List<JournalFile> _files;
    private readonly List<JournalSegment> _retired = [];
    private readonly UnsyncedFrames _unsynced;
    private readonly byte[] _hash;
    private byte[] _frame = new byte[8 << 10];
    private JournalSegment? _tail;

    public JournalSegments(string folder, string stream, Guid boot, JournalOpening opening, JournalOptions options)
    {
        _folder = folder;
        _stream = stream;
        _boot = boot;
        _ledger = opening.Ledger;
        _options = options;
        _files = opening.Files;
        _unsynced = new UnsyncedFrames(options.UnsyncedBytes);
        _hash = Encoding.ASCII.GetBytes(opening.LastHash);
        foreach (var (file, through) in _files.Zip([.. _files.Skip(1).Select(next => next.First - 1), long.MaxValue]))
        {
            if (through > opening.Durable && file.Path != opening.Tail?.Path)
            {
                _retired.Add(JournalSegment.Reopen(file, 0, options, opening.IsInDoubt));
            }
        }

        _tail = opening.Tail is { } tail ? JournalSegment.Reopen(_files[^1], tail.Length, options, opening.IsInDoubt) : null;
        if (options.ReserveSpace && _tail is null)
        {
            Reserve(opening.LastSeq + 1);
        }
    }

    /// <summary>All files, oldest first.</summary>
    public IReadOnlyList<JournalFile> Files => _files;

    /// <summary>Writes one record and chains the next to it; throws <see cref="IOException"/> and has written nothing where the disk takes
    /// none.</summary>
    public void Write(long seq, in RecordHead head, ReadOnlySpan<byte> data)
    {
        var room = JournalFrame.HeadBytes + JournalPayload.EnvelopeBytes + data.Length;
        if (_frame.Length < room)
        {
            _frame = new byte[room];
        }

        var length = JournalPayload.Write(_frame.AsSpan(JournalFrame.HeadBytes), _stream, _ledger, seq, _hash, _boot, head, data);
        var frame = _frame.AsSpan(0, JournalFrame.HeadBytes + length);
        JournalFrame.Seal(frame);
        TailFor(seq, frame.Length).Append(frame);
        _unsynced.Add(seq, frame);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(frame[JournalFrame.HeadBytes..], hash);
        Convert.TryToHexStringLower(hash, _hash, out _);
    }

    /// <summary>What a sync has to reach now: the full segments, and the one that grows.</summary>
    public (JournalSegment[] Retired, JournalSegment? Tail) Unsynced() => ([.. _retired], _tail);

    /// <summary>Writes anew what is not on the disk of the segments whose fsync was refused, into files that nothing was refused of.
    /// </summary>
    /// <param name="durable">All up to this number is on the disk.</param>
    /// <param name="last">The last number written.</param>
    /// <exception cref="IOException">There is no room; what was not renewed is still where it was.</exception>
    public void RenewSpoiled(long durable, long last)
    {
        foreach (var segment in _retired.FindAll(segment => segment.IsSpoiled))
        {
            // One that somebody deleted by hand is on the list no more.
            var at = _files.FindIndex(file => file.Path == segment.Path);
            var end = at < 0 ? 0 : at + 1 < _files.Count ? _files[at + 1].First - 1 : last;
            var renewed = end > durable ? Renew(segment, durable, end) : null;
            _retired.Remove(segment);
            _retired.AddRange(renewed is null ? [] : [renewed]);
            segment.Dispose();
        }

        if (_tail is { IsSpoiled: true } spoiled)
        {
            _tail = Renew(spoiled, durable, last);
            spoiled.Dispose();
        }
    }

    /// <summary>All up to this number is on the disk.</summary>
    public void Forget(long durable) => _unsynced.Forget(durable);

    /// <summary>Lets go of full segments that are synced to their end. One that was still growing when the sync began is not: it may have
    /// taken more since.</summary>
    public void Close(IEnumerable<JournalSegment> synced)
    {
        foreach (var segment in synced)
        {
            _retired.Remove(segment);
            segment.Dispose();
        }
    }

    /// <summary>Takes the oldest files off the list that hold nothing above a number; the one with the newest record always
    /// stays.</summary>
    public JournalFile[] TakeOffOldest(long through, long last)
    {
        var gone = 0;
        while (gone + 1 < _files.Count && _files[gone + 1].First - 1 <= through && _files[gone + 1].First <= last
            && _retired.TrueForAll(r => r.Path != _files[gone].Path))
        {
            gone++;
        }

        JournalFile[] taken = [.. _files[..gone]];
        _files.RemoveRange(0, gone);
        return taken;
    }

    /// <summary>Goes on without files that are there no more.</summary>
    /// <param name="firsts">The numbers they begin with.</param>
    /// <returns>How many of them had not been taken away already.</returns>
    public int TakeOff(IReadOnlySet<long> firsts) => _files.RemoveAll(file => firsts.Contains(file.First));

    public void Dispose()
    {
        _retired.ForEach(segment => segment.Dispose());
        _tail?.Dispose();
    }

    /// <summary>Room that is kept has to be taken while there is some, not when the first record needs it.</summary>
    private void Reserve(long firstSeq)
    {
        try
        {
            TailFor(firstSeq, 0);
        }
        catch (IOException)
        {
            // The disk is full already: the first record will ask again.
        }
    }

    private JournalSegment Renew(JournalSegment spoiled, long durable, long last)
    {
        var first = Math.Max(spoiled.First, durable + 1);
        var renewed = JournalSegment.Create(_folder, first, _ledger, _options, FramesOf(spoiled, first, last));
        if (first != spoiled.First)
        {
            _files.Insert(_files.FindIndex(file => file.Path == spoiled.Path) + 1, new JournalFile(first, renewed.Path));
        }

        return renewed;
    }

    /// <summary>Out of memory; those that memory has no more, as far as the file gives them whole.</summary>
    private IEnumerable<byte[]> FramesOf(JournalSegment segment, long first, long last)
    {
        List<(long Seq, byte[] Frame)> kept = [.. _unsynced.Between(first, last)];
        var readBack = kept.Count > 0 ? kept[0].Seq - 1 : last;
        if (first <= readBack)
        {
            using var scan = segment.Scan();
            while (scan.Next() && scan.Envelope.Seq <= readBack)
            {
                if (scan.Envelope.Seq >= first)
                {
                    yield return scan.Frame.ToArray();
                }
            }
        }

        foreach (var (_, frame) in kept)
        {
            yield return frame;
        }
    }

    private JournalSegment TailFor(long seq, int frameBytes)
    {
        if (_tail is { } tail && tail.HasRoomFor(frameBytes))
        {
            return tail;
        }

        var next = JournalSegment.Create(_folder, seq, _ledger, _options);
        if (_tail is { } full)
        {
            _retired.Add(full);
        }

        _files.Add(new JournalFile(seq, next.Path));
        return _tail = next;
    }
}
