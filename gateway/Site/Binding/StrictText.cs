using System.Text;
using System.Text.Unicode;

namespace Zhuhui.Edge.Gateway.Site.Binding;

/// <summary>Texts as UTF-8 or not at all: a reader that is content with less puts one and the same sign for each byte that it does not
/// know, and two names become one.</summary>
internal static class StrictText
{
    /// <summary>What stands where somebody's reader was content with less.</summary>
    public const char Lost = '\uFFFD';

    /// <param name="text">With or without the mark of UTF-8, which is left out.</param>
    /// <returns>The text; null where a byte is no UTF-8.</returns>
    public static string? Read(ReadOnlySpan<byte> text)
    {
        var mark = Encoding.UTF8.Preamble;
        text = text.StartsWith(mark) ? text[mark.Length..] : text;
        return Utf8.IsValid(text) ? Encoding.UTF8.GetString(text) : null;
    }

    /// <returns>The line, counted from 1, in which the first byte stands that is no UTF-8.</returns>
    public static int LineOfFault(ReadOnlySpan<byte> text)
    {
        var line = 1;
        while (text.IndexOf((byte)'\n') is >= 0 and var end && Utf8.IsValid(text[..end]))
        {
            text = text[(end + 1)..];
            line++;
        }

        return line;
    }

    /// <summary>Whether a text was read by such a reader before it came here.</summary>
    public static bool HasLost(string text) => text.Contains(Lost, StringComparison.Ordinal);

    /// <summary>Whether all that is escaped in an address or a form is UTF-8: the server leaves the escapes of what is not as they
    /// are.</summary>
    public static bool IsEscapedWell(string escaped)
    {
        List<byte> run = [];
        for (var at = 0; at < escaped.Length; at++)
        {
            if (escaped[at] == '%' && at + 2 < escaped.Length && char.IsAsciiHexDigit(escaped[at + 1])
                && char.IsAsciiHexDigit(escaped[at + 2]))
            {
                run.Add(Convert.ToByte(escaped.Substring(at + 1, 2), 16));
                at += 2;
            }
            else if (escaped[at] == Lost || !Utf8.IsValid([.. run]))
            {
                return false;
            }
            else
            {
                run.Clear();
            }
        }

        return Utf8.IsValid([.. run]);
    }
}
