using System.Numerics;
using CsCheck;
using Xunit;
using Zhuhui.Edge.Vision.Faces;

namespace Zhuhui.Edge.Vision.Tests.Faces;

public sealed class FaceAlignerTests
{
    /// <summary>Where the embedding model expects the five points, as continuous coordinates.</summary>
    private static readonly Vector2[] _expected =
        [new(38.7946f, 52.1963f), new(74.0318f, 52.0014f), new(56.5252f, 72.2366f), new(42.0493f, 92.8655f), new(71.2299f, 92.7041f)];

    [Fact]
    public void A_face_that_is_the_template_turned_scaled_and_shifted_lands_on_it() =>
        Gen.Select(Gen.Float[0.3f, 6], Gen.Float[-1, 1], Gen.Float[0, 1500], Gen.Float[0, 900]).Sample((scale, angle, x, y) =>
        {
            Vector2 Move(Vector2 point) => (Vector2.Transform(point, Matrix3x2.CreateRotation(angle)) * scale) + new Vector2(x, y);
            var map = FaceAligner.Align(Points([.. _expected.Select(Move)]));
            foreach (var point in _expected)
            {
                var at = new Vector2((map.A * point.X) + (map.B * point.Y) + map.C, (map.D * point.X) + (map.E * point.Y) + map.F);
                Assert.InRange(Vector2.Distance(at, Move(point)), 0, 0.02f * scale);
            }
        });

    [Fact]
    public void A_map_is_a_similarity_whatever_the_points_are() =>
        Gen.Float[0, 640].Array[10].Sample(numbers =>
        {
            var map = FaceAligner.Align(Points([.. numbers.Chunk(2).Select(pair => new Vector2(pair[0], pair[1]))]));
            Assert.True(float.IsFinite(map.A + map.B + map.C + map.D + map.E + map.F));
            Assert.Equal((map.A, map.B), (map.E, -map.D));
        });

    [Fact]
    public void Five_equal_points_do_not_break_it() =>
        Assert.True(float.IsFinite(FaceAligner.Align(Points([.. Enumerable.Repeat(new Vector2(5, 5), 5)])).C));

    [Fact]
    public void A_straight_look_has_no_yaw_and_a_nose_near_one_eye_has_much()
    {
        var straight = Points(_expected);
        Assert.InRange(straight.Yaw, -0.02f, 0.02f);
        Assert.InRange(straight.Pitch, 0.45f, 0.55f);
        Assert.InRange(straight.Roll, -1, 1);
        Assert.InRange((straight with { Nose = new Vector2(72, 72) }).Yaw, 0.4f, 0.5f);
        Assert.Equal(90, Points([.. _expected.Select(point => new Vector2(-point.Y, point.X))]).Roll, 1f);
    }

    private static FivePoints Points(Vector2[] points) => new(points[0], points[1], points[2], points[3], points[4]);
}
