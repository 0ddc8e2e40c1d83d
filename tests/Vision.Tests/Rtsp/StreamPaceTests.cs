using Microsoft.Extensions.Time.Testing;
using Xunit;
using Zhuhui.Edge.Vision.Rtsp;

namespace Zhuhui.Edge.Vision.Tests.Rtsp;

/// <summary>Silence is measured against the stream's own pace.</summary>
public sealed class StreamPaceTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly StreamPace _pace;

    public StreamPaceTests() => _pace = new StreamPace(TimeSpan.FromSeconds(5), _time);

    [Theory]
    [InlineData(0.04, 5)]
    [InlineData(1, 5)]
    [InlineData(2, 6)]
    [InlineData(5, 15)]
    [InlineData(10, 30)]
    public void Three_times_the_longest_gap_within_the_bounds(double gap, double limit)
    {
        _pace.Begin();
        Pictures(gap, Math.Max(4, (int)(10 / gap)));
        Assert.Equal(limit, _pace.Limit.TotalSeconds, 3);
    }

    [Fact]
    public void A_run_whose_pace_is_not_known_yet_may_be_as_slow_as_a_picture_in_ten_seconds()
    {
        Assert.Equal(12, _pace.Limit.TotalSeconds);
        _pace.Begin();
        Pictures(0.04, 20);
        Assert.Equal(12, _pace.Limit.TotalSeconds);
        Pictures(0.04, 200);
        Assert.Equal(5, _pace.Limit.TotalSeconds);
        _pace.Begin();
        Pictures(0.04, 1);
        Assert.Equal(12, _pace.Limit.TotalSeconds);
    }

    [Fact]
    public void A_gap_counts_for_ten_minutes_and_for_a_stream_that_is_had_anew_too()
    {
        Pictures(0.04, 200);
        Pictures(4, 1);
        Assert.Equal(12, _pace.Limit.TotalSeconds);
        _pace.Begin();
        Pictures(0.5, 600);
        Assert.Equal(12, _pace.Limit.TotalSeconds);
        Pictures(0.5, 700);
        Assert.Equal(5, _pace.Limit.TotalSeconds);
    }

    private void Pictures(double gap, int count)
    {
        for (var i = 0; i < count; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(gap));
            _pace.Put(_time.GetTimestamp());
        }
    }
}
