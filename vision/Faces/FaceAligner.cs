using System.Numerics;
using Zhuhui.Edge.Vision.Frames;

namespace Zhuhui.Edge.Vision.Faces;

/// <summary>The similarity (turn, one scale, shift) that brings a face's five points nearest, by least squares, to where the embedding
/// model expects them in its 112x112 input.</summary>
internal static class FaceAligner
{
    public const int Side = 112;

    /// <summary>Pixel centres at .5, as everywhere in a frame.</summary>
    private static readonly FivePoints _template = new(
        new Vector2(38.2946f + 0.5f, 51.6963f + 0.5f),
        new Vector2(73.5318f + 0.5f, 51.5014f + 0.5f),
        new Vector2(56.0252f + 0.5f, 71.7366f + 0.5f),
        new Vector2(41.5493f + 0.5f, 92.3655f + 0.5f),
        new Vector2(70.7299f + 0.5f, 92.2041f + 0.5f));

    /// <returns>Maps a pixel of the input to its place in the frame.</returns>
    public static Affine Align(in FivePoints face)
    {
        var (from, to) = (Vector2.Zero, Vector2.Zero);
        for (var i = 0; i < 5; i++)
        {
            (from, to) = (from + (face[i] / 5), to + (_template[i] / 5));
        }

        var (along, across, size) = (0f, 0f, 0f);
        for (var i = 0; i < 5; i++)
        {
            var (source, target) = (face[i] - from, _template[i] - to);
            along += Vector2.Dot(source, target);
            across += (source.X * target.Y) - (source.Y * target.X);
            size += source.LengthSquared();
        }

        // to = [cos -sin; sin cos] * from + shift with cos and sin scaled; the sampler wants the way back.
        var (cos, sin) = size > 0 ? (along / size, across / size) : (1, 0);
        var norm = MathF.Max((cos * cos) + (sin * sin), 1e-9f);
        var (a, b) = (cos / norm, sin / norm);
        return new Affine(a, b, from.X - (a * to.X) - (b * to.Y), -b, a, from.Y + (b * to.X) - (a * to.Y));
    }
}
