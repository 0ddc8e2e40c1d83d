using Xunit;
using Zhuhui.Edge.Vision.Ffmpeg;

namespace Zhuhui.Edge.Vision.Tests.Ffmpeg;

/// <summary>A name must never be given to an old frame, and a frame that was held up on the way is one.</summary>
public sealed class FrameDatingTests
{
    private readonly FrameDating _dating = new(TimeProvider.System);
    private double _now = TimeProvider.System.GetTimestamp() / (double)TimeProvider.System.TimestampFrequency;
    private double _last = double.MinValue;

    [Fact]
    public void Frames_that_come_as_usual_are_as_old_as_they_are()
    {
        var random = new Random(1);
        for (var i = 0; i < 500; i++)
        {
            Assert.Equal(0, After(0.03 + (random.NextDouble() * 0.02)), 3);
        }
    }

    [Fact]
    public void What_was_held_up_is_as_old_as_the_silence_until_the_stream_has_caught_up()
    {
        Usually(0.04, 50);
        Assert.Equal(4, After(4), 3);
        Assert.Equal(4 - 0.038, After(0.002), 3);
        double age = 4;
        for (var i = 0; i < 60; i++)
        {
            age = After(0.002);
        }

        Assert.InRange(age, 1.5, 1.9);
        for (var i = 0; i < 60; i++)
        {
            age = After(0.002);
        }

        Assert.Equal(0, age, 3);
        Assert.Equal(0, After(0.04), 3);
    }

    /// <summary>Frames that were lost on the way never come, and whoever stands there now must not wait for them.</summary>
    [Fact]
    public void Where_nothing_was_held_up_the_second_frame_is_of_now_again()
    {
        Usually(0.04, 50);
        Assert.Equal(2, After(2), 3);
        Assert.Equal(0, After(0.04), 3);
    }

    [Theory]
    [InlineData(1.0)]
    [InlineData(0.2)]
    public void A_slow_camera_is_no_late_one(double interval)
    {
        After(interval);
        for (var i = 0; i < 20; i++)
        {
            After(interval);
        }

        Assert.Equal(0, After(interval), 3);
        Assert.Equal(0, After(0.04), 3);
    }

    [Fact]
    public void A_camera_that_becomes_slow_is_believed_within_a_few_frames()
    {
        Usually(0.04, 50);
        Usually(1, 4);
        Assert.Equal(0, After(1), 3);
    }

    [Fact]
    public void Two_silences_one_behind_the_other_add_up()
    {
        Usually(0.04, 50);
        After(1);
        Assert.InRange(After(0.9), 1.8, 1.91);
    }

    /// <summary>H.264: what is given out when the next picture begins came when the one before it was given out.</summary>
    [Theory]
    [InlineData(0.04)]
    [InlineData(0.5)]
    [InlineData(5)]
    public void A_picture_that_is_held_back_until_the_next_begins_is_an_interval_old(double interval)
    {
        for (var i = 0; i < 20; i++)
        {
            var age = After(interval, heldBack: true);
            Assert.True(i == 0 || Math.Abs(age - interval) < 0.001, $"picture {i} is held to be {age} s old");
        }
    }

    [Fact]
    public void Of_two_pictures_around_a_silence_both_are_from_before_it_where_they_are_held_back()
    {
        for (var i = 0; i < 50; i++)
        {
            After(0.04, heldBack: true);
        }

        Assert.Equal(4, After(4, heldBack: true), 1);
        Assert.Equal(4, After(0.002, heldBack: true), 1);
    }

    /// <summary>25 pictures a second, of which every third is kept.</summary>
    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 0.04)]
    public void What_was_left_out_makes_nothing_older(bool heldBack, double expected)
    {
        for (var i = 0; i < 50; i++)
        {
            var age = After(0.12, heldBack, sent: 3);
            Assert.True(i == 0 || Math.Abs(age - expected) < 0.001, $"picture {i} is held to be {age} s old");
        }
    }

    [Fact]
    public void A_burst_of_which_most_was_left_out_is_as_old_as_all_of_it()
    {
        for (var i = 0; i < 50; i++)
        {
            After(0.12, sent: 3);
        }

        // Five seconds of silence; two more had come and were left out. Then 125 pictures come within 0.4 s.
        Assert.InRange(After(5.08, sent: 3), 4.9, 5.01);
        Assert.InRange(After(0.1, sent: 31), 3.5, 3.9);
        Assert.InRange(After(0.1, sent: 31), 2.2, 2.8);
        After(0.1, sent: 31);
        After(0.1, sent: 32);
        Assert.InRange(After(0.12, sent: 3), 0, 0.3);
        Assert.Equal(0, After(0.12, sent: 3), 3);
    }

    private void Usually(double interval, int frames)
    {
        for (var i = 0; i < frames; i++)
        {
            After(interval);
        }
    }

    /// <returns>How old the next frame is held to be, in seconds.</returns>
    private double After(double seconds, bool heldBack = false, int sent = 1)
    {
        _now += seconds;
        var arrived = (long)(_now * TimeProvider.System.TimestampFrequency);
        var date = _dating.Date(arrived, heldBack, sent);
        var dated = date / (double)TimeProvider.System.TimestampFrequency;
        Assert.InRange(dated, _last, _now + 1e-6);
        _last = dated - 1e-6;
        return _now - dated;
    }
}
