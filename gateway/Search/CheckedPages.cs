using System.Buffers.Binary;
using Zhuhui.Edge.Gateway.Journals.Segments;

namespace Zhuhui.Edge.Gateway.Search;

/// <summary>
/// A file of LiteDB's pages, each with a checksum behind it. LiteDB keeps none: of a page that a worn card gives back altered it may show
/// fewer events without a word, write far beyond the file's end, or (seen once, with 5.0.20) go round in circles for ever. Here such a page
/// is refused before LiteDB sees it. Owns the file. Not thread safe.
/// </summary>
internal sealed class CheckedPages : Stream
{
    private const int PageBytes = 8192;
    private const int SumBytes = 8;
    private const int StoredBytes = PageBytes + SumBytes;

    private readonly FileStream _file;
    private readonly CheckedPages? _log;
    private readonly SyncDoubt _doubt;
    private readonly byte[] _page = new byte[StoredBytes];

    /// <param name="path">Made where it is not.</param>
    /// <param name="log">What must be on the disk before a page of this file changes. LiteDB 5.0.21 syncs its log neither at a commit nor
    /// before it copies the log into the file, so a power cut amid the copying could leave half a transaction in the file and nothing to
    /// finish it from.</param>
    /// <param name="doubt">Hears of what the disk refuses.</param>
    public CheckedPages(string path, CheckedPages? log = null, SyncDoubt? doubt = null)
    {
        (_log, _doubt) = (log, doubt ?? new SyncDoubt());
        _file = new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.OpenOrCreate,
            Access = FileAccess.ReadWrite,
            Share = FileShare.Read,
            BufferSize = 0,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        });
    }

    /// <summary>Whether all that was written was flushed since.</summary>
    internal bool IsOnDisk { get; private set; } = true;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => true;

    public override long Length => _file.Length / StoredBytes * PageBytes;

    public override long Position { get; set; }

    /// <exception cref="InvalidDataException">A page is not what was written.</exception>
    public override int Read(Span<byte> buffer)
    {
        var read = 0;
        while (read < buffer.Length && Position < Length)
        {
            var (index, from) = Math.DivRem(Position, PageBytes);
            Load(index);
            var part = _page.AsSpan((int)from, (int)Math.Min(PageBytes - from, buffer.Length - read));
            part.CopyTo(buffer[read..]);
            read += part.Length;
            Position += part.Length;
        }

        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        BeginChange();
        while (buffer.Length > 0)
        {
            var (index, from) = Math.DivRem(Position, PageBytes);
            var count = (int)Math.Min(PageBytes - from, buffer.Length);
            if (count < PageBytes)
            {
                if (Position < Length)
                {
                    Load(index);
                }
                else
                {
                    Array.Clear(_page);
                }
            }

            Grow(index);
            buffer[..count].CopyTo(_page.AsSpan((int)from));
            Store(index);
            buffer = buffer[count..];
            Position += count;
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void SetLength(long value)
    {
        BeginChange();
        var pages = (value + PageBytes - 1) / PageBytes;
        Grow(pages);
        _file.SetLength(pages * StoredBytes);
    }

    public override long Seek(long offset, SeekOrigin origin) => Position = offset + origin switch
    {
        SeekOrigin.Begin => 0,
        SeekOrigin.Current => Position,
        _ => Length,
    };

    /// <summary>LiteDB asks for this where it means the disk.</summary>
    public override void Flush()
    {
        _doubt.Sync(_file);
        IsOnDisk = true;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _file.Dispose();
        }

        base.Dispose(disposing);
    }

    private void BeginChange()
    {
        if (_log is { IsOnDisk: false })
        {
            _log.Flush();
        }

        IsOnDisk = false;
    }

    /// <summary>Pages up to that one that were never written are pages of zeroes, with their sums.</summary>
    private void Grow(long pages)
    {
        for (var missing = _file.Length / StoredBytes; missing < pages; missing++)
        {
            var blank = new byte[StoredBytes];
            BinaryPrimitives.WriteUInt64LittleEndian(blank.AsSpan(PageBytes), SumOf(blank, missing));
            RandomAccess.Write(_file.SafeFileHandle, blank, missing * StoredBytes);
        }
    }

    private void Load(long index)
    {
        if (RandomAccess.Read(_file.SafeFileHandle, _page, index * StoredBytes) < StoredBytes
            || BinaryPrimitives.ReadUInt64LittleEndian(_page.AsSpan(PageBytes)) != SumOf(_page, index))
        {
            throw new InvalidDataException($"page {index} is not what was written");
        }
    }

    private void Store(long index)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(_page.AsSpan(PageBytes), SumOf(_page, index));
        RandomAccess.Write(_file.SafeFileHandle, _page, index * StoredBytes);
    }

    /// <summary>A page in another's place is not it either.</summary>
    private static ulong SumOf(byte[] page, long index) => ((ulong)(index + 1) << 32) | JournalFrame.Crc32C(page.AsSpan(0, PageBytes));
}
