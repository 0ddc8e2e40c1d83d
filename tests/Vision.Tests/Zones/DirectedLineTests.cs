using System.Numerics;
using Xunit;
using Zhuhui.Edge.Vision.Options;
using Zhuhui.Edge.Vision.Zones;

namespace Zhuhui.Edge.Vision.Tests.Zones;

public sealed class DirectedLineTests
{
    /// <summary>Standing at From and looking to To, as the picture shows it: eight directions to look, each with a walk from the left hand
    /// to the right.</summary>
    [Theory]
    [InlineData("east", 0.2, 0.5, 0.8, 0.5, 0, -1, 0, 1)]
    [InlineData("west", 0.8, 0.5, 0.2, 0.5, 0, 1, 0, -1)]
    [InlineData("north", 0.5, 0.8, 0.5, 0.2, -1, 0, 1, 0)]
    [InlineData("south", 0.5, 0.2, 0.5, 0.8, 1, 0, -1, 0)]
    [InlineData("north-east", 0.2, 0.8, 0.8, 0.2, -1, -1, 1, 1)]
    [InlineData("south-west", 0.8, 0.2, 0.2, 0.8, 1, 1, -1, -1)]
    [InlineData("south-east", 0.2, 0.2, 0.8, 0.8, 1, -1, -1, 1)]
    [InlineData("north-west", 0.8, 0.8, 0.2, 0.2, -1, 1, 1, -1)]
    public void Left_and_right_are_those_of_one_who_looks_along_the_line(
        string looking, double fromX, double fromY, double toX, double toY, int leftX, int leftY, int rightX, int rightY)
    {
        var line = Line([fromX, fromY], [toX, toY], 1000, 1000);
        var middle = new Vector2(500, 500);
        var left = middle + (100 * new Vector2(leftX, leftY));
        var right = middle + (100 * new Vector2(rightX, rightY));

        Assert.True(line.RightOf(left) < -90, $"looking {looking}, {left} lies on the left hand");
        Assert.True(line.RightOf(right) > 90, $"looking {looking}, {right} lies on the right hand");
        Assert.Equal(CrossingDirection.LeftToRight, line.Through(left, right));
        Assert.Equal(CrossingDirection.RightToLeft, line.Through(right, left));
    }

    [Fact]
    public void A_step_past_an_end_does_not_go_through()
    {
        var line = Line([0.2, 0.5], [0.8, 0.5], 1000, 1000);

        Assert.Null(line.Through(new Vector2(190, 400), new Vector2(190, 600)));
        Assert.Null(line.Through(new Vector2(810, 400), new Vector2(810, 600)));
        Assert.Equal(CrossingDirection.LeftToRight, line.Through(new Vector2(210, 400), new Vector2(210, 600)));
        Assert.Equal(CrossingDirection.LeftToRight, line.Through(new Vector2(790, 400), new Vector2(790, 600)));
    }

    [Fact]
    public void A_slanting_step_is_judged_by_where_it_meets_the_line()
    {
        var line = Line([0.2, 0.5], [0.8, 0.5], 1000, 1000);

        Assert.Equal(CrossingDirection.LeftToRight, line.Through(new Vector2(100, 400), new Vector2(400, 600)));
        Assert.Null(line.Through(new Vector2(0, 400), new Vector2(300, 600)));
    }

    [Fact]
    public void Ends_are_fractions_of_the_width_and_of_the_height()
    {
        var line = Line([0, 0.25], [1, 0.25], 1920, 400);

        Assert.Equal(20, line.RightOf(new Vector2(960, 120)), 3);
        Assert.Equal(-100, line.RightOf(new Vector2(960, 0)), 3);
    }

    [Fact]
    public void A_line_without_length_is_refused_by_name()
    {
        var refusal = Assert.Throws<ArgumentException>(() => Line([0.5, 0.5], [0.5, 0.5], 640, 360));

        Assert.Contains("line fence", refusal.Message, StringComparison.Ordinal);
    }

    private static DirectedLine Line(double[] from, double[] to, int width, int height) => new(new LineOptions
    {
        Id = "fence",
        From = from,
        To = to
    }, width, height);
}
