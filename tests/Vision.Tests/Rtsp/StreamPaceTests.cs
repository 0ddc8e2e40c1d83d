using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Time.Testing;
using Xunit;
using Zhuhui.Edge.Vision.Options;
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

    /// <summary>ffmpeg 5.1 ends a frozen camera by its own timeout, or up to four times as late, and says nothing of why.</summary>
    [Fact]
    public async Task The_own_watchdog_is_always_before_ffmpeg_s_timeout()
    {
        using var list = new MemoryStream();
        await new StreamAddress(CameraAddress.Parse("rtsp://127.0.0.1/main", null)!, StreamTransport.Tcp).WriteAsync(list,
            CancellationToken.None);
        var timeout = Regex.Match(Encoding.UTF8.GetString(list.ToArray()), "^option timeout ([0-9]+)$", RegexOptions.Multiline);
        var own = TimeSpan.FromMicroseconds(long.Parse(timeout.Groups[1].ValueSpan, CultureInfo.InvariantCulture));
        Assert.True(own > StreamPace.Longest && own > RtspSource.LongestFirstFrame, $"{own}");
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
