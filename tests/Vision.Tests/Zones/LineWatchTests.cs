using System.Numerics;
using CsCheck;
using Microsoft.Extensions.Time.Testing;
using Xunit;
using Zhuhui.Edge.Vision.Options;
using Zhuhui.Edge.Vision.Zones;

namespace Zhuhui.Edge.Vision.Tests.Zones;

public sealed class LineWatchTests
{
    private const float Clear = 5;

    private static readonly Gen<Vector2> _place = Gen.Select(Gen.Float[0, 1000], Gen.Float[0, 1000], (x, y) => new Vector2(x, y));

    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void A_walk_across_is_one_crossing_in_its_direction()
    {
        Assert.Equal([CrossingDirection.LeftToRight], Walk(Watch(), (500, 450), (500, 480), (500, 510), (500, 540)));
        Assert.Equal([CrossingDirection.RightToLeft], Walk(Watch(), (500, 540), (500, 510), (500, 480), (500, 450)));
    }

    [Fact]
    public void Trembling_on_the_line_is_no_crossing()
    {
        Assert.Empty(Walk(Watch(), (500, 450), (500, 498), (500, 502), (500, 497), (500, 503), (500, 499), (500, 501), (500, 450)));
    }

    [Fact]
    public void Trembling_on_the_way_across_is_one_crossing()
    {
        Assert.Equal([CrossingDirection.LeftToRight],
            Walk(Watch(), (500, 450), (500, 498), (500, 502), (500, 497), (500, 503), (500, 499), (500, 501), (500, 550)));
    }

    [Fact]
    public void Walking_round_an_end_is_no_crossing()
    {
        Assert.Empty(Walk(Watch(), (500, 450), (900, 450), (900, 550), (500, 550)));
    }

    [Fact]
    public void Going_back_round_the_end_after_crossing_is_no_second_crossing()
    {
        Assert.Equal([CrossingDirection.LeftToRight], Walk(Watch(), (500, 450), (500, 550), (900, 550), (900, 450), (500, 450)));
    }

    [Fact]
    public void Someone_who_appears_on_the_line_has_not_crossed_it()
    {
        Assert.Empty(Walk(Watch(), (500, 499), (500, 503), (500, 520)));
    }

    [Fact]
    public void A_direction_that_does_not_count_is_not_reported()
    {
        Assert.Empty(Walk(Watch(CrossingDirection.RightToLeft), (500, 450), (500, 550)));
        Assert.Equal([CrossingDirection.RightToLeft], Walk(Watch(CrossingDirection.RightToLeft), (500, 450), (500, 550), (500, 450)));
    }

    [Fact]
    public void The_same_direction_counts_again_only_after_the_pause()
    {
        var watch = Watch();
        (float, float)[] acrossAndBack = [(500, 450), (500, 550), (500, 450)];
        Assert.Equal([CrossingDirection.LeftToRight, CrossingDirection.RightToLeft], Walk(watch, acrossAndBack));

        Assert.Empty(Walk(watch, acrossAndBack));
        _time.Advance(LineWatch.Pause);

        Assert.Equal([CrossingDirection.LeftToRight, CrossingDirection.RightToLeft], Walk(watch, acrossAndBack));
    }

    [Fact]
    public void Each_track_crosses_for_itself()
    {
        var watch = Watch();
        watch.Step(1, new Vector2(500, 450), Clear, _time.GetTimestamp());

        Assert.Null(watch.Step(2, new Vector2(500, 550), Clear, _time.GetTimestamp()));
        Assert.Equal(CrossingDirection.LeftToRight, watch.Step(1, new Vector2(500, 550), Clear, _time.GetTimestamp()));
    }

    [Fact]
    public void A_path_that_never_goes_through_the_line_never_alarms() =>
        _place.List[2, 40].Sample(path =>
        {
            var steps = new List<Vector2> { path[0] };
            foreach (var place in path.Skip(1))
            {
                if (!Meets(steps[^1], place))
                {
                    steps.Add(place);
                }
            }

            return Walk(Watch(), [.. steps.Select(step => (step.X, step.Y))]).Count == 0;
        });

    [Fact]
    public void Whatever_happens_between_two_sides_of_a_long_line_is_told_by_the_sides() =>
        _place.List[2, 40].Sample(path =>
        {
            var watch = new LineWatch(new DirectedLine(new LineOptions { Id = "fence", From = [-9, 0.5], To = [9, 0.5] }, 1000,
                1000), _time);
            var settled = path.Where(place => MathF.Abs(place.Y - 500) > Clear).Select(place => MathF.Sign(place.Y - 500)).ToList();
            var changes = settled.Zip(settled.Skip(1)).Count(pair => pair.First != pair.Second);
            var crossings = 0;
            foreach (var place in path)
            {
                _time.Advance(LineWatch.Pause);
                crossings += watch.Step(1, place, Clear, _time.GetTimestamp()) is null ? 0 : 1;
            }

            return crossings == changes;
        });

    /// <summary>Whether a step comes near the line from (200, 500) to (800, 500): reckoned apart from the product, in double, with a pixel
    /// to spare.</summary>
    private static bool Meets(Vector2 start, Vector2 end)
    {
        if ((start.Y < 499 && end.Y < 499) || (start.Y > 501 && end.Y > 501))
        {
            return false;
        }

        if (Math.Abs((double)end.Y - start.Y) < 1e-3)
        {
            return true;
        }

        var x = start.X + ((500d - start.Y) / ((double)end.Y - start.Y) * ((double)end.X - start.X));
        return x is > 199 and < 801;
    }

    private LineWatch Watch(CrossingDirection direction = CrossingDirection.Either) =>
        new(new DirectedLine(new LineOptions { Id = "fence", From = [0.2, 0.5], To = [0.8, 0.5], Direction = direction }, 1000,
            1000), _time);

    private List<CrossingDirection> Walk(LineWatch watch, params (float X, float Y)[] path) =>
        [.. path.Select(place => watch.Step(1, new Vector2(place.X, place.Y), Clear, _time.GetTimestamp())).OfType<CrossingDirection>()];
}
