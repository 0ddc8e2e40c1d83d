using System.Numerics;
using Zhuhui.Edge.Vision.Options;

namespace Zhuhui.Edge.Vision.Zones;

/// <summary>A line of the site file laid over pictures of one size: a segment with a left and a right, seen standing at From and looking to
/// To as the picture shows it (y grows downwards).</summary>
internal sealed class DirectedLine
{
    private readonly Vector2 _from;
    private readonly Vector2 _along;
    private readonly float _length;

    /// <param name="width">The picture's width in pixels.</param>
    /// <param name="height">The picture's height in pixels.</param>
    /// <exception cref="ArgumentException">The line has no two different ends.</exception>
    public DirectedLine(LineOptions options, int width, int height)
    {
        if (options is not { From: [var fromX, var fromY], To: [var toX, var toY] } || (fromX == toX && fromY == toY))
        {
            throw new ArgumentException($"line {options.Id} must have two different ends of two numbers each", nameof(options));
        }

        (Id, Direction) = (options.Id, options.Direction);
        var size = new Vector2(width, height);
        _from = new Vector2((float)fromX, (float)fromY) * size;
        var span = (new Vector2((float)toX, (float)toY) * size) - _from;
        (_length, _along) = (span.Length(), Vector2.Normalize(span));
    }

    public string Id { get; }

    /// <summary>Which crossings count.</summary>
    public CrossingDirection Direction { get; }

    /// <summary>Pixels to the right of the line or of its continuation; negative on the left.</summary>
    public float RightOf(Vector2 point)
    {
        var offset = point - _from;
        return (_along.X * offset.Y) - (_along.Y * offset.X);
    }

    /// <summary>Whether a straight step goes through the line itself, not past one of its ends, and which way; null where it does not. A
    /// point on the line counts as on its right.</summary>
    public CrossingDirection? Through(Vector2 start, Vector2 end)
    {
        var (before, after) = (RightOf(start), RightOf(end));
        if (before >= 0 == after >= 0)
        {
            return null;
        }

        var place = Vector2.Dot(Vector2.Lerp(start, end, before / (before - after)) - _from, _along);
        if (place < 0 || place > _length)
        {
            return null;
        }

        return after >= 0 ? CrossingDirection.LeftToRight : CrossingDirection.RightToLeft;
    }
}
