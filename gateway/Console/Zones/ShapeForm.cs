using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Site.Rules;
using Zhuhui.Edge.Gateway.Texts;
using Zhuhui.Edge.Gateway.Texts.Pages.Technics;
using Zhuhui.Edge.Vision.Options;

namespace Zhuhui.Edge.Gateway.Console.Zones;

/// <summary>Turns a camera's zones, lines and masks into rows of a form, and what was typed and drawn there into a camera again.</summary>
internal static partial class ShapeForm
{
    public const int MostShapes = 40;

    private const int Spare = 3;
    private const int MostCorners = 60;
    private const int LongestLoiter = 3600;

    public static IReadOnlyList<ShapeRow> RowsOf(SiteCamera camera) =>
    [
        .. camera.Zones.Select(zone => new ShapeRow("zone", zone.Id, Written(zone.Points), "Either", zone.Intrusion switch
        {
            true => "yes",
            false => "no",
            null => "",
        }, zone.LoiterSeconds?.ToString(CultureInfo.InvariantCulture) ?? "", zone.Id)),
        .. camera.Lines.Select(line => new ShapeRow("line", line.Id, Written([.. line.From, .. line.To]), line.Direction.ToString(), "", "",
            line.Id)),
        .. camera.Masks.Select(mask => new ShapeRow("mask", "", Written(mask.Points), "Either", "", "", "")),
        .. Enumerable.Repeat(ShapeRow.Empty, Spare),
    ];

    /// <summary>Another one with any other shape: what is saved names the one that was shown.</summary>
    public static string StateOf(SiteCamera camera) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        string.Join('\n', RowsOf(camera)))))[..16];

    public static IReadOnlyList<ShapeRow> Read(IFormCollection form)
    {
        List<ShapeRow> rows = [];
        for (var i = 0; i < MostShapes && form.ContainsKey($"kind-{i}"); i++)
        {
            rows.Add(new ShapeRow(Of("kind"), Of("id"), Of("corners"), Of("direction"), Of("anybody"), Of("loiter"), Of("was")));

            string Of(string name) => form[$"{name}-{i}"].ToString().Trim();
        }

        return rows;
    }

    /// <returns>The camera with what was drawn; null where something is wrong, which stands in its row.</returns>
    public static (SiteCamera? Camera, IReadOnlyList<ShapeRow> Rows) Take(SiteCamera before, IReadOnlyList<ShapeRow> rows,
        Language language)
    {
        List<SiteZone> zones = [];
        List<SiteLine> lines = [];
        List<MaskOptions> masks = [];
        List<ShapeRow> told = [];
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var row in rows)
        {
            var points = Points(row.Corners);
            var problem = row.Kind.Length == 0 ? null : ProblemOf(row, points, names);
            told.Add(row with { Problem = problem?.In(language) });
            if (row.Kind.Length == 0 || problem is not null)
            {
                continue;
            }

            switch (row.Kind)
            {
                case "zone":
                    var zone = before.Zones.FirstOrDefault(one => one.Id == row.Was) ?? new SiteZone();
                    zones.Add(zone with
                    {
                        Id = row.Id,
                        Points = Kept(zone.Points),
                        Intrusion = row.Anybody switch { "yes" => true, "no" => false, _ => null },
                        LoiterSeconds = row.Loiter.Length > 0 ? int.Parse(row.Loiter, CultureInfo.InvariantCulture) : null,
                    });
                    break;
                case "line":
                    var line = before.Lines.FirstOrDefault(one => one.Id == row.Was) ?? new SiteLine();
                    var ends = Kept([.. line.From, .. line.To]);
                    lines.Add(line with
                    {
                        Id = row.Id,
                        From = [.. ends.Take(2)],
                        To = [.. ends.Skip(2)],
                        Direction = Enum.Parse<CrossingDirection>(row.Direction),
                    });
                    break;
                default:
                    masks.Add(before.Masks.FirstOrDefault(mask => Written(mask.Points) == row.Corners)
                        ?? new MaskOptions { Points = points! });
                    break;
            }

            // What nobody has moved is not rounded either.
            IReadOnlyList<double> Kept(IReadOnlyList<double> had) => had.Count > 0 && Written(had) == row.Corners ? had : points!;
        }

        return (told.Any(row => row.Problem is not null) ? null : before with { Zones = zones, Lines = lines, Masks = masks }, told);
    }

    /// <returns>x1, y1, x2, y2 and so on; null where it is none of that.</returns>
    public static double[]? Points(string corners)
    {
        var numbers = corners.Split([',', ' ', ';', '\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries);
        var points = new double[numbers.Length];
        for (var i = 0; i < numbers.Length; i++)
        {
            if (!double.TryParse(numbers[i], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out points[i]))
            {
                return null;
            }
        }

        return points.Length is 0 or > 2 * MostCorners || points.Length % 2 != 0 ? null : points;
    }

    private static Wording? ProblemOf(ShapeRow row, double[]? points, HashSet<string> names) => row switch
    {
        { Kind: not ("zone" or "line" or "mask") } => ZoneTexts.NoKind,
        { Kind: not "mask" } when !Name().IsMatch(row.Id) || row.Id == CameraRules.WholeCamera => ZoneTexts.BadName,
        { Kind: not "mask" } when !names.Add(row.Id) => ZoneTexts.NameTwice(row.Id),
        _ when points is null || points.Any(value => value is not (>= 0 and <= 1)) => ZoneTexts.BadCorners,
        { Kind: "line" } when points.Length != 4 || (points[0] == points[2] && points[1] == points[3]) => ZoneTexts.BadLine,
        { Kind: "line" } when !Enum.TryParse<CrossingDirection>(row.Direction, out var way) || !Enum.IsDefined(way) => ZoneTexts.NoKind,
        { Kind: not "line" } when points.Length < 6 => ZoneTexts.TooFewCorners,
        { Kind: not "line" } when Polygons.Problem(points) is not null => ZoneTexts.CrossesItself,
        { Kind: "zone", Loiter.Length: > 0 } when !int.TryParse(row.Loiter, NumberStyles.None, CultureInfo.InvariantCulture, out var loiter)
            || loiter > LongestLoiter => ZoneTexts.BadLoiter(LongestLoiter),
        _ => null,
    };

    private static string Written(IReadOnlyList<double> points) => string.Join(", ", points.Chunk(2).Select(corner =>
        string.Create(CultureInfo.InvariantCulture, $"{corner[0]:0.###} {corner[^1]:0.###}")));

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{0,31}$")]
    private static partial Regex Name();
}
