using System.Text.Json;
using System.Text.Json.Nodes;
using Zhuhui.Edge.Gateway.Console.History;
using Zhuhui.Edge.Gateway.People.Imports;
using Zhuhui.Edge.Gateway.People.Imports.Tables;
using Zhuhui.Edge.Gateway.People.Profiles;
using Zhuhui.Edge.Gateway.Texts;
using Zhuhui.Edge.Gateway.Texts.Pages;

namespace Zhuhui.Edge.Gateway.Console.Lists;

/// <summary>The columns of a list as a form shows them, and the map that the form makes.</summary>
internal static class ListColumns
{
    private const int MostLinesAbove = 20;
    private const int MostExamples = 3;
    private const int LongestExample = 24;

    /// <summary>The headings: in the line that has a name's, or else in the fullest of the first lines.</summary>
    public static IReadOnlyList<ColumnRow> Of(byte[] file, string? text)
    {
        if (TableReader.Read(file).Table is not { } table || ImportMap.Read(text).Map is not { } map || table.Rows.Count == 0)
        {
            return [];
        }

        var first = table.Rows.Take(MostLinesAbove).ToArray();
        var head = first.FirstOrDefault(row => row.Cells.Any(cell => map.FieldOf(cell.Text.Trim()) == ImportField.Name))
            ?? first.MaxBy(row => row.Cells.Count(cell => !cell.IsEmpty))!;
        TableRow[] after = [.. table.Rows.SkipWhile(row => row.Line <= head.Line).Take(MostExamples)];
        return [.. head.Cells.Select((cell, at) => (Heading: cell.Text.Trim(), At: at)).Where(column => column.Heading.Length > 0)
            .DistinctBy(column => column.Heading).Select(column => new ColumnRow(column.Heading, map.FieldOf(column.Heading) is { } field
                ? NameOf(field) : "", string.Join(" · ", after.Where(row => column.At < row.Cells.Count).Select(row => Short(row.Cells[
                    column.At].Text.Trim())).Where(example => example.Length > 0))))];
    }

    /// <summary>How cards are printed, by a map.</summary>
    public static string FormOf(string? text) => ImportMap.Read(text).Map?.CardForm is { } form ? NameOf(form) : "";

    public static IReadOnlyList<Choice> Fields(Language language)
    {
        var headings = ImportWords.Exported(language).ToDictionary(one => one.Field, one => one.Heading);
        return [.. Enum.GetValues<ImportField>().Select(field => new Choice(NameOf(field), headings.GetValueOrDefault(field)
            ?? (field switch
            {
                ImportField.Home => ListPageTexts.Home,
                ImportField.Consent => ListPageTexts.Consent,
                ImportField.Guardian => ListPageTexts.Guardian,
                _ => ListPageTexts.Ignore,
            }).In(language)))];
    }

    public static IReadOnlyList<Choice> Forms(Language language) =>
    [
        .. Enum.GetValues<CardForm>().Select(form => new Choice(NameOf(form), (form switch
        {
            CardForm.Decimal => ListPageTexts.Decimal,
            CardForm.Facility => ListPageTexts.Facility,
            CardForm.Hexadecimal => ListPageTexts.Hexadecimal,
            CardForm.HexadecimalSwapped => ListPageTexts.HexadecimalSwapped,
            _ => ListPageTexts.DecimalSwapped,
        }).In(language))),
    ];

    /// <summary>The text of the map that was chosen; null where nothing was.</summary>
    public static string? Map(IEnumerable<(string Heading, string Field)> chosen, string form)
    {
        var columns = new JsonObject();
        foreach (var (heading, field) in chosen.Where(one => one.Field.Length > 0))
        {
            columns[heading] = field;
        }

        var map = new JsonObject { ["columns"] = columns };
        if (form.Length > 0)
        {
            map["cardForm"] = form;
        }

        return columns.Count == 0 && form.Length == 0 ? null : map.ToJsonString();
    }

    private static string NameOf<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    private static string Short(string text) => text.Length > LongestExample ? text[..LongestExample] + "…" : text;
}
