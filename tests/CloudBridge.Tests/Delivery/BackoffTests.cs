using CsCheck;
using Zhuhui.Edge.CloudBridge.Delivery;

namespace Zhuhui.Edge.CloudBridge.Tests.Delivery;

public sealed class BackoffTests : IDisposable
{
    private readonly HubFolder _folder = new();

    [Fact]
    public void Waits_between_tries_are_at_random_below_a_bound_that_doubles_and_after_a_lost_link_below_five_seconds()
    {
        foreach (var bound in new[] { 1.0, 2, 4, 4 })
        {
            var tries = Enumerable.Range(0, 400).Select(_ =>
            {
                var backoff = new Backoff(TimeSpan.FromSeconds(4));
                for (var before = 1.0; before < bound; before *= 2)
                {
                    backoff.Next();
                }

                return backoff.Next().TotalSeconds;
            }).ToList();
            Assert.All(tries, seconds => Assert.InRange(seconds, 0.5, bound));
            Assert.True(tries.Max() - tries.Min() > (bound - 0.5) / 2, $"{bound} s is waited in step");
        }

        var lost = Enumerable.Range(0, 400).Select(_ => new Backoff(TimeSpan.FromSeconds(30)).AfterLoss().TotalSeconds).ToList();
        Assert.All(lost, seconds => Assert.InRange(seconds, 0, 5));
        Assert.All(Enumerable.Range(0, 5), second => Assert.InRange(lost.Count(seconds => (int)seconds == second), 40, 130));
        var worn = new Backoff(TimeSpan.FromSeconds(30));
        Enumerable.Range(0, 9).ToList().ForEach(_ => worn.Next());
        worn.AfterLoss();
        Assert.InRange(worn.Next().TotalSeconds, 0.5, 1);
    }

    public void Dispose() => _folder.Dispose();
}
