using System.Text;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.People.Imports.Tables;

/// <summary>Bytes of a text file, told apart by strict decoding: nothing is guessed, and no letter becomes a question mark.</summary>
internal static class TableText
{
    private static readonly UTF8Encoding _utf8 = new(encoderShouldEmitUTF8Identifier: true, throwOnInvalidBytes: true);

    /// <summary>What Chinese Windows programs write.</summary>
    public static Encoding Gb18030 { get; } = CodePagesEncodingProvider.Instance.GetEncoding("GB18030", EncoderFallback.ExceptionFallback,
        DecoderFallback.ExceptionFallback)!;

    /// <summary>The same for names of files: what is none of it becomes question marks, and the name is nobody's.</summary>
    public static Encoding LenientGb18030 { get; } = CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!;

    /// <returns>The text without its mark, and what it was written in; null where it is no text.</returns>
    public static (string Text, Wording? Note)? Decode(byte[] bytes)
    {
        Encoding[] kinds = bytes switch
        {
            [0xFF, 0xFE, ..] => [new UnicodeEncoding(bigEndian: false, byteOrderMark: true, throwOnInvalidBytes: true)],
            [0xFE, 0xFF, ..] => [new UnicodeEncoding(bigEndian: true, byteOrderMark: true, throwOnInvalidBytes: true)],
            [0xEF, 0xBB, 0xBF, ..] => [_utf8],
            _ => [_utf8, Gb18030],
        };
        foreach (var kind in kinds)
        {
            try
            {
                var text = kind.GetString(bytes).TrimStart('\uFEFF');
                return text.Contains('\0', StringComparison.Ordinal) ? null : (text, kind == Gb18030 ? ImportTexts.ReadAsGb18030 : null);
            }
            catch (DecoderFallbackException)
            {
                // The next kind, where there is one.
            }
        }

        return null;
    }
}
