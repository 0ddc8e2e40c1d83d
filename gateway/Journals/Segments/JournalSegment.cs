using System.Globalization;
using Microsoft.Win32.SafeHandles;
using Zhuhui.Edge.Gateway.Storage;

namespace Zhuhui.Edge.Gateway.Journals.Segments;

/// <summary>
/// The segment file that grows. Owns its handle; a failed write leaves the file ending with its last whole record.
/// </summary>
internal sealed class JournalSegment : IDisposable
{
    public const string Extension = ".journal";

    private readonly SafeFileHandle _file;
    private readonly JournalOptions _options;
    private long _length;
    private bool _folderKnowsIt;
    private volatile bool _isSpoiled;

    private JournalSegment(string path, SafeFileHandle file, long firstSeq, long length, JournalOptions options)
    {
        Path = path;
        First = firstSeq;
        _file = file;
        _length = length;
        _options = options;
    }

    public string Path { get; }

    /// <summary>The first number it may hold.</summary>
    public long First { get; }

    /// <summary>The disk has refused its fsync, now or in an earlier run: what a later one says of it is not to be believed.</summary>
    public bool IsSpoiled => _isSpoiled;

    public static string NameOf(long firstSeq) => firstSeq.ToString("D12", CultureInfo.InvariantCulture) + Extension;

    /// <summary>A new file with its header; throws <see cref="IOException"/> and leaves no file where there is no room.</summary>
    public static JournalSegment Create(string folder, long firstSeq, Guid ledger, JournalOptions options)
    {
        var path = System.IO.Path.Combine(folder, NameOf(firstSeq));
        return Begin(path, path, firstSeq, ledger, options);
    }

    /// <summary>A new file with these frames in it, which takes the name of the one that is there, if any; throws <see cref="IOException"/>
    /// and leaves that one where there is no room.</summary>
    public static JournalSegment Create(string folder, long firstSeq, Guid ledger, JournalOptions options, IEnumerable<byte[]> frames)
    {
        var path = System.IO.Path.Combine(folder, NameOf(firstSeq));
        var unfinished = AtomicFile.Unfinished(path);
        var segment = Begin(unfinished, path, firstSeq, ledger, options);
        try
        {
            foreach (var frame in frames)
            {
                segment.Append(frame);
            }

            if (File.Exists(path))
            {
                // What it takes the place of may be on the disk, and an earlier run may have said so.
                options.Sync(segment._file);
            }

            File.Move(unfinished, path, overwrite: true);
            return segment;
        }
        catch
        {
            segment.Dispose();
            File.Delete(unfinished);
            throw;
        }
    }

    /// <param name="isSpoiled">What an earlier run left when the disk refused its fsync.</param>
    public static JournalSegment Reopen(JournalFile file, long length, JournalOptions options, bool isSpoiled) =>
        new(file.Path, Open(file.Path, FileMode.Open, 0), file.First, length, options) { _isSpoiled = isSpoiled };

    /// <summary>Whether a frame of so many bytes still goes in; an empty segment takes any.</summary>
    public bool HasRoomFor(int frameBytes) =>
        _length + frameBytes <= _options.SegmentBytes || _length == JournalFrame.SegmentHeaderBytes;

    public void Append(ReadOnlySpan<byte> frame)
    {
        try
        {
            _options.Write(_file, frame, _length);
        }
        catch (IOException)
        {
            // Half a frame may stand there; shrinking needs no room.
            RandomAccess.SetLength(_file, _length);
            throw;
        }

        _length += frame.Length;
    }

    /// <summary>Returns when everything appended so far is on the disk.</summary>
    public void Sync()
    {
        try
        {
            _options.Sync(_file);
            if (!_folderKnowsIt)
            {
                _options.SyncFolder(System.IO.Path.GetDirectoryName(Path)!);
                _folderKnowsIt = true;
            }
        }
        catch (IOException)
        {
            _isSpoiled = true;
            throw;
        }
    }

    /// <summary>What the system gives of it now.</summary>
    public JournalScan Scan() => new(_file, 0);

    public void Dispose() => _file.Dispose();

    private static JournalSegment Begin(string path, string finalPath, long firstSeq, Guid ledger, JournalOptions options)
    {
        var file = Open(path, FileMode.Create, options.ReserveSpace ? options.SegmentBytes : 0);
        try
        {
            Span<byte> header = stackalloc byte[JournalFrame.SegmentHeaderBytes];
            JournalFrame.WriteSegmentHeader(header, ledger);
            options.Write(file, header, 0);
            return new JournalSegment(finalPath, file, firstSeq, JournalFrame.SegmentHeaderBytes, options);
        }
        catch (IOException)
        {
            file.Dispose();
            File.Delete(path);
            throw;
        }
    }

    private static SafeFileHandle Open(string path, FileMode mode, long reserve)
    {
        const FileShare Shared = FileShare.ReadWrite | FileShare.Delete;
        try
        {
            return File.OpenHandle(path, mode, FileAccess.ReadWrite, Shared, FileOptions.None, reserve);
        }
        catch (IOException) when (reserve > 0)
        {
            return File.OpenHandle(path, mode, FileAccess.ReadWrite, Shared);
        }
    }
}
