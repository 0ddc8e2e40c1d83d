using System.Globalization;
using System.IO.Compression;
using System.Xml;
using MiniExcelLibs;
using MiniExcelLibs.OpenXml;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.People.Imports.Tables;

/// <summary>The first sheet of an .xlsx workbook. A spreadsheet keeps fifteen digits of a number and not its leading zeros: what has lost
/// some is told from what has not.</summary>
internal static class SheetReader
{
    /// <summary>Unpacked, all of it: a small file may unpack to any size.</summary>
    private const long MostUnpackedBytes = 200L << 20;

    /// <summary>From here on a double may stand for several whole numbers of sixteen digits.</summary>
    private const double FirstInexact = 1e15;

    private static readonly string[] _errors = ["#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!", "#SPILL!", "#CALC!"];

    /// <param name="mostRows">The most rows that hold anything.</param>
    /// <returns>What it holds; or why it can't be read.</returns>
    public static (ImportTable? Table, Wording? Problem) Read(byte[] bytes, int mostRows)
    {
        try
        {
            using var file = new MemoryStream(bytes, writable: false);
            using (var parts = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true))
            {
                if (parts.Entries.Sum(part => part.Length) > MostUnpackedBytes)
                {
                    return (null, ImportTexts.UnpacksTooBig(MostUnpackedBytes >> 20));
                }
            }

            file.Position = 0;
            var sheets = file.GetSheetNames();
            return (new ImportTable(Rows(file, mostRows), sheets.Count > 1 ? [ImportTexts.FirstSheetAlone(sheets[0], sheets.Count)] : []),
                null);
        }
        catch (Exception damaged) when (damaged is InvalidDataException or InvalidOperationException or XmlException or FormatException
            or KeyNotFoundException or IOException or ArgumentException or NullReferenceException or NotSupportedException
                or OverflowException)
        {
            // A workbook that lacks a part ends MiniExcel 1.46 in whatever the part's absence leads to.
            return (null, ImportTexts.SheetDamaged(damaged.Message));
        }
    }

    private static List<TableRow> Rows(MemoryStream file, int mostRows)
    {
        file.Position = 0;
        var line = 0;
        List<TableRow> rows = [];
        foreach (IDictionary<string, object?> cells in file.Query(useHeaderRow: false, excelType: ExcelType.XLSX,
            configuration: new OpenXmlConfiguration { FillMergedCells = true, EnableSharedStringCache = false }))
        {
            line++;
            if (cells.Values.Any(value => value is not null))
            {
                rows.Add(new TableRow(line, [.. cells.Values.Select(ToCell)]));
            }

            if (rows.Count > mostRows)
            {
                break;
            }
        }

        return rows;
    }

    private static Cell ToCell(object? value) => value switch
    {
        null => new Cell(""),
        double number when Math.Abs(number) >= FirstInexact =>
            new Cell(number.ToString("R", CultureInfo.InvariantCulture), CellKind.LostDigits),
        double number => new Cell(number.ToString("0.###############", CultureInfo.InvariantCulture), CellKind.Number),
        DateTime at => new Cell(at.ToString(at.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm",
            CultureInfo.InvariantCulture),
            CellKind.Date),
        bool yes => new Cell(yes ? "true" : "false"),
        string text when _errors.Contains(text) => new Cell(text, CellKind.Error),
        IFormattable other => new Cell(other.ToString(null, CultureInfo.InvariantCulture), CellKind.Number),
        _ => new Cell(value.ToString() ?? ""),
    };
}
