using System.Text.RegularExpressions;
using Zhuhui.Edge.Gateway.People.Imports.Tables;
using Zhuhui.Edge.Gateway.People.Profiles;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.People.Imports;

/// <summary>Reads the cards of a list's cells. A print that can mean two cards is read the likelier way, and said to be so: a map of the
/// list says which it is.</summary>
internal sealed partial class CardReader
{
    private (int Line, string Title, string Value, int Count) _eightDigits;
    private (int Line, string Title, string Value, int Count) _zeros;

    public IEnumerable<ImportFinding> Warnings =>
    [
        .. _eightDigits.Count == 0 ? [] : new[]
        {
            new ImportFinding(_eightDigits.Line, _eightDigits.Title, _eightDigits.Value, ImportTexts.CardTwoWays(_eightDigits.Count)),
        },
        .. _zeros.Count == 0 ? [] : new[] { new ImportFinding(_zeros.Line, _zeros.Title, _zeros.Value,
            ImportTexts.CardZeros(_zeros.Count)) },
    ];

    public (IReadOnlyList<HeldCard> Cards, IReadOnlyList<(string Value, Wording Words)> Problems) Read(int line, Cell cell,
        ImportColumn column)
    {
        List<HeldCard> cards = [];
        List<(string Value, Wording Words)> problems = [];
        foreach (var text in Between().Split(cell.Text.Trim()).Select(one => one.Trim()).Where(one => one.Length > 0))
        {
            if (cell.Kind == CellKind.LostDigits || Scientific().IsMatch(text))
            {
                problems.Add((text, ImportTexts.CardScientific));
                continue;
            }

            var (format, print) = CardForms.Split(text);
            var readings = CardForms.Read(print);
            var number = column.Form is { } form && format is null ? CardForms.Read(print, form)
                : readings.Count > 0 ? readings[0].Number
                : (ulong?)null;
            if (cell.Kind == CellKind.Date || number is null or 0)
            {
                problems.Add((text, column.Form is null || readings.Count == 0 ? ImportTexts.NoCard : ImportTexts.NoCardOfForm));
                continue;
            }

            cards.Add(new HeldCard(number.Value, format));
            if (column.Form is null && format is null
                && readings.Any(reading => reading.Form == CardForm.Facility && reading.Number != number))
            {
                _eightDigits = Counted(_eightDigits, line, column, text);
            }

            if (text.Length > 15 && text.EndsWith("000", StringComparison.Ordinal) && text.All(char.IsAsciiDigit))
            {
                _zeros = Counted(_zeros, line, column, text);
            }
        }

        return (cards, problems);
    }

    private static (int Line, string Title, string Value, int Count) Counted((int Line, string Title, string Value, int Count) before,
        int line,
        ImportColumn column, string text) => before.Count == 0 ? (line, column.Title, text, 1) : before with { Count = before.Count + 1 };

    /// <summary>A space beside a comma or a stroke stands within one card: <c>188, 27678</c>.</summary>
    [GeneratedRegex(@"[;\uFF1B\u3001\r\n]+|(?<![,\uFF0C/])[ \t\u3000]+(?![,\uFF0C/])", RegexOptions.CultureInvariant)]
    private static partial Regex Between();

    [GeneratedRegex(@"^\d+(?:\.\d+)?[eE][+-]\d+$|^\d+\.\d+$", RegexOptions.CultureInvariant)]
    private static partial Regex Scientific();
}
