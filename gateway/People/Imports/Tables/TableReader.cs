using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.People.Imports.Tables;

/// <summary>Reads a list of people as it was handed in: a text of separated values or a workbook, told by its first bytes and not by its
/// name.</summary>
internal static class TableReader
{
    public const int MostBytes = 8 << 20;
    public const int MostRows = 20_000;
    public const int MostColumns = 100;

    public static (ImportTable? Table, ImportFinding? Problem) Read(byte[] bytes)
    {
        if (bytes.Length > MostBytes)
        {
            return (null, ImportFinding.Of(ImportTexts.TooBig(MostBytes >> 20)));
        }

        var (table, problem) = bytes switch
        {
            [(byte)'P', (byte)'K', 3, 4, ..] => Sheet(bytes),
            [0xD0, 0xCF, 0x11, 0xE0, ..] => (null, ImportFinding.Of(ImportTexts.OldWorkbook)),
            _ => Text(bytes),
        };
        return table?.Rows.Count > MostRows ? (null, ImportFinding.Of(ImportTexts.TooManyRows(MostRows)))
            : table?.Rows.Any(row => row.Cells.Count > MostColumns && row.Cells.Skip(MostColumns).Any(cell => !cell.IsEmpty)) == true
                ? (null, ImportFinding.Of(ImportTexts.TooManyColumns(MostColumns)))
            : (table, problem);
    }

    private static (ImportTable? Table, ImportFinding? Problem) Sheet(byte[] bytes)
    {
        var (table, problem) = SheetReader.Read(bytes, MostRows);
        return (table, problem is null ? null : ImportFinding.Of(problem));
    }

    private static (ImportTable? Table, ImportFinding? Problem) Text(byte[] bytes)
    {
        if (TableText.Decode(bytes) is not var (text, note))
        {
            return (null, ImportFinding.Of(ImportTexts.NoText));
        }

        var (rows, problem) = CsvReader.Read(text);
        return problem is not null ? (null, problem)
            : (new ImportTable([.. rows.Where(row => !row.IsEmpty)], note is null ? [] : [note]), null);
    }
}
