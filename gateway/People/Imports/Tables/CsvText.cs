using System.Buffers;

namespace Zhuhui.Edge.Gateway.People.Imports.Tables;

/// <summary>Separated values as spreadsheets take them; cells are disarmed (<see cref="Disarmed"/>) by whoever gives them.</summary>
internal static class CsvText
{
    /// <summary>A cell with one of these stands in quotes.</summary>
    private static readonly SearchValues<char> _quoted = SearchValues.Create(",\"\r\n;\t");

    public static string Line(IEnumerable<string> cells) => string.Join(',', cells.Select(Quoted)) + "\r\n";

    private static string Quoted(string cell) => cell.AsSpan().IndexOfAny(_quoted) < 0 ? cell
        : $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
