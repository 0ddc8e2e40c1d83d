using CsCheck;
using Xunit;
using Zhuhui.Edge.Vision.Gallery;

namespace Zhuhui.Edge.Vision.Tests.Gallery;

public sealed class ImpostorTailTests
{
    [Fact]
    public void Of_an_exponential_tail_the_score_at_a_small_rate_is_found()
    {
        var random = new Random(7);
        float[] scores = [.. Enumerable.Range(0, 5000).Select(_ => 0.2f - (0.05f * MathF.Log((float)(1 - random.NextDouble()))))];
        var tail = ImpostorTail.Fit(scores)!;
        foreach (var rate in new[] { 0.01, 0.003, 0.0003 })
        {
            Assert.InRange(tail.ScoreAt(rate), 0.2 - (0.05 * Math.Log(rate)) - 0.04, 0.2 - (0.05 * Math.Log(rate)) + 0.06);
        }
    }

    [Fact]
    public void A_smaller_rate_asks_for_a_higher_score() =>
        Gen.Float[-0.2f, 0.6f].Array[80, 400].Sample(
            scores =>
            {
                if (ImpostorTail.Fit(scores) is { } tail)
                {
                    Assert.True(tail.ScoreAt(0.001) > tail.ScoreAt(0.01) && tail.ScoreAt(0.01) > tail.From);
                    Assert.True(tail.ScoreAt(0.0001) - tail.From >= -tail.Scale * Math.Log(0.0001 / tail.Part) * 0.999);
                }
            },
            iter: 2000);

    [Fact]
    public void Too_few_scores_have_no_tail() => Assert.Null(ImpostorTail.Fit([.. Enumerable.Range(0, 49).Select(i => i / 100f)]));
}
