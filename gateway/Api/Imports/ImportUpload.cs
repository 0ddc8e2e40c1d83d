using System.Security.Cryptography;
using System.Text;
using Zhuhui.Edge.Gateway.Api.Office;
using Zhuhui.Edge.Gateway.People.Imports.Photos;
using Zhuhui.Edge.Gateway.People.Imports.Tables;

namespace Zhuhui.Edge.Gateway.Api.Imports;

/// <summary>A list, a mapping of its columns and an archive of photos, as they were sent: in memory alone.</summary>
/// <param name="List">Null for photos alone.</param>
internal sealed record ImportUpload(byte[]? List, string? Map, byte[]? Photos)
{
    /// <summary>The part of a body that is the archive; any other with a file's name is the list.</summary>
    private const string PhotosPart = "photos";

    private const int MostFiles = 2;

    /// <summary>All that was asked, for whoever sends it again.</summary>
    public byte[] Asked() => [.. List ?? [], .. Encoding.UTF8.GetBytes(Map ?? ""), .. Photos is null ? [] : SHA256.HashData(Photos)];

    /// <returns>Null where the body is too large, or not in parts where it says so.</returns>
    public static async Task<ImportUpload?> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.ContentType?.StartsWith(PartsReader.MediaType, StringComparison.OrdinalIgnoreCase) != true)
        {
            return await PartsReader.BytesAsync(request.Body, TableReader.MostBytes, cancellationToken) is { } body
                ? new ImportUpload(body, null, null) : null;
        }

        var parts = await PartsReader.ReadAsync(request, TableReader.MostBytes + PhotoLimits.MostArchiveBytes, MostFiles,
            cancellationToken);
        var photos = parts?.Files.Where(file => file.Field == PhotosPart).ToArray() ?? [];
        var lists = parts?.Files.Where(file => file.Field != PhotosPart).ToArray() ?? [];
        return parts is null || parts.Files.Count == 0 || photos.Length > 1 || lists.Length > 1
            || lists.Any(list => list.Content.Length > TableReader.MostBytes)
            || photos.Any(archive => archive.Content.Length > PhotoLimits.MostArchiveBytes) ? null
            : new ImportUpload(lists.FirstOrDefault()?.Content, parts.Text("map"), photos.FirstOrDefault()?.Content);
    }
}
