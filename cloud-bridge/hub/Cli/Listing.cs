using System.Globalization;
using System.Text.Json;

namespace Zhuhui.Edge.Hub.Cli;

/// <summary>Lists for a terminal: columns as wide as their longest word.</summary>
internal static class Listing
{
    /// <param name="rows">The first is the heading.</param>
    public static string Format(IReadOnlyList<IReadOnlyList<string>> rows)
    {
        int[] widths = [.. Enumerable.Range(0, rows[0].Count).Select(i => rows.Max(row => Plain(row[i]).Length))];
        return string.Join('\n', rows.Select(row => string.Join("  ", row.Select((word, i) => Plain(word).PadRight(widths[i]))).TrimEnd()));
    }

    /// <summary>The same for programs: one object a line.</summary>
    public static string Json<T>(IEnumerable<T> rows) => string.Join('\n', rows.Select(row => JsonSerializer.Serialize(row,
        JsonSerializerOptions.Web)));

    public static string Moment(DateTimeOffset? at) => at?.UtcDateTime.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture) ?? "-";

    public static string Day(DateTimeOffset? at) => at?.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "-";

    /// <summary>What gateways say of themselves bends no line.</summary>
    private static string Plain(string word) => string.Concat(word.Select(letter => char.IsControl(letter) ? '?' : letter));
}
