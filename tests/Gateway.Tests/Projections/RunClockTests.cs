using Xunit;
using Zhuhui.Edge.Gateway.Projections;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Gateway.Tests.Projections;

public sealed class RunClockTests
{
    private static readonly DateTimeOffset _morning = ProjectionBench.Morning;

    [Fact]
    public void The_latest_counts_on_from_before_a_step_back()
    {
        var time = new SteppedClock(_morning);
        var clock = new RunClock(time);
        time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal((_morning.AddMinutes(1), _morning.AddMinutes(1)), clock.Read());
        time.Step(TimeSpan.FromHours(-3));
        time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal((_morning.AddMinutes(2).AddHours(-3), _morning.AddMinutes(2)), clock.Read());
    }

    [Fact]
    public void A_restart_counts_on_from_the_journal_by_the_monotonic_clock()
    {
        var before = new SteppedClock(_morning);
        var reached = default(Reached).Then(_morning, before.GetTimestamp() * 1000.0 / before.TimestampFrequency);
        before.Advance(TimeSpan.FromMinutes(10));
        var after = new RunClock(before.Restarted(TimeSpan.FromHours(-3)));
        after.Reached(reached);
        Assert.Equal(_morning.AddMinutes(10), after.Read().Latest);
    }

    [Fact]
    public void A_machine_that_booted_anew_counts_on_from_no_less_than_the_last_record()
    {
        var after = new RunClock(new SteppedClock(_morning.AddDays(-400)));
        after.Reached(new Reached(_morning, double.MaxValue));
        Assert.Equal(_morning, after.Read().Latest);
    }

    [Fact]
    public void A_record_by_a_clock_put_back_lowers_nothing() =>
        Assert.Equal(new Reached(_morning.AddSeconds(5), 6000), new Reached(_morning, 1000).Then(_morning.AddHours(-1), 6000));
}
