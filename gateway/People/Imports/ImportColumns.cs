using Zhuhui.Edge.Gateway.People.Imports.Tables;
using Zhuhui.Edge.Gateway.People.Profiles;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.People.Imports;

/// <param name="Title">The heading and the spreadsheet's letter, for whoever looks for it.</param>
/// <param name="Form">How cards are printed in it; null for any way that can be told.</param>
internal sealed record ImportColumn(int At, ImportField Field, string Title, CardForm? Form);

/// <summary>The columns of a list, found by its line of headings.</summary>
/// <param name="Line">Of the headings: people follow it.</param>
/// <param name="Headed">Where that line has headings, known or not.</param>
internal sealed record ImportColumns(int Line, IReadOnlyList<ImportColumn> All, IReadOnlySet<int> Headed)
{
    /// <summary>Above the headings there may be a title and a date.</summary>
    private const int MostLinesAbove = 20;

    private const int Letters = 26;

    /// <returns>Null where there is a problem.</returns>
    public static (ImportColumns? Columns, IReadOnlyList<ImportFinding> Problems,
        IReadOnlyList<ImportFinding> Warnings) Find(ImportTable table,
        ImportMap map)
    {
        var head = table.Rows.Take(MostLinesAbove).FirstOrDefault(row => row.Cells.Any(cell => map.FieldOf(cell.Text) == ImportField.Name));
        if (head is null)
        {
            var first = table.Rows.Take(1).SelectMany(row => row.Cells).Where(cell => !cell.IsEmpty).Select(cell => cell.Text.Trim());
            return (null, [ImportFinding.Of(ImportTexts.NoHeadings(Wording.Join(ListTexts.Comma, first) is { En.Length: > 0 } listed
                ? listed
                : ListTexts.None))], []);
        }

        List<ImportFinding> problems = [];
        List<ImportFinding> warnings = [];
        List<ImportColumn> found = [];
        for (var at = 0; at < head.Cells.Count; at++)
        {
            var heading = head.Cells[at].Text.Trim();
            var title = $"{heading} ({Letter(at)})";
            if (heading.Length == 0)
            {
                continue;
            }

            if (map.FieldOf(heading) is not { } field)
            {
                warnings.Add(new ImportFinding(head.Line, title, null, ImportTexts.ColumnUnknown));
            }
            else if (field is not (ImportField.Cards or ImportField.Plates or ImportField.Ignore)
                && found.FirstOrDefault(one => one.Field == field) is { } other)
            {
                problems.Add(new ImportFinding(head.Line, title, null, ImportTexts.ColumnTwice(other.Title)));
            }
            else
            {
                found.Add(new ImportColumn(at, field, title, map.FormOf(heading)));
            }
        }

        problems.AddRange(map.Missing([.. head.Cells.Select(cell => cell.Text)])
            .Select(missing => new ImportFinding(head.Line, missing, null,
            ImportTexts.ColumnMissing)));
        return (problems.Count > 0 ? null : new ImportColumns(head.Line, found,
            Enumerable.Range(0, head.Cells.Count).Where(at => !head.Cells[at].IsEmpty).ToHashSet()), problems, warnings);
    }

    /// <summary>As a spreadsheet counts columns: A, Z, AA.</summary>
    public static string Letter(int at) => at < Letters ? $"{(char)('A' + at)}" : Letter((at / Letters) - 1) + (char)('A' + (at % Letters));
}
