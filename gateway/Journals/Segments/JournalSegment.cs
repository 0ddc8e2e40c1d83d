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

    private JournalSegment(string path, SafeFileHandle file, long length, JournalOptions options, bool isNew)
    {
        Path = path;
        _file = file;
        _length = length;
        _options = options;
        _folderKnowsIt = !isNew;
    }

    public string Path { get; }

    public static string NameOf(long firstSeq) => firstSeq.ToString("D12", CultureInfo.InvariantCulture) + Extension;

    /// <summary>A new file with its header; throws <see cref="IOException"/> and leaves no file where there is no room.</summary>
    public static JournalSegment Create(string folder, long firstSeq, Guid ledger, JournalOptions options)
    {
        var path = System.IO.Path.Combine(folder, NameOf(firstSeq));
        var file = Open(path, FileMode.Create, options.ReserveSpace ? options.SegmentBytes : 0);
        try
        {
            Span<byte> header = stackalloc byte[JournalFrame.SegmentHeaderBytes];
            JournalFrame.WriteSegmentHeader(header, ledger);
            options.Write(file, header, 0);
            return new JournalSegment(path, file, JournalFrame.SegmentHeaderBytes, options, isNew: true);
        }
        catch (IOException)
        {
            file.Dispose();
            File.Delete(path);
            throw;
        }
    }

    public static JournalSegment Reopen(string path, long length, JournalOptions options) =>
        new(path, Open(path, FileMode.Open, 0), length, options, isNew: false);

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
        _options.Sync(_file);
        if (!_folderKnowsIt)
        {
            FolderSync.Sync(System.IO.Path.GetDirectoryName(Path)!);
            _folderKnowsIt = true;
        }
    }

    public void Dispose() => _file.Dispose();

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
