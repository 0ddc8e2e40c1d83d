using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.People.Imports.Photos;

/// <summary>Photos in a folder or a ZIP archive. They are read into memory one by one, and nothing of an archive is ever unpacked onto the
/// disk.</summary>
internal abstract class PhotoSource : IDisposable
{
    public IReadOnlyList<PhotoFile> Files { get; protected init; } = [];

    /// <summary>What lies there and can't be read, with what to do.</summary>
    public IReadOnlyList<(string File, Wording Problem)> Problems { get; protected init; } = [];

    /// <exception cref="PhotoSourceException">It is neither, or can't be read.</exception>
    public static PhotoSource Open(string path)
    {
        try
        {
            return Directory.Exists(path) ? new PhotoFolder(path) : File.Exists(path) ? new PhotoArchive(() => File.OpenRead(path))
                : throw new PhotoSourceException(ImportTexts.PhotoNoSource(path));
        }
        catch (Exception refused) when (refused is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            throw new PhotoSourceException(ImportTexts.PhotoSourceDamaged(path, refused.Message), refused);
        }
    }

    /// <param name="archive">A ZIP archive that was sent, which stays in memory.</param>
    /// <exception cref="PhotoSourceException">It is none, or holds far more than an import takes.</exception>
    public static PhotoSource Of(byte[] archive)
    {
        if (PhotoLimits.HasTooMany(archive))
        {
            throw new PhotoSourceException(ImportTexts.PhotoTooMany(PhotoLimits.MostFiles));
        }

        try
        {
            return new PhotoArchive(() => new MemoryStream(archive, writable: false));
        }
        catch (Exception refused) when (refused is IOException or InvalidDataException or NotSupportedException)
        {
            throw new PhotoSourceException(ImportTexts.PhotoArchiveDamaged(refused.Message), refused);
        }
    }

    /// <returns>The photo; or why it can't be read.</returns>
    public (byte[]? Content, Wording? Problem) Read(string path)
    {
        try
        {
            using var stream = OpenFile(path);
            using var content = new MemoryStream();
            var part = new byte[81_920];
            while (stream.Read(part) is > 0 and var count)
            {
                content.Write(part, 0, count);
                if (content.Length > PhotoLimits.MostBytes)
                {
                    return (null, ImportTexts.PhotoTooLarge(PhotoLimits.MostBytes >> 20));
                }
            }

            return (content.ToArray(), null);
        }
        catch (Exception refused) when (refused is IOException or InvalidDataException or UnauthorizedAccessException
            or NotSupportedException)
        {
            return (null, ImportTexts.PhotoFileDamaged(refused.Message));
        }
    }

    public abstract void Dispose();

    protected abstract Stream OpenFile(string path);
}

internal sealed class PhotoSourceException(Wording words, Exception? inner = null) : Exception(words.En, inner)
{
    public Wording Words => words;
}
