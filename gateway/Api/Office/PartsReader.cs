using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using Zhuhui.Edge.Gateway.Api.Problems;
using Zhuhui.Edge.Gateway.Site.Binding;

namespace Zhuhui.Edge.Gateway.Api.Office;

/// <summary>A body in parts: files and texts, in memory alone. The server's own reader of forms writes large files to a folder of temporary
/// files, where nobody agreed to have a photo lie.</summary>
internal sealed record PartsReader(IReadOnlyList<FilePart> Files, IReadOnlyDictionary<string, string> Texts)
{
    public const string MediaType = "multipart/form-data";

    private const int PieceBytes = 64 << 10;
    private const int MostTexts = 20;
    private const int MostTextBytes = 16 << 10;

    /// <returns>Null where there is no such text, or an empty one.</returns>
    public string? Text(string name) => Texts.GetValueOrDefault(name) is { Length: > 0 } text ? text : null;

    /// <returns>Null where the body is not in parts, or there are too many or too large ones.</returns>
    /// <exception cref="NotUtf8Exception">A text is not UTF-8, or a name.</exception>
    public static async Task<PartsReader?> ReadAsync(HttpRequest request, long mostBytes, int mostFiles,
        CancellationToken cancellationToken)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || type.MediaType != MediaType
            || HeaderUtilities.RemoveQuotes(type.Boundary).Value is not { Length: > 0 and <= 70 } boundary)
        {
            return null;
        }

        var (files, texts) = (new List<FilePart>(), new Dictionary<string, string>(StringComparer.Ordinal));
        try
        {
            var parts = new MultipartReader(boundary, request.Body);
            while (await parts.ReadNextSectionAsync(cancellationToken) is { } part)
            {
                var about = part.GetContentDispositionHeader();
                var isFile = about?.IsFileDisposition() == true;
                if (about is null || (isFile ? files.Count == mostFiles : texts.Count == MostTexts)
                    || await BytesAsync(part.Body, isFile ? mostBytes : MostTextBytes, cancellationToken) is not { } content)
                {
                    return null;
                }

                mostBytes -= isFile ? content.Length : 0;
                var name = HeaderUtilities.RemoveQuotes(isFile ? about.FileName : about.Name).Value ?? "";
                if (StrictText.HasLost(name))
                {
                    throw new NotUtf8Exception(HeaderUtilities.RemoveQuotes(about.Name).Value ?? "");
                }

                if (isFile)
                {
                    files.Add(new FilePart(HeaderUtilities.RemoveQuotes(about.Name).Value ?? "", Path.GetFileName(name), content));
                }
                else
                {
                    texts[name] = StrictText.Read(content) ?? throw new NotUtf8Exception(name);
                }
            }

            return new PartsReader(files, texts);
        }
        catch (Exception spoilt) when (spoilt is InvalidDataException or IOException and not BadHttpRequestException)
        {
            return null;
        }
    }

    /// <returns>Null where there are more.</returns>
    public static async Task<byte[]?> BytesAsync(Stream body, long most, CancellationToken cancellationToken)
    {
        // A buffer that doubles would hold three times what was sent.
        List<ReadOnlyMemory<byte>> pieces = [];
        long all = 0;
        var piece = new byte[PieceBytes];
        for (int read; (read = await body.ReadAtLeastAsync(piece, piece.Length, throwOnEndOfStream: false, cancellationToken)) > 0;)
        {
            if ((all += read) > most)
            {
                return null;
            }

            pieces.Add(piece.AsMemory(0, read));
            piece = new byte[PieceBytes];
        }

        var content = new byte[all];
        var at = 0;
        foreach (var one in pieces)
        {
            one.CopyTo(content.AsMemory(at));
            at += one.Length;
        }

        return content;
    }
}

/// <param name="Field">What the sender calls it.</param>
/// <param name="Name">The file's.</param>
internal sealed record FilePart(string Field, string Name, byte[] Content);
