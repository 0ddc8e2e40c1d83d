using System.IO.Compression;
using System.Text;
using Zhuhui.Edge.Gateway.People.Imports.Tables;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.People.Imports.Photos;

/// <summary>Photos in a ZIP archive. Archives made by Chinese Windows name their entries in GB18030 and do not say so; others without the
/// mark of UTF-8 are in UTF-8 all the same. Both are told by strict decoding of all names together: two characters of GB18030 are not
/// rarely good UTF-8.</summary>
internal sealed class PhotoArchive : PhotoSource
{
    /// <summary>Pictures are packed already: what unpacks to more is none.</summary>
    private const int MostRatio = 50;

    private readonly ZipArchive _archive;
    private readonly Dictionary<string, ZipArchiveEntry> _entries = new(StringComparer.Ordinal);

    /// <param name="open">Opens the archive, twice: its names tell how they are to be read.</param>
    public PhotoArchive(Func<Stream> open)
    {
        var unmarked = new UnmarkedNames();
        using (var names = new ZipArchive(open(), ZipArchiveMode.Read, leaveOpen: false, unmarked))
        {
            _ = names.Entries.Count;
        }

        _archive = new ZipArchive(open(), ZipArchiveMode.Read, leaveOpen: false, unmarked.AreUtf8 ? Encoding.UTF8
            : TableText.LenientGb18030);

        List<PhotoFile> files = [];
        List<(string File, Wording Problem)> problems = [];
        foreach (var entry in _archive.Entries)
        {
            var name = entry.FullName.Replace('\\', '/');
            if (name.EndsWith('/') || PhotoLimits.IsNothing(name))
            {
                continue;
            }

            var problem = Path.IsPathRooted(name) || name.Contains(':', StringComparison.Ordinal) || name.Split('/').Contains("..")
                ? ImportTexts.PhotoLeavesFolder
                : entry.IsEncrypted ? ImportTexts.PhotoEncrypted
                : entry.Length > MostRatio * Math.Max(entry.CompressedLength, 1) && entry.Length > MostRatio << 10
                    ? ImportTexts.PhotoNotAPicture
                : _entries.TryAdd(name, entry) ? null
                : ImportTexts.PhotoTwiceInArchive;
            if (problem is null)
            {
                files.Add(new PhotoFile(name, entry.Length));
            }
            else
            {
                problems.Add((name, problem));
            }
        }

        (Files, Problems) = (files, problems);
    }

    public override void Dispose() => _archive.Dispose();

    protected override Stream OpenFile(string path) => _entries[path].Open();

    /// <summary>Is asked for the names that bear no mark of UTF-8, and keeps whether all of them are.</summary>
    private sealed class UnmarkedNames : Encoding
    {
        private static readonly UTF8Encoding _strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

        public bool AreUtf8 { get; private set; } = true;

        public override int GetByteCount(char[] chars, int index, int count) => Latin1.GetByteCount(chars, index, count);

        public override int GetBytes(char[] chars, int charIndex, int charCount, byte[] bytes, int byteIndex) =>
            Latin1.GetBytes(chars, charIndex, charCount, bytes, byteIndex);

        public override int GetCharCount(byte[] bytes, int index, int count)
        {
            try
            {
                _ = _strict.GetCharCount(bytes, index, count);
            }
            catch (DecoderFallbackException)
            {
                AreUtf8 = false;
            }

            return Latin1.GetCharCount(bytes, index, count);
        }

        public override int GetChars(byte[] bytes, int byteIndex, int byteCount, char[] chars, int charIndex) =>
            Latin1.GetChars(bytes, byteIndex, byteCount, chars, charIndex);

        public override int GetMaxByteCount(int charCount) => charCount;

        public override int GetMaxCharCount(int byteCount) => byteCount;
    }
}
