namespace Zhuhui.Edge.Vision.Frames;

/// <summary>A rectangle in a frame's pixels: left, top, right, bottom; right and bottom lie just outside.</summary>
public readonly record struct Box(float Left, float Top, float Right, float Bottom)
{
    public float Width => Right - Left;

    public float Height => Bottom - Top;

    public float CentreX => (Left + Right) / 2;

    public float CentreY => (Top + Bottom) / 2;

    /// <summary>Intersection over union, 0 to 1.</summary>
    public float Overlap(in Box other)
    {
        var width = MathF.Min(Right, other.Right) - MathF.Max(Left, other.Left);
        var height = MathF.Min(Bottom, other.Bottom) - MathF.Max(Top, other.Top);
        if (width <= 0 || height <= 0)
        {
            return 0;
        }

        var shared = width * height;
        return shared / ((Width * Height) + (other.Width * other.Height) - shared);
    }
}
