using CsCheck;
using Xunit;
using Zhuhui.Edge.Vision.Frames;
using Zhuhui.Edge.Vision.Tracking;

namespace Zhuhui.Edge.Vision.Tests.Tracking;

public sealed class BoxFilterTests
{
    /// <summary>2,000 cases of up to 60 steps of a millisecond to five seconds, with wild measurements and misses.</summary>
    [Fact]
    public void Whatever_is_measured_however_unevenly_the_uncertainty_stays_sound() =>
        Gen.Select(Gen.Float[0.001f, 5], Gen.Float[-1000, 1000], Gen.Bool).Array[1, 60].Sample(
            steps =>
            {
                var filter = new AxisFilter(0, 5, 150);
                foreach (var (seconds, measured, seen) in steps)
                {
                    filter.Predict(seconds, 100);
                    Sound(filter);
                    if (seen)
                    {
                        var before = filter.Variance;
                        filter.Update(measured, 5);
                        Sound(filter);
                        Assert.True(filter.Variance <= before && filter.Variance <= 25.01f);
                    }
                }
            },
            iter: 2000);

    /// <summary>500 cases.</summary>
    [Fact]
    public void One_long_step_says_the_same_as_many_short_ones() =>
        Gen.Select(Gen.Float[0.1f, 2], Gen.Int[2, 40]).Sample(
            (seconds, parts) =>
            {
                var (one, many) = (new AxisFilter(10, 5, 150), new AxisFilter(10, 5, 150));
                one.Update(14, 5);
                many.Update(14, 5);
                one.Predict(seconds, 100);
                for (var i = 0; i < parts; i++)
                {
                    many.Predict(seconds / parts, 100);
                }

                Assert.Equal(one.Value, many.Value, 0.01f);
                Assert.Equal(1, many.Variance / one.Variance, 0.01f);
                Assert.Equal(1, many.RateVariance / one.RateVariance, 0.01f);
            },
            iter: 500);

    [Fact]
    public void It_learns_how_fast_a_box_goes_from_uneven_frames()
    {
        var filter = new BoxFilter(new Box(100, 100, 140, 200));
        var (x, random) = (100f, new Random(3));
        for (var i = 0; i < 60; i++)
        {
            var seconds = 0.04f + (0.4f * random.NextSingle());
            x += 80 * seconds;
            filter.Predict(seconds);
            filter.Update(new Box(x, 100, x + 40, 200));
        }

        Assert.Equal(80, filter.X.Rate, 4f);
        Assert.Equal(100, filter.Height.Value, 1f);
    }

    private static void Sound(AxisFilter filter)
    {
        Assert.True(float.IsFinite(filter.Value + filter.Rate));
        Assert.True(filter.Variance > 0 && filter.RateVariance > 0);
        Assert.True((double)filter.Covariance * filter.Covariance <= 1.001 * filter.Variance * filter.RateVariance);
    }
}
