using System.Text.RegularExpressions;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Gateway.Tests.Doors.Hinged;

/// <summary>A table of states in docs/design/door.md: the first column has the states, the first row the readings, a cell the next state
/// and what is done.</summary>
internal static partial class WrittenTable
{
    /// <param name="name">The first word of the table's head, before <c>\</c>.</param>
    public static Dictionary<string, string> Read(string name)
    {
        var rows = File.ReadLines(Repository.At("docs", "design", "door.md")).SkipWhile(l => !l.StartsWith($"| {name} \\ ",
            StringComparison.Ordinal))
            .TakeWhile(l => l.StartsWith('|')).Select(l => l.Trim('|').Split('|').Select(c => c.Trim(' ', '*')).ToArray()).ToArray();
        return rows.Skip(2).SelectMany(row => row.Skip(1).Select((cell, i) => (Key: $"{row[0]}, {rows[0][i + 1]}", Cell: cell)))
            .ToDictionary(c => c.Key, c => c.Cell);
    }

    public static string Key(Enum state, Enum reading) => $"{Words(state)}, {Words(reading)}";

    /// <summary>How the cell is to read: <c>-</c> where all stays as it is.</summary>
    public static string Cell(Enum state, Enum next, string actions) =>
        state.Equals(next) && actions.Length == 0 ? "-"
            : string.Join(": ", new[] { Words(next), WordsOf(actions.Replace(", ", " + ", StringComparison.Ordinal)) }.Where(w =>
                w.Length > 0));

    private static string Words(Enum name) => WordsOf(name.ToString());

    private static string WordsOf(string names) => Capital().Replace(names, m => $" {m.Value.ToLowerInvariant()}").Trim().Replace("  ", " ",
        StringComparison.Ordinal);

    [GeneratedRegex("[A-Z]")]
    private static partial Regex Capital();
}
