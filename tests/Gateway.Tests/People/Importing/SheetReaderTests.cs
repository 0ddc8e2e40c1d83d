using System.IO.Compression;
using System.Text;
using Xunit;
using Zhuhui.Edge.Gateway.People.Imports;

namespace Zhuhui.Edge.Gateway.Tests.People.Importing;

/// <summary>Workbooks as spreadsheets write them, byte by byte, and texts of separated values.</summary>
public sealed class SheetReaderTests : IDisposable
{
    private readonly ImportBench _office = new();

    public void Dispose() => _office.Dispose();

    [Fact]
    public void What_a_spreadsheet_has_lost_is_told_from_what_it_has_not()
    {
        var sheet = Sheet(
            [Text("名单"), "", "", "", ""],
            [Text("姓名"), Text("房号"), Text("卡号"), Text("出生日期"), Text("电话")],
            [Text("王伟"), Text("3-2-501"), "<v>12348446</v>", "s=\"1\"|<v>18294</v>", "<v>13812345678</v>"],
            [Text("李娜"), Text("3-2-501"), "<v>1.23456789012345E+17</v>", "<v>19500131</v>", ""],
            [Text("赵云"), "s=\"1\"|<v>45000</v>", Text("0012348447"), "<v>45000</v>", "t=\"e\"|<v>#N/A</v>"],
            ["", "", "", "", ""]);
        var answer = _office.Take(sheet, dry: true);
        Assert.Equal(
            [(4, "卡号 (C)", "1.23456789012345E+17"), (5, "电话 (E)", "#N/A"), (5, "房号 (B)", "2023-03-15"), (5, "出生日期 (D)", "45000")],
            answer.Problems.Select(problem => (problem.Line!.Value, problem.Column, problem.Value)));
        Assert.Equal(1, answer.New);
    }

    [Fact]
    public void A_home_that_is_written_once_for_a_family_in_merged_cells_is_everybody_s()
    {
        var answer = _office.Take(Sheet([[Text("姓名"), Text("住址")], [Text("王伟"), Text("3-2-501")], [Text("李娜"), ""]], "B2:B3"));
        Assert.True(answer.IsDone, answer.Said);
        Assert.Equal("3-2-501", _office.HomeOf(_office.One("李娜")));
    }

    [Theory]
    [InlineData("can't be read", "504B030401020304")]
    [InlineData("old .xls workbook", "D0CF11E0A1B11AE1")]
    [InlineData("neither UTF-8 nor GB18030", "FFFFFFFF00")]
    [InlineData("neither UTF-8 nor GB18030", "8130FF2C0A")]
    [InlineData("quotation mark that begins here has no end", "6E616D652C686F6D650A22612C620A632C640A")]
    [InlineData("something else", "6E616D652C686F6D650A226122782C620A")]
    [InlineData("none of the first 20 lines", "612C620A632C640A")]
    public void What_can_not_be_read_is_one_problem(string problem, string bytes) => Assert.Contains(problem,
        Assert.Single(_office.Take(Convert.FromHexString(bytes)).Problems).Text, StringComparison.Ordinal);

    [Fact]
    public void A_workbook_that_lacks_a_part_or_unpacks_to_anything_is_one_problem()
    {
        using var bare = new MemoryStream();
        using (var zip = new ZipArchive(bare, ZipArchiveMode.Create, leaveOpen: true))
        {
            zip.CreateEntry("a.txt");
        }

        Assert.Contains("can't be read", Assert.Single(_office.Take(bare.ToArray()).Problems).Text, StringComparison.Ordinal);
        using var bomb = new MemoryStream();
        using (var zip = new ZipArchive(bomb, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var entry = zip.CreateEntry("xl/worksheets/sheet1.xml", CompressionLevel.Fastest).Open();
            for (var i = 0; i < 201; i++)
            {
                entry.Write(new byte[1 << 20]);
            }
        }

        Assert.Contains("unpacks to more", Assert.Single(_office.Take(bomb.ToArray()).Problems).Text, StringComparison.Ordinal);
        Assert.Contains("8 MB", Assert.Single(_office.Take(new byte[(8 << 20) + 1]).Problems).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("name;home\r\nWang;3-2-501\r\n")]
    [InlineData("name\thome\nWang\t3-2-501")]
    [InlineData("\n\nname,home\r\"Wang\",\"3-2-501\"\r")]
    public void Lines_and_separators_are_told_by_themselves(string text)
    {
        Assert.True(_office.Take(text).IsDone);
        Assert.Equal("3-2-501", _office.HomeOf(_office.One("Wang")));
    }

    [Fact]
    public void A_map_says_which_column_is_which_and_how_cards_are_printed()
    {
        const string list = "Bewohner,home,tag,old\nWang,3-2-501,18827678,1E6CBC00\n";
        Assert.Single(_office.Take(list).Problems);
        Assert.Contains("names this heading",
            Assert.Single(_office.Take(list, """{"columns":{"Bewohner":"name","x":"notes"}}""").Problems).Text,
            StringComparison.Ordinal);
        Assert.NotNull(_office.Take(list, """{"columns":{"Bewohner":"nom"}}""").Refused);
        const string map = """{"columns":{"Bewohner":"name","tag":"cards","old":"cards"},"""
            + """ "cardForm":"facility","cardForms":{"old":"hexadecimalSwapped"}}""";
        var read = _office.Take(list, map);
        Assert.True(read.IsDone, read.Said ?? read.Refused);
        Assert.Equal([12348446UL], _office.One("Wang").Cards.Select(card => card.Number));
        Assert.Contains(_office.Take("name,home,cards\nLi,3-2-502,18827699\n", dry: true).Warnings, one => one.Text.StartsWith(
            "1 card(s) of eight digits", StringComparison.Ordinal));
    }

    private static string Text(string text) => $"t=\"inlineStr\"|<is><t>{text}</t></is>";

    private static byte[] Sheet(params string[][] rows) => Sheet(rows, null);

    private static byte[] Sheet(string[][] rows, string? merged)
    {
        const string ns = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"";
        const string rel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        var cells = string.Concat(rows.Select((row, r) => $"<row r=\"{r + 1}\">" + string.Concat(row.Select((cell, c) =>
        {
            var at = $"{ImportColumns.Letter(c)}{r + 1}";
            return cell.Split('|') is [var attribute, var inside] ? $"<c r=\"{at}\" {attribute}>{inside}</c>" : $"<c r=\"{at}\">{cell}</c>";
        })) + "</row>"));
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add("xl/workbook.xml", $"<workbook {ns} xmlns:r=\"{rel}\"><sheets>"
                + "<sheet name=\"S\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>");
            Add("xl/_rels/workbook.xml.rels", "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
                + $"<Relationship Id=\"rId1\" Type=\"{rel}/worksheet\" Target=\"worksheets/sheet1.xml\"/>"
                + $"<Relationship Id=\"rId2\" Type=\"{rel}/styles\" Target=\"styles.xml\"/></Relationships>");
            Add("xl/styles.xml", $"<styleSheet {ns}><cellXfs count=\"2\"><xf numFmtId=\"0\"/>"
                + "<xf numFmtId=\"14\" applyNumberFormat=\"1\"/></cellXfs>"
                + "</styleSheet>");
            Add("xl/worksheets/sheet1.xml", $"<worksheet {ns}><sheetData>{cells}</sheetData>" + (merged is null ? ""
                : $"<mergeCells count=\"1\"><mergeCell ref=\"{merged}\"/></mergeCells>") + "</worksheet>");

            void Add(string name, string xml)
            {
                using var part = zip.CreateEntry(name).Open();
                part.Write(Encoding.UTF8.GetBytes(xml));
            }
        }

        return file.ToArray();
    }
}
