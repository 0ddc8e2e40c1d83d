using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.People.Imports.Photos;

/// <summary>How many photos an import takes, and how large ones.</summary>
internal static class PhotoLimits
{
    public const int MostFiles = 20_000;

    public const long MostBytes = 10 << 20;

    /// <summary>All of one person go to the gateway at once.</summary>
    public const long MostBytesAPerson = 30 << 20;

    private static readonly string[] _endings = [".jpg", ".jpeg", ".png", ".bmp", ".webp", ".tif", ".tiff", ".gif"];

    /// <summary>What systems put beside pictures, and nobody meant.</summary>
    public static bool IsNothing(string path) => path.Split('/').Any(part => part.StartsWith('.') && part is not ("." or "..")
        || part is "__MACOSX" || part.Equals("Thumbs.db", StringComparison.OrdinalIgnoreCase)
        || part.Equals("desktop.ini", StringComparison.OrdinalIgnoreCase));

    /// <returns>Null where it may be a picture.</returns>
    public static Wording? Problem(PhotoFile file) => !_endings.Contains(Path.GetExtension(file.Path), StringComparer.OrdinalIgnoreCase)
        ? ImportTexts.PhotoNotAPicture
        : file.Bytes > MostBytes ? ImportTexts.PhotoTooLarge(MostBytes >> 20)
        : file.Bytes == 0 ? ImportTexts.PhotoEmpty
        : null;
}
