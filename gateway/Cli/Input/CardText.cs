using System.Globalization;
using System.Text.RegularExpressions;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Cli.Input;

/// <summary>A card as it is typed: its number, or its format and number, for example <c>wiegand-26:1234567</c>.</summary>
internal static class CardText
{
    public static HeldCard Read(string text)
    {
        var parts = text.Split(':');
        var (format, number) = parts.Length == 2 ? (parts[0], parts[1]) : (null, text);
        return (format is null || Regex.IsMatch(format, SiteFile.NamePattern)) && ulong.TryParse(number, NumberStyles.None,
            CultureInfo.InvariantCulture, out var card)
            ? new HeldCard(card, format)
            : throw new UsageException(CommandTexts.CardFormat(text));
    }
}
