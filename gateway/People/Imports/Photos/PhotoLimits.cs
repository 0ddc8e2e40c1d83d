using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.People.Imports.Photos;

/// <summary>How many photos an import takes, and how large ones.</summary>
internal static class PhotoLimits
{
    public const int MostFiles = 20_000;

    public const long MostBytes = 10 << 20;

    /// <summary>All of one person go to the gateway at once.</summary>
    public const long MostBytesAPerson = 30 << 20;

    /// <summary>Of an archive that comes over the network, and stays in memory until its last face is enrolled.</summary>
    public const int MostArchiveBytes = 128 << 20;

    /// <summary>Before each name in an archive's directory.</summary>
    private static ReadOnlySpan<byte> EntryMark => [0x50, 0x4b, 0x01, 0x02];

    private static readonly string[] _endings = [".jpg", ".jpeg", ".png", ".bmp", ".webp", ".tif", ".tiff", ".gif"];

    /// <summary>What systems put beside pictures, and nobody meant.</summary>
    public static bool IsNothing(string path) => path.Split('/').Any(part => part.StartsWith('.') && part is not ("." or "..")
        || part is "__MACOSX" || part.Equals("Thumbs.db", StringComparison.OrdinalIgnoreCase)
        || part.Equals("desktop.ini", StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether an archive names more than twice what an import takes: its reader would make something of each before anybody could
    /// count them, and what the archive itself says of their number is the sender's word.</summary>
    public static bool HasTooMany(ReadOnlySpan<byte> archive)
    {
        var found = 0;
        for (int at; found <= 2 * MostFiles && (at = archive.IndexOf(EntryMark)) >= 0; archive = archive[(at + EntryMark.Length)..])
        {
            found++;
        }

        return found > 2 * MostFiles;
    }

    /// <returns>Null where it may be a picture.</returns>
    public static Wording? Problem(PhotoFile file) => !_endings.Contains(Path.GetExtension(file.Path), StringComparer.OrdinalIgnoreCase)
        ? ImportTexts.PhotoNotAPicture
        : file.Bytes > MostBytes ? ImportTexts.PhotoTooLarge(MostBytes >> 20)
        : file.Bytes == 0 ? ImportTexts.PhotoEmpty
        : null;
}
