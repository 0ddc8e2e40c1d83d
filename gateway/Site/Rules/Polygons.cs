using Zhuhui.Edge.Gateway.Texts;
using Zhuhui.Edge.Gateway.Texts.Rules;

namespace Zhuhui.Edge.Gateway.Site.Rules;

/// <summary>Whether the corners of a zone or mask make an area.</summary>
internal static class Polygons
{
    /// <param name="points">x1, y1, x2, y2 and so on.</param>
    /// <returns>What is wrong, to stand after the path; null where nothing is.</returns>
    public static Wording? Problem(IReadOnlyList<double> points)
    {
        if (points.Count % 2 != 0)
        {
            return CameraRuleTexts.OddNumbers(points.Count);
        }

        if (points.Count < 6)
        {
            return CameraRuleTexts.TooFewCorners(points.Count / 2);
        }

        if (points.Any(v => v is not (>= 0 and <= 1)))
        {
            return CameraRuleTexts.NoFractions;
        }

        var corners = Enumerable.Range(0, points.Count / 2).Select(i => (X: points[2 * i], Y: points[(2 * i) + 1])).ToArray();
        if (Enumerable.Range(0, corners.Length).Where(i => corners[i] == corners[(i + 1) % corners.Length])
            .Select(i => ((double X, double Y)?)corners[i]).FirstOrDefault() is { } twice)
        {
            return CameraRuleTexts.CornerTwice(Words(twice));
        }

        for (var i = 0; i < corners.Length; i++)
        {
            var (a, b) = (corners[i], corners[(i + 1) % corners.Length]);
            for (var k = i + 1; k < corners.Length; k++)
            {
                var (c, d) = (corners[k], corners[(k + 1) % corners.Length]);
                var areNeighbours = k == i + 1 || (i == 0 && k == corners.Length - 1);
                if (areNeighbours ? TurnsBack(i == 0 && k == corners.Length - 1 ? (c, a, b) : (a, b, d)) : Meet(a, b, c, d))
                {
                    return CameraRuleTexts.CrossesItself(Words(a), Words(c));
                }
            }
        }

        return null;
    }

    /// <summary>Twice the area of the triangle, with its sign: which side of the line from a to b the point c is on.</summary>
    private static double Side((double X, double Y) a, (double X, double Y) b, (double X, double Y) c) =>
        ((b.X - a.X) * (c.Y - a.Y)) - ((b.Y - a.Y) * (c.X - a.X));

    /// <summary>Whether the way from b on lies on the way from a to b.</summary>
    private static bool TurnsBack(((double X, double Y) A, (double X, double Y) B, (double X, double Y) C) way) =>
        Side(way.A, way.B, way.C) == 0 && ((way.A.X - way.B.X) * (way.C.X - way.B.X)) + ((way.A.Y - way.B.Y) * (way.C.Y - way.B.Y)) > 0;

    private static bool Meet((double X, double Y) a, (double X, double Y) b, (double X, double Y) c, (double X, double Y) d)
    {
        var (ofC, ofD, ofA, ofB) = (Math.Sign(Side(a, b, c)), Math.Sign(Side(a, b, d)), Math.Sign(Side(c, d, a)), Math.Sign(Side(c, d, b)));
        return (ofC != ofD && ofA != ofB)
            || (ofC == 0 && Within(a, b, c)) || (ofD == 0 && Within(a, b, d)) || (ofA == 0 && Within(c, d, a))
            || (ofB == 0 && Within(c, d, b));
    }

    private static bool Within((double X, double Y) a, (double X, double Y) b, (double X, double Y) point) =>
        point.X >= Math.Min(a.X, b.X) && point.X <= Math.Max(a.X, b.X) && point.Y >= Math.Min(a.Y, b.Y) && point.Y <= Math.Max(a.Y, b.Y);

    private static string Words((double X, double Y) corner) => FormattableString.Invariant($"[{corner.X}, {corner.Y}]");
}
