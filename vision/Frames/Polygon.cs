using System.Numerics;

namespace Zhuhui.Edge.Vision.Frames;

/// <summary>An area of the site file laid over pictures of one size. It may be hollow or cross itself: what an odd number of its sides lie
/// to the left of is inside.</summary>
internal sealed class Polygon
{
    private readonly Vector2[] _corners;

    /// <param name="points">x1, y1, x2, y2 and so on, as fractions of the picture's width and height.</param>
    /// <exception cref="ArgumentException">Not three corners of two numbers each.</exception>
    public Polygon(IReadOnlyList<double> points, int width, int height)
    {
        if (points.Count < 6 || points.Count % 2 != 0)
        {
            throw new ArgumentException($"an area needs three corners or more, of two numbers each; it has {points.Count} numbers",
                nameof(points));
        }

        _corners = new Vector2[points.Count / 2];
        for (var i = 0; i < _corners.Length; i++)
        {
            _corners[i] = new Vector2((float)points[2 * i] * width, (float)points[(2 * i) + 1] * height);
        }
    }

    public bool Contains(Vector2 point)
    {
        var inside = false;
        for (var i = 0; i < _corners.Length; i++)
        {
            var (from, to) = Side(i);
            inside ^= from.Y > point.Y != to.Y > point.Y && point.X < CrossingOf(from, to, point.Y);
        }

        return inside;
    }

    /// <summary>Pixels from a point to the nearest place on the border.</summary>
    public float ToBorder(Vector2 point)
    {
        var least = float.MaxValue;
        for (var i = 0; i < _corners.Length; i++)
        {
            var (from, to) = Side(i);
            var along = to - from;
            var length = along.LengthSquared();
            var place = length > 0 ? Math.Clamp(Vector2.Dot(point - from, along) / length, 0, 1) : 0;
            least = MathF.Min(least, Vector2.Distance(point, from + (place * along)));
        }

        return least;
    }

    /// <summary>Where the height y enters and leaves the area, from left to right: an even number of places.</summary>
    public void Across(float y, List<float> places)
    {
        places.Clear();
        for (var i = 0; i < _corners.Length; i++)
        {
            var (from, to) = Side(i);
            if (from.Y > y != to.Y > y)
            {
                places.Add(CrossingOf(from, to, y));
            }
        }

        places.Sort();
    }

    private static float CrossingOf(Vector2 from, Vector2 to, float y) => from.X + ((y - from.Y) / (to.Y - from.Y) * (to.X - from.X));

    private (Vector2 From, Vector2 To) Side(int i) => (_corners[i], _corners[(i + 1) % _corners.Length]);
}
