using System.Buffers;
using Microsoft.Win32.SafeHandles;

namespace Zhuhui.Edge.Gateway.Journals.Segments;

/// <summary>Reads bytes at an offset of a file; throws <see cref="IOException"/> where the disk does not give them.</summary>
internal delegate int SegmentRead(SafeFileHandle file, Span<byte> to, long offset);

/// <summary>
/// Walks the frames of one segment file, stepping over damage to the next whole frame. Owns a pooled buffer of the file's bytes, not the
/// file.
/// </summary>
internal sealed class JournalScan : IDisposable
{
    /// <summary>What a disk loses at once.</summary>
    private const int Page = 4096;

    private readonly SafeFileHandle _file;
    private readonly SegmentRead _read;
    private readonly long _end;
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(256 << 10);
    private long _bufferOffset;
    private int _filled;
    private int _position;
    private int _payloadLength;
    private bool _hasUnreadable;

    public JournalScan(SafeFileHandle file, long from, SegmentRead? read = null)
    {
        _file = file;
        _read = read ?? RandomAccess.Read;
        _end = RandomAccess.GetLength(file);
        _bufferOffset = Math.Max(from, JournalFrame.SegmentHeaderBytes);
        GoodEnd = _bufferOffset;
    }

    /// <summary>The payload found; valid until the next step.</summary>
    public ReadOnlySpan<byte> Payload => _buffer.AsSpan(_position + JournalFrame.HeadBytes, _payloadLength);

    /// <summary>The payload with the frame's head before it; valid until the next step.</summary>
    public ReadOnlySpan<byte> Frame => _buffer.AsSpan(_position, JournalFrame.HeadBytes + _payloadLength);

    public JournalPayload.Envelope Envelope { get; private set; }

    /// <summary>Bytes stepped over right before the frame found; at the end, bytes behind the last whole frame.</summary>
    public long Skipped { get; private set; }

    /// <summary>Where the last whole frame ends in the file.</summary>
    public long GoodEnd { get; private set; }

    /// <summary>At the end: whether what follows the last whole frame looks like one unfinished write rather than damage.</summary>
    public bool EndsInUnfinishedWrite { get; private set; }

    public bool Next()
    {
        MoveTo(GoodEnd);
        if (GoodEnd < _end)
        {
            EndsInUnfinishedWrite = LooksUnfinished() && !_hasUnreadable;
        }

        while (_bufferOffset + _position < _end)
        {
            if (FrameIsHere())
            {
                Skipped = _bufferOffset + _position - GoodEnd;
                GoodEnd = _bufferOffset + _position + JournalFrame.HeadBytes + _payloadLength;
                return true;
            }

            _position++;
        }

        Skipped = Math.Max(0, _end - GoodEnd);
        return false;
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(Interlocked.Exchange(ref _buffer, []));

    private bool FrameIsHere()
    {
        Have(JournalFrame.HeadBytes + 16);
        var length = JournalFrame.DeclaredLength(_buffer.AsSpan(_position, _filled - _position));
        if (length < 0)
        {
            return false;
        }

        Have(JournalFrame.HeadBytes + length);
        if (!JournalFrame.IsWhole(_buffer.AsSpan(_position, _filled - _position), length))
        {
            return false;
        }

        _payloadLength = length;
        var ours = JournalPayload.TryReadEnvelope(Payload, out var envelope);
        Envelope = envelope;
        return ours;
    }

    /// <summary>A frame cut short by the end of the file, or room that was given but never written. A frame whose checksum holds to the end
    /// of the file is whole and only its length is damaged.</summary>
    private bool LooksUnfinished()
    {
        Have(JournalFrame.HeadBytes + 16);
        ReadOnlySpan<byte> here = _buffer.AsSpan(_position, _filled - _position);
        var length = JournalFrame.DeclaredLength(here);
        if (length >= 0)
        {
            Have(JournalFrame.HeadBytes + length);
            here = _buffer.AsSpan(_position, _filled - _position);
            return here.Length < JournalFrame.HeadBytes + length && !JournalFrame.IsWhole(here, here.Length - JournalFrame.HeadBytes);
        }

        return here.Length < JournalFrame.HeadBytes || !here.ContainsAnyExcept((byte)0);
    }

    private void MoveTo(long offset)
    {
        var position = offset - _bufferOffset;
        if (position <= _filled)
        {
            _position = (int)position;
        }
        else
        {
            _bufferOffset = offset;
            _position = _filled = 0;
        }
    }

    /// <summary>Sees to it that so many bytes from here on are in the buffer, as far as the file has them.</summary>
    private void Have(int bytes)
    {
        if (_filled - _position >= bytes || _bufferOffset + _filled >= _end)
        {
            return;
        }

        var target = bytes > _buffer.Length ? ArrayPool<byte>.Shared.Rent(bytes) : _buffer;
        _buffer.AsSpan(_position, _filled - _position).CopyTo(target);
        if (!ReferenceEquals(target, _buffer))
        {
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = target;
        }

        _bufferOffset += _position;
        _filled -= _position;
        _position = 0;
        while (_filled < bytes)
        {
            var want = (int)Math.Min(_buffer.Length - _filled, _end - _bufferOffset - _filled);
            var read = want == 0 ? 0 : Read(_buffer.AsSpan(_filled, want), _bufferOffset + _filled);
            if (read == 0)
            {
                return;
            }

            _filled += read;
        }
    }

    /// <summary>A page that the disk gives no more reads as zeros: the records in it are lost, those around it are not.</summary>
    private int Read(Span<byte> to, long offset)
    {
        try
        {
            return _read(_file, to, offset);
        }
        catch (IOException)
        {
            var page = to[..(int)Math.Min(to.Length, Page - (offset % Page))];
            try
            {
                return _read(_file, page, offset);
            }
            catch (IOException)
            {
                _hasUnreadable = true;
                page.Clear();
                return page.Length;
            }
        }
    }
}
