using Xunit;
using Zhuhui.Edge.Vision.Frames;
using Zhuhui.Edge.Vision.People;
using Zhuhui.Edge.Vision.Tracking;

namespace Zhuhui.Edge.Vision.Tests.People;

public sealed class PersonGridTests
{
    private readonly float[] _scores = new float[2 * 2 * PersonGrid.Classes];
    private readonly float[] _boxes = new float[2 * 2 * PersonGrid.BoxValues];
    private readonly List<Detection> _found = [];

    [Fact]
    public void A_sharp_distribution_is_a_distance_in_strides_from_the_cells_centre()
    {
        _scores[3 * PersonGrid.Classes] = 0.9f;
        Sharpen(cell: 3, side: 0, bin: 1);
        Sharpen(cell: 3, side: 1, bin: 2);
        Sharpen(cell: 3, side: 2, bin: 3);
        Sharpen(cell: 3, side: 3, bin: 10);

        PersonGrid.Read(_scores, _boxes, stride: 16, cells: 2, threshold: 0.4f, _found);

        var person = Assert.Single(_found);
        Assert.Equal(0.9f, person.Score);
        Equal(new Box(24 - 16, 24 - 32, 24 + 48, 24 + 160), person.Box);
    }

    [Fact]
    public void A_flat_distribution_is_five_strides()
    {
        _scores[0] = 0.5f;

        PersonGrid.Read(_scores, _boxes, stride: 8, cells: 2, threshold: 0.4f, _found);

        Equal(new Box(4 - 40, 4 - 40, 4 + 40, 4 + 40), Assert.Single(_found).Box);
    }

    [Fact]
    public void Other_classes_and_low_scores_are_left_out()
    {
        _scores[0] = 0.39f;
        _scores[PersonGrid.Classes + 1] = 0.99f;

        PersonGrid.Read(_scores, _boxes, stride: 8, cells: 2, threshold: 0.4f, _found);

        Assert.Empty(_found);
    }

    [Fact]
    public void Of_boxes_on_one_person_the_surest_stays()
    {
        List<Detection> candidates =
        [
            new(new Box(0, 0, 40, 100), 0.6f), new(new Box(2, 1, 42, 101), 0.8f), new(new Box(30, 0, 70, 100), 0.5f),
        ];

        NonMaximumSuppression.Keep(candidates, _found);

        Assert.Equal([0.8f, 0.5f], _found.Select(person => person.Score));
    }

    private static void Equal(in Box expected, in Box actual)
    {
        Assert.Equal(expected.Left, actual.Left, 0.01);
        Assert.Equal(expected.Top, actual.Top, 0.01);
        Assert.Equal(expected.Right, actual.Right, 0.01);
        Assert.Equal(expected.Bottom, actual.Bottom, 0.01);
    }

    private void Sharpen(int cell, int side, int bin) => _boxes[(cell * PersonGrid.BoxValues) + (side * 11) + bin] = 30;
}
