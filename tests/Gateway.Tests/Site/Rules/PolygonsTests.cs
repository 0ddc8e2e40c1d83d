using CsCheck;
using Xunit;
using Zhuhui.Edge.Gateway.Site.Rules;

namespace Zhuhui.Edge.Gateway.Tests.Site.Rules;

public sealed class PolygonsTests
{
    [Theory]
    [InlineData(0.1, 0.1, 0.9, 0.1, 0.5, 0.9)]
    [InlineData(0.0, 0.0, 1.0, 0.0, 1.0, 1.0, 0.0, 1.0)]
    [InlineData(0.0, 0.0, 0.5, 0.0, 1.0, 0.0, 1.0, 1.0)]
    [InlineData(0.0, 0.0, 1.0, 0.0, 1.0, 1.0, 0.5, 0.2, 0.0, 1.0)]
    public void An_area_is_an_area_whichever_way_round_its_corners_are_named(params double[] points)
    {
        Assert.Null(Polygons.Problem(points));
        Assert.Null(Polygons.Problem([.. points.Chunk(2).Reverse().SelectMany(p => p)]));
    }

    [Theory]
    [InlineData("has 0 corners")]
    [InlineData("has 7 numbers", 0.0, 0.0, 1.0, 0.0, 1.0, 1.0, 0.0)]
    [InlineData("must be numbers between 0 and 1", 0.0, 0.0, 1.1, 0.0, 1.0, 1.0)]
    [InlineData("must be numbers between 0 and 1", 0.0, 0.0, double.NaN, 0.0, 1.0, 1.0)]
    [InlineData("names the corner [1, 1] twice in a row", 0.0, 0.0, 1.0, 1.0, 1.0, 1.0, 0.0, 1.0)]
    [InlineData("names the corner [0, 0] twice in a row", 0.0, 0.0, 1.0, 0.0, 1.0, 1.0, 0.0, 0.0)]
    [InlineData("crosses itself", 0.0, 0.0, 1.0, 1.0, 1.0, 0.0, 0.0, 1.0)]
    [InlineData("crosses itself", 0.0, 0.0, 1.0, 0.0, 0.5, 0.0)]
    [InlineData("crosses itself", 0.0, 0.0, 1.0, 0.0, 1.0, 1.0, 0.5, 0.0, 0.0, 1.0)]
    public void What_is_no_area_is_told_why(string why, params double[] points) => Assert.StartsWith($" {why}",
        Polygons.Problem(points)!.En, StringComparison.Ordinal);

    /// <summary>10,000 polygons of 3 to 12 corners, named by their angle round the middle; swapping two corners of a quadrangle ties a knot
    /// into it.</summary>
    [Fact]
    public void Corners_in_order_round_a_point_are_an_area_and_a_quadrangle_with_two_swapped_is_none() =>
        Gen.Select(Gen.Int[3, 12].SelectMany(n => Gen.Double[0.1, 0.5].Array[n]), Gen.Double[0, 1]).Sample(
            (radii, turn) =>
            {
                var corners = radii.Select((r, i) => new[] { 0.5 + (r * Math.Cos(2 * Math.PI * (i + turn) / radii.Length)),
                    0.5 + (r * Math.Sin(2 * Math.PI * (i + turn) / radii.Length)) }).ToArray();
                Assert.Null(Polygons.Problem([.. corners.SelectMany(c => c.Select(v => Math.Clamp(v, 0, 1)))]));
                if (corners.Length == 4)
                {
                    (corners[1], corners[2]) = (corners[2], corners[1]);
                    Assert.NotNull(Polygons.Problem([.. corners.SelectMany(c => c.Select(v => Math.Clamp(v, 0, 1)))]));
                }
            },
            iter: 10_000);
}
