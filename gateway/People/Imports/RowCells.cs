using System.Text.RegularExpressions;
using Zhuhui.Edge.Gateway.People.Imports.Tables;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.People.Imports;

/// <summary>The cells of the line that is read, by what they hold, and what is wrong of them.</summary>
internal sealed partial class RowCells(ImportColumns columns)
{
    private const int MostCellLetters = 1000;

    private readonly ILookup<ImportField, ImportColumn> _columns = columns.All.ToLookup(column => column.Field);
    private readonly List<ImportFinding> _problems = [];
    private readonly HashSet<string> _spoilt = new(StringComparer.Ordinal);
    private TableRow _row = new(0, []);

    public IReadOnlyList<ImportFinding> Problems => _problems;

    public int Line => _row.Line;

    /// <summary>Something of this line is wrong.</summary>
    public bool IsBad { get; private set; }

    public void Begin(TableRow row)
    {
        (_row, IsBad) = (row, false);
        _spoilt.Clear();
        for (var at = 0; at < row.Cells.Count; at++)
        {
            if (!row.Cells[at].IsEmpty && !columns.Headed.Contains(at))
            {
                Bad($"({ImportColumns.Letter(at)})", row.Cells[at].Text, ImportTexts.CellUnheaded);
            }
        }

        foreach (var column in columns.All.Where(column => column.Field != ImportField.Ignore))
        {
            var cell = Cell(column);
            if (cell.Kind == CellKind.Error || cell.Text.Length > MostCellLetters)
            {
                Bad(column, cell.Text, cell.Kind == CellKind.Error ? ImportTexts.ErrorCell : ImportTexts.CellTooLong(MostCellLetters));
                _spoilt.Add(column.Title);
            }
        }
    }

    public IEnumerable<ImportColumn> All(ImportField field) => _columns[field];

    public ImportColumn? Column(ImportField field) => All(field).FirstOrDefault();

    /// <summary>A cell as it is meant: empty where it says that there is nothing, and without what keeps a spreadsheet from taking it for a
    /// formula (<see cref="Disarmed"/>).</summary>
    public Cell Said(ImportColumn column)
    {
        var cell = Cell(column) with { Text = Written(column) };
        return cell.Kind == CellKind.Error || ImportWords.Means(cell.Text, "nothing") ? new Cell("") : cell;
    }

    /// <returns>Null where it says nothing.</returns>
    public string? Text(ImportField field) => Column(field) is { } column && Said(column).Text is { Length: > 0 } text ? text : null;

    /// <returns>Null where nothing is said, or nothing that is known; the latter is a problem.</returns>
    public T? Word<T>(ImportField field, Func<string, T?> read, Func<string, Wording> problem)
        where T : struct
    {
        if (Column(field) is not { } column || Cell(column).Kind == CellKind.Error || Written(column) is not { Length: > 0 } text)
        {
            return null;
        }

        var said = read(text);
        if (said is null && !ImportWords.Means(text, "nothing"))
        {
            Bad(column, text, problem(text));
        }

        return said;
    }

    public void Bad(ImportField field, string? value, Wording words) => Bad(Column(field), value, words);

    public void Bad(ImportColumn? column, string? value, Wording words) => Bad(column?.Title, value, words);

    public Cell Cell(ImportColumn column) => column.At < _row.Cells.Count ? _row.Cells[column.At] : new Cell("");

    private string Written(ImportColumn column) => Disarmed.Arm(Invisible().Replace(Cell(column).Text, " ").Trim(' '))
        .Trim();

    private void Bad(string? title, string? value, Wording words)
    {
        IsBad = true;
        if (title is not null && _spoilt.Contains(title))
        {
            return;
        }

        _problems.Add(new ImportFinding(_row.Line, title, value, words));
    }

    [GeneratedRegex(@"[\u200B-\u200F\uFEFF\u00A0\u2060]", RegexOptions.CultureInvariant)]
    private static partial Regex Invisible();
}
