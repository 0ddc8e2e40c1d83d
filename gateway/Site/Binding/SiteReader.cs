using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Zhuhui.Edge.Gateway.Texts.Rules;

namespace Zhuhui.Edge.Gateway.Site.Binding;

/// <summary>
/// Reads a JSON file with comments and trailing commas into options records, strictly: every key must be known, every value of its type and
/// within its rules. Reports all errors at once; never throws for what the file holds.
/// </summary>
internal static class SiteReader
{
    private static readonly JsonDocumentOptions _lenient = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    /// <param name="file">The file to read.</param>
    /// <param name="root">What paths in errors begin with, for example <c>Site</c>.</param>
    public static SiteReading<T> Read<T>(string file, string root)
        where T : class
    {
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(file);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return Refused<T>(new(file, ReadingTexts.NoFile));
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return Refused<T>(new(file, ReadingTexts.Unreadable(unreadable.Message)));
        }

        return ReadText<T>(bytes, file, root);
    }

    /// <summary>As <see cref="Read"/>, from bytes that stand for the file.</summary>
    public static SiteReading<T> ReadText<T>(ReadOnlyMemory<byte> text, string file, string root)
        where T : class
    {
        var mark = Encoding.UTF8.Preamble;
        text = text.Span.StartsWith(mark) ? text[mark.Length..] : text;
        if (!Utf8.IsValid(text.Span))
        {
            return Refused<T>(new(file, ReadingTexts.NotUtf8));
        }

        try
        {
            using var document = JsonDocument.Parse(text, _lenient);
            var binder = new SiteBinder();
            var value = binder.Record(document.RootElement, typeof(T), root, isRoot: true);
            return binder.Errors.Count == 0 ? new SiteReading<T>((T)value, []) : new SiteReading<T>(null, binder.Errors, (T)value);
        }
        catch (JsonException broken)
        {
            return Refused<T>(SyntaxError(broken, text.Span, file));
        }
    }

    private static SiteReading<T> Refused<T>(FileProblem error)
        where T : class => new(null, [error]);

    /// <summary>"site.json, line 12, column 7: ..."; the column counts characters, not bytes.</summary>
    private static FileProblem SyntaxError(JsonException broken, ReadOnlySpan<byte> text, string file)
    {
        var line = broken.LineNumber ?? 0;
        for (long skipped = 0; skipped < line; skipped++)
        {
            text = text[(text.IndexOf((byte)'\n') + 1)..];
        }

        var column = Encoding.UTF8.GetCharCount(text[..(int)Math.Min(broken.BytePositionInLine ?? 0, text.Length)]);
        var rest = text[(int)Math.Min(broken.BytePositionInLine ?? 0, text.Length)..];
        var what = broken.Message;
        var place = what.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return new FileProblem(file, rest.Trim(" \r\n\t"u8).IsEmpty ? ReadingTexts.CutShort
            : ReadingTexts.Slip with { En = place < 0 ? what : what[..place] }, new SyntaxSlip((int)line + 1, column + 1));
    }
}
