using Microsoft.Extensions.Time.Testing;
using Xunit;
using Zhuhui.Edge.Vision.Sightings;
using Zhuhui.Edge.Vision.Tamper;

namespace Zhuhui.Edge.Vision.Tests.Tamper;

public sealed class TamperWatchTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly List<Sighting> _told = [];
    private readonly TamperWatch _watch;
    private readonly YardView _view = new();

    public TamperWatchTests() => _watch = new TamperWatch("yard", _told.Add, _time);

    public void Dispose() => _watch.Dispose();

    [Fact]
    public void A_scene_with_noise_and_slow_light_is_never_tampered_with()
    {
        for (var i = 0; i < 600; i++)
        {
            _view.Gain = 0.7 + (0.3 * Math.Cos(i / 100.0));
            Look(1);
        }

        Assert.Empty(_told);
    }

    [Fact]
    public void A_covered_lens_is_told_once_and_its_uncovering_too()
    {
        Look(60);
        _view.Covered = true;
        Look(120);
        Assert.Equal(Tampering.Covered, Assert.IsType<CameraTampered>(Assert.Single(_told)).Kind);
        _view.Covered = false;
        Look(10);

        Assert.Equal(Tampering.Covered, Assert.IsType<CameraTamperEnded>(_told[1]).Kind);
        Assert.Equal(2, _told.Count);
    }

    [Fact]
    public void A_camera_that_was_turned_is_told_and_what_it_usually_saw_is_not_forgotten()
    {
        Look(60);
        _view.Offset = 4000;
        Look(300);
        Assert.Equal(Tampering.Turned, Assert.IsType<CameraTampered>(Assert.Single(_told)).Kind);
        _view.Offset = 0;
        Look(10);

        Assert.Equal(Tampering.Turned, Assert.IsType<CameraTamperEnded>(_told[1]).Kind);
    }

    [Fact]
    public void A_lens_out_of_focus_is_told()
    {
        Look(60);
        _view.Blur = 4;
        Look(40);
        Assert.Equal(Tampering.Defocused, Assert.IsType<CameraTampered>(Assert.Single(_told)).Kind);
        _view.Blur = 0;
        Look(10);

        Assert.Equal(2, _told.Count);
    }

    [Fact]
    public void A_picture_that_comes_again_to_the_last_byte_is_frozen_after_half_a_minute()
    {
        Look(60);
        _view.Frozen = true;
        Look(29);
        Assert.Empty(_told);
        Look(5);
        Assert.Equal(Tampering.Frozen, Assert.IsType<CameraTampered>(Assert.Single(_told)).Kind);
        _view.Frozen = false;
        Look(1);

        Assert.Equal(Tampering.Frozen, Assert.IsType<CameraTamperEnded>(_told[1]).Kind);
    }

    [Fact]
    public void A_still_scene_that_a_key_frame_redraws_every_ten_seconds_is_not_frozen()
    {
        for (var i = 0; i < 20; i++)
        {
            _view.Frozen = false;
            Look(1);
            _view.Frozen = true;
            Look(9);
        }

        Assert.Empty(_told);
    }

    [Fact]
    public void A_lamp_that_goes_out_and_on_is_no_tampering()
    {
        Look(60);
        for (var i = 0; i < 5; i++)
        {
            _view.Gain = 0.25;
            Look(40);
            _view.Gain = 1;
            Look(40);
        }

        Assert.Empty(_told);
    }

    [Fact]
    public void Going_over_to_infrared_and_back_is_no_tampering()
    {
        Look(60);
        for (var i = 0; i < 3; i++)
        {
            (_view.Infrared, _view.Noise) = (true, 6);
            Look(60);
            (_view.Infrared, _view.Noise) = (false, 2);
            Look(60);
        }

        Assert.Empty(_told);
    }

    [Fact]
    public void Somebody_who_stands_close_before_the_camera_is_no_tampering()
    {
        Look(60);
        _view.Close = true;
        Look(120);

        Assert.Empty(_told);
    }

    [Fact]
    public void Heavy_rain_is_no_tampering()
    {
        Look(60);
        _view.Noise = 20;
        Look(120);

        Assert.Empty(_told);
    }

    [Fact]
    public void What_is_open_ends_when_the_camera_goes()
    {
        Look(60);
        _view.Covered = true;
        Look(20);

        _watch.Lose(_time.GetTimestamp());

        Assert.Equal(Tampering.Covered, Assert.IsType<CameraTamperEnded>(_told[1]).Kind);
    }

    /// <summary>At one picture a second a key frame that is 60 pictures away is a minute away.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public void A_still_scene_of_a_slow_camera_is_not_frozen_between_two_key_frames_and_a_frozen_one_is_told(int secondsBetween)
    {
        _view.PicturesBetween = 1;
        for (var i = 0; i < 5; i++)
        {
            _view.Frozen = false;
            Look(1, secondsBetween);
            _view.Frozen = true;
            Look(59, secondsBetween);
        }

        Assert.Empty(_told);
        Look(200, secondsBetween);
        Assert.Equal(Tampering.Frozen, Assert.IsType<CameraTampered>(Assert.Single(_told)).Kind);
    }

    [Fact]
    public void A_slow_camera_that_is_covered_is_told_too_and_nothing_else_is()
    {
        _view.PicturesBetween = 1;
        Look(200, 5);
        Assert.Empty(_told);
        _view.Covered = true;
        Look(6, 5);
        Assert.Equal(Tampering.Covered, Assert.IsType<CameraTampered>(Assert.Single(_told)).Kind);
        _view.Covered = false;
        Look(3, 5);
        Assert.Equal(2, _told.Count);
    }

    private void Look(int looks, int secondsBetween = 1)
    {
        for (var i = 0; i < looks; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(secondsBetween));
            using var frame = _view.Next(_time.GetTimestamp());
            _watch.Analyse(frame);
        }
    }
}
