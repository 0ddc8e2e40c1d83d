using Microsoft.Extensions.Time.Testing;
using Xunit;
using Zhuhui.Edge.Vision.Frames;
using Zhuhui.Edge.Vision.Sightings;
using Zhuhui.Edge.Vision.Tamper;

namespace Zhuhui.Edge.Vision.Tests.Tamper;

public sealed class TamperWatchTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly List<Sighting> _told = [];
    private readonly TamperWatch _watch;
    private readonly View _view = new();

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

    private void Look(int seconds)
    {
        for (var i = 0; i < seconds; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            using var frame = _view.Next(_time.GetTimestamp());
            _watch.Analyse(frame);
        }
    }

    /// <summary>A yard of blocks of many sizes, as a camera with noise shows it.</summary>
    private sealed class View
    {
        private const int Width = 320;
        private const int Height = 240;

        private readonly Random _random = new(11);
        private readonly Dictionary<(int, int, bool), double[]> _drawn = [];
        private byte[]? _last;

        public double Noise { get; set; } = 2;

        public double Gain { get; set; } = 1;

        public int Offset { get; set; }

        public int Blur { get; set; }

        public bool Covered { get; set; }

        public bool Frozen { get; set; }

        public bool Infrared { get; set; }

        public bool Close { get; set; }

        public Frame Next(long at)
        {
            var bytes = Frozen && _last is not null ? _last : _last = Draw();
            return new Frame(bytes, Width, Height, at, 1);
        }

        private byte[] Draw()
        {
            var bytes = new byte[Frame.SizeOf(Width, Height)];
            bytes.AsSpan().Fill((byte)(Infrared || Covered ? 128 : 118));
            for (var y = 0; y < Height; y++)
            {
                for (var x = 0; x < Width; x++)
                {
                    var light = Covered ? 30 : 16 + (Gain * (Close && x is > 60 and < 260 && y > 20 ? 60 + (x / 9 % 3 * 12) : Seen(x, y)));
                    bytes[(y * Width) + x] = (byte)Math.Clamp(light + (Noise * (_random.NextDouble() + _random.NextDouble() + _random.NextDouble() - 1.5) * 2), 0, 255);
                }
            }

            return bytes;
        }

        private double Seen(int x, int y)
        {
            var key = (Offset, Blur, Infrared);
            if (!_drawn.TryGetValue(key, out var picture))
            {
                _drawn[key] = picture = [.. Enumerable.Range(0, Width * Height).Select(i => Blurred(i % Width, i / Width))];
            }

            return picture[(y * Width) + x];
        }

        private double Blurred(int x, int y)
        {
            var (sum, count) = (0.0, 0);
            for (var i = -Blur; i <= Blur; i++)
            {
                for (var j = -Blur; j <= Blur; j++, count++)
                {
                    sum += Yard(x + i, y + j);
                }
            }

            return sum / count;
        }

        private double Yard(int x, int y)
        {
            var coarse = Hash((x + Offset) / 23, y / 19);
            var fine = Hash((x + Offset) / 5, y / 6);
            var light = 30 + (coarse * 120) + (fine * 40);

            // Leaves are bright in infrared, paint is not.
            return Infrared && fine > 0.6 ? light + 30 : light;
        }

        private static double Hash(int x, int y)
        {
            var mixed = unchecked((uint)((x * 73856093) ^ (y * 19349663)) * 2654435761u);
            return ((mixed >> 8) & 1023) / 1023.0;
        }
    }
}
