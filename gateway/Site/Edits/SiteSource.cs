using System.Text.Json;

namespace Zhuhui.Edge.Gateway.Site.Edits;

/// <summary>A file that somebody edits, as the gateway took it up at its start.</summary>
/// <param name="File">Its whole path.</param>
internal sealed record SiteSource(string File, byte[] Text)
{
    private static readonly JsonDocumentOptions _lenient = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    /// <returns>Null where the file cannot be read.</returns>
    public static SiteSource? Read(string file)
    {
        try
        {
            return new SiteSource(Path.GetFullPath(file), System.IO.File.ReadAllBytes(file));
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Whether both say the same: comments and spaces say nothing.</summary>
    public bool SaysTheSame(byte[] other)
    {
        if (Text.AsSpan().SequenceEqual(other))
        {
            return true;
        }

        try
        {
            using var mine = JsonDocument.Parse(Plain(Text), _lenient);
            using var theirs = JsonDocument.Parse(Plain(other), _lenient);
            return JsonElement.DeepEquals(mine.RootElement, theirs.RootElement);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static ReadOnlyMemory<byte> Plain(byte[] text)
    {
        var mark = System.Text.Encoding.UTF8.Preamble;
        return text.AsSpan().StartsWith(mark) ? text.AsMemory(mark.Length) : text;
    }
}
