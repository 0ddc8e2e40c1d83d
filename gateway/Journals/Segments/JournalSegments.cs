using System.Security.Cryptography;
using System.Text;
using Zhuhui.Edge.Gateway.Journals.Recovery;

namespace Zhuhui.Edge.Gateway.Journals.Segments;

/// <summary>
/// The files of one journal and the chain that runs through them. Owns the segment that grows and those that are full but not synced yet.
/// Not thread safe; only the fsync itself may run beside a write.
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
        _hash = Encoding.ASCII.GetBytes(opening.LastHash);
        _tail = opening.Tail is { } tail ? JournalSegment.Reopen(tail.Path, tail.Length, options) : null;
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
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(frame[JournalFrame.HeadBytes..], hash);
        Convert.TryToHexStringLower(hash, _hash, out _);
    }

    /// <summary>What a sync has to reach now: the full segments, and the one that grows.</summary>
    public (JournalSegment[] Retired, JournalSegment? Tail) Unsynced() => ([.. _retired], _tail);

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
