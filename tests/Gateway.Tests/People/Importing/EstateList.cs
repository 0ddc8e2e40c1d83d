using System.Globalization;
using System.Text;
using MiniExcelLibs;
using Zhuhui.Edge.Gateway.People.Imports;
using Zhuhui.Edge.Gateway.People.Profiles;

namespace Zhuhui.Edge.Gateway.Tests.People.Importing;

/// <summary>A list of residents as an estate has it: 2,100 people of 600 households, homonyms, telephones that a family shares, cards in
/// five spellings, days in four, a title above the headings, spaces within short names; and the same with 37 lines that are wrong, each in
/// its own way. Made by a seed; the names are put together by chance.</summary>
internal sealed class EstateList
{
    private const string Surnames = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗";
    private const string Given = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀兰霞平刚桂英华玉红建国梅鑫宇欣怡梓涵";
    private const int ByHousehold = 7;

    private static readonly string[] _headings =
    [
        "序号", "楼栋", "单元", "房号", "姓名", "性别", "出生日期", "身份", "联系电话", "卡号1", "卡号2", "车牌号", "有效期至", "备注", "独居",
    ];

    private EstateList(IReadOnlyList<EstatePerson> people, IReadOnlyList<string[]> rows, IReadOnlyList<int> badLines) =>
        (People, Rows, BadLines) = (people, rows, badLines);

    /// <summary>How the list's two columns of cards are printed: the second has them in eight digits.</summary>
    public static string Map { get; } = """{"cardForms": {"卡号2": "facility"}}""";

    /// <summary>Who is meant.</summary>
    public IReadOnlyList<EstatePerson> People { get; }

    /// <summary>The whole sheet, a title and the headings first.</summary>
    public IReadOnlyList<string[]> Rows { get; }

    /// <summary>Lines of which something is wrong.</summary>
    public IReadOnlyList<int> BadLines { get; }

    public static EstateList Make(int people = 2100, int households = 600, int bad = 0, int seed = 1)
    {
        var random = new Random(seed);
        List<EstatePerson> all = [];
        List<string[]> rows = [["阳光花园住户登记表", .. Enumerable.Repeat("", _headings.Length - 1)], _headings];
        var taken = new HashSet<(int, string)>();
        for (var i = 0; i < people; i++)
        {
            // The first of each household are owners; the rest follow in the households' order.
            var household = (int)((long)i * households / people);
            var name = Name(random);
            while (!taken.Add((household, name)))
            {
                name = Name(random);
            }

            var one = new EstatePerson(name, Home.Parse($"{(household / 100) + 1}-{(household / 25 % 4) + 1}-{(household % 25 / 5) + 1}0"
                + $"{(household % 5) + 1}")!, i % 9 == 0 ? null : (ulong)(1_000_000 + (i * 37)), i % 50 == 7 ? 0x2C_0000UL + (uint)i
                    : null);
            all.Add(one);
            rows.Add(Row(i, one, household, random));
        }

        var lines = Enumerable.Range(0, bad).Select(i => 3 + (int)(((long)i * people / Math.Max(bad, 1)) + 1)).ToArray();
        foreach (var (i, line) in lines.Index())
        {
            rows[line - 1] = Spoil(rows[line - 1], rows[line - 2], i);
        }

        return new EstateList(all, rows, lines);
    }

    public byte[] Csv(Encoding encoding) => [.. encoding.Preamble, .. encoding.GetBytes(string.Concat(Rows.Select(row => string.Join(',',
        row.Select(cell => cell.AsSpan().IndexOfAny(",\"\n") < 0 ? cell : $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\""))
        + "\r\n")))];

    /// <summary>Where a row begins in the text: a note has a line break.</summary>
    public int LineInText(int row) => row + Rows.Take(row - 1).Sum(cells => cells.Sum(cell => cell.Count(one => one == '\n')));

    public byte[] Xlsx()
    {
        using var file = new MemoryStream();
        file.SaveAs(Rows.Select(row => row.Index().ToDictionary(cell => ImportColumns.Letter(cell.Index), object (cell) => cell.Item)),
            printHeader: false);
        return file.ToArray();
    }

    private static string Name(Random random) => $"{Surnames[random.Next(Surnames.Length)]}"
        + string.Concat(Enumerable.Range(0, random.Next(1, 3)).Select(_ => Given[random.Next(Given.Length)]));

    private static string[] Row(int i, EstatePerson one, int household, Random random)
    {
        var phone = i % 5 == 0 ? "" : $"138{household:0000}{(i % 3 == 0 ? 1000 + (i % 9000) : 1000 + household):0000}";
        var born = new DateOnly(1940 + random.Next(80), random.Next(12) + 1, random.Next(28) + 1);
        return
        [
            $"{i + 1}", $"{one.Home.Building}{(i % 3 == 0 ? "栋" : "")}", $"{one.Home.Unit}{(i % 4 == 0 ? "单元" : "")}",
            $"{one.Home.Room}{(i % 6 == 0 ? "室" : "")}", one.Name.Length == 2 && i % 2 == 0 ? $"{one.Name[0]}　{one.Name[1]}" : one.Name,
            i % 2 == 0 ? "男" : "女", Day(born, i), i % ByHousehold == 0 ? "业主" : i % ByHousehold == 1 ? "租户" : "家属",
            i % 10 == 3 && phone.Length > 0 ? $"{phone[..3]} {phone[3..7]} {phone[7..]}" : phone, Print(one.Card, i),
                Facility(one.SecondCard),
            i % 12 == 0 ? $"湘D·{10_000 + i}" : "", i % ByHousehold == 1 ? "2027-06-30" : "", i % 40 == 0 ? "轮椅,\n需帮助" : "",
            i % 77 == 0 ? "是" : "",
        ];
    }

    /// <summary>Ten digits, as many as there are, facility and number, hexadecimal and hexadecimal with its sign.</summary>
    private static string Print(ulong? card, int i) => card is not { } number ? "" : (i % 5) switch
    {
        0 => number.ToString("D10", CultureInfo.InvariantCulture),
        1 => $"{number}",
        2 => $"{number >> 16},{number & 0xFFFF:D5}",
        3 => $"0x{number:X6}",
        _ => $"{number >> 16}/{number & 0xFFFF}",
    };

    private static string Facility(ulong? card) => card is { } number ? $"{number >> 16:D3}{number & 0xFFFF:D5}" : "";

    private static string Day(DateOnly day, int i) => day.ToString((i % 4) switch
    {
        0 => "yyyy-MM-dd",
        1 => "yyyy/M/d",
        2 => "yyyy'年'M'月'd'日'",
        _ => "yyyyMMdd",
    }, CultureInfo.InvariantCulture);

    private static string[] Spoil(string[] row, string[] before, int i)
    {
        string[] spoilt = [.. row];
        var (at, text) = (i % 12) switch
        {
            0 => (3, ""),
            1 => (4, ""),
            2 => (9, "1.23E+09"),
            3 => (8, "1381234"),
            4 => (6, "1950-13-01"),
            5 => (5, "未知"),
            6 => (7, "群众"),
            7 => (11, "湘12"),
            8 => (12, "明年"),
            9 => (9, "卡片"),
            10 => (1, ""),
            _ => (14, "也许"),
        };
        spoilt[at] = text;
        return spoilt;
    }
}

/// <param name="Card">Of the first column.</param>
/// <param name="SecondCard">Of the second, which is of facilities.</param>
internal sealed record EstatePerson(string Name, Home Home, ulong? Card, ulong? SecondCard);
