namespace Zhuhui.Edge.Gateway.People.Imports.Tables;

/// <summary>Cells that a spreadsheet would take for a formula, and run: an apostrophe before them keeps them text. One that stands there
/// already gets another, so that every text comes back as it was.</summary>
internal static class Disarmed
{
    private const string Armed = "=+-@\t\r'\uFF1D\uFF0B\uFF0D\uFF20";

    public static string Disarm(string text) => text.Length > 0 && Armed.Contains(text[0], StringComparison.Ordinal) ? $"'{text}" : text;

    public static string Arm(string text) => text is ['\'', var first, ..] && Armed.Contains(first, StringComparison.Ordinal) ? text[1..]
        : text;
}
